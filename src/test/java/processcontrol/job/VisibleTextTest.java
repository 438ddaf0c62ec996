package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

  private static String text(int... codePoints) {
    return new String(codePoints, 0, codePoints.length);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x7, 0x8, 0x1b, 0x7f, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d,
        0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2065, 0x2066, 0x2069, 0x3164,
        0xd800, 0xe000, 0xfe0f, 0xfeff, 0xfff9, 0xfffb, 0xffff, 0xe0001, 0xe0041, 0xe007f, 0xe0100,
        0xf0000, 0x10fffd, 0x10ffff
      })
  void what_nobody_sees_is_escaped(int c) {
    String text = "a" + text(c) + "b";

    assertThat(VisibleText.escaped(text)).matches("a\\\\(n|t|x..|u....|U........)b");
    assertThat(VisibleText.firstHidden(text)).isEqualTo(String.format("U+%04X", c));
    assertThat(new CommandLine(java.util.List.of(text)).toString()).startsWith("'a\\");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain text",
        "Gr\u00fc\u00dfe \u4e2d\u6587 \u05e9\u05dc\u05d5\u05dd",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\ud83d\udc69\u200d\ud83d\udcbb \u2764\ufe0f\u200d\ud83d\udd25 1\ufe0f\u20e3 \u26a0\ufe0f",
        "\ud83e\udee0"
      })
  void scripts_and_emoji_are_shown_as_they_are(String text) {
    assertThat(VisibleText.escaped(text)).isEqualTo(text);
    assertThat(VisibleText.firstHidden(text)).isNull();
  }

  @Test
  void joiners_hide_nothing_between_latin_letters_or_in_a_row() {
    assertThat(VisibleText.escaped("back\u200dup")).isEqualTo("back\\u200dup");
    assertThat(VisibleText.escaped("\u0645\u200c\u200c\u0645"))
        .isEqualTo("\u0645\u200c\\u200c\u0645");
  }

  @Test
  void a_quoted_value_has_at_most_200_characters() {
    assertThat(VisibleText.quoted("x".repeat(200))).isEqualTo("'" + "x".repeat(200) + "'");
    assertThat(VisibleText.quoted("x".repeat(201))).isEqualTo("'" + "x".repeat(200) + "...'");
    assertThat(VisibleText.quoted("\u202e".repeat(70_000)))
        .isEqualTo("'" + "\\u202e".repeat(33) + "...'");
  }
}
