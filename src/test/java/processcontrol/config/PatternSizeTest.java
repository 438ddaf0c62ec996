package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "(a{0,1000}){0,1000}",
        "(a{20,}){200}",
        "((aaaa){50}b){9}",
        "a{99999999999999999999}"
      })
  void what_grows_too_large_is_refused(String pattern) {
    assertThatThrownBy(() -> PatternSize.check(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 500 characters, repetitions written out");
  }

  @Test
  void what_is_nested_too_deeply_or_too_long_is_refused() {
    assertThatThrownBy(() -> PatternSize.check("(".repeat(101) + "a" + ")".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PatternSize.check("a".repeat(501)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "^OK$", "a{500}", "([0-9]{1,3}\\.){3}", "\\({9}", ")", "{", "a{", "\\"})
  void what_people_write_is_allowed(String pattern) {
    assertThatCode(() -> PatternSize.check(pattern)).doesNotThrowAnyException();
  }
}
