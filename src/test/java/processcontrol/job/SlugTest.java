package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "0", "yak", "cpu_marathon", "a.b-c_D9", "9-", "a..", "a-_."})
  void letters_digits_and_three_marks_are_a_slug(String text) {
    assertThat(new Slug(text)).hasToString(text);
    assertThat(Slug.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".a", "-a", "_a", "..", ".", "a/b", "../a", "a b", " a", "a ", "a*", "a%", "a$", "a\\",
        "\u00e4", "a\u00e4", "\u0661", "a:b", "a=b", "a@b", "a'", "\uff41"
      })
  void anything_else_is_refused(String text) {
    assertThat(Slug.isValid(text)).isFalse();
    assertThatThrownBy(() -> new Slug(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + text
                + "' is not a job name: use letters, digits, '.', '_' and '-', beginning with a"
                + " letter or digit");
  }

  @Test
  void control_characters_are_not_repeated_in_the_message() {
    assertThatThrownBy(() -> new Slug("a\nb\0c\u001b[2J"))
        .hasMessage(
            "'a\\nb\\x00c\\x1b[2J' is not a job name: use letters, digits, '.', '_' and '-',"
                + " beginning with a letter or digit");
  }

  @Test
  void an_empty_name_is_refused() {
    assertThatThrownBy(() -> new Slug(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a job name must not be empty");
  }

  @Test
  void a_slug_has_at_most_200_characters() {
    assertThat(new Slug("a".repeat(200)).value()).hasSize(200);
    assertThatThrownBy(() -> new Slug("a".repeat(201)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a job name has at most 200 characters, not 201");
  }

  @Test
  void slugs_are_ordered_by_their_text() {
    assertThat(new Slug("B").compareTo(new Slug("a"))).isNegative();
    assertThat(new Slug("a").compareTo(new Slug("a"))).isZero();
    assertThat(new Slug("a10").compareTo(new Slug("a1"))).isPositive();
  }
}
