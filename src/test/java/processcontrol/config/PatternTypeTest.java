package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.config.YamlValue.Scalar;

/** Nobody's pattern takes the memory or the time of the supervisor. */
class PatternTypeTest {

  private final Problems problems = new Problems();

  private String parse(String pattern) {
    Scalar scalar = new Scalar(Place.startOf("f"), pattern, false);
    return new PatternType().parse(scalar, new ValueType.Report("k", problems));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc|3",
        "a{5}b|6",
        "a{2,7}|7",
        "a{3,}|3",
        "(ab){10}|40",
        "((a{10}){10}){10}|1220",
        "[]({5})]{2}|2",
        "[^]a\\]b]{2}|2",
        "\\x{4000}\\p{Greek}{3}|4",
        "a{x}|4",
        "\\(a\\){2}|4",
        "a{0}b|2"
      })
  void the_size_counts_repetitions(String pattern, long size) {
    assertThat(PatternType.sizeOf(pattern)).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "^rows: [1-9][0-9]*$",
        "(?i)error|fatal",
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "\\d{4}-\\d\\d",
        ".{1,990}"
      })
  void what_people_write_is_taken(String pattern) {
    assertThat(parse(pattern)).isEqualTo(pattern);
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "((a{1000}){1000}){1000}",
        "(((((a{9}){9}){9}){9}){9}",
        "(?:(?:[a-z]{40}){40})",
        "a{1001}",
        "a{99999999999999999999}"
      })
  void what_would_be_huge_is_refused(String pattern) {
    assertThat(parse(pattern)).isNull();
    assertThat(problems.lines())
        .containsExactly(
            "f:1:1: k: the regular expression is too large: at most 1000 characters, each counted"
                + " as often as it is repeated by {}");
  }

  @Test
  void deep_nesting_is_refused_or_compiled_but_never_overflows_the_stack() {
    assertThat(parse("(".repeat(500) + ")".repeat(500))).isNotNull();
    assertThat(parse("(".repeat(100_000) + ")".repeat(100_000))).isNull();
    assertThat(parse("a?".repeat(500))).isNotNull();
    assertThat(problems.lines()).hasSize(1);
  }
}
