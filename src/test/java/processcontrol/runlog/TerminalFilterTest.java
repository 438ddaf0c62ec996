package processcontrol.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalFilterTest {

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns what is shown of bytes that come in pieces; bytes stand for themselves in these texts.
   */
  private static String shown(TerminalFilter filter, byte[] bytes, int piece) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i += piece) {
      shown.writeBytes(filter.filter(bytes, i, Math.min(piece, bytes.length - i)));
    }
    shown.writeBytes(filter.end());
    return shown.toString(StandardCharsets.ISO_8859_1);
  }

  private static void assertRun(String printed, String expected) {
    for (int piece = 1; piece <= 7; piece++) {
      assertThat(shown(TerminalFilter.ofRun(), bytes(printed), piece)).isEqualTo(expected);
    }
  }

  @Test
  void text_and_colours_pass_and_colours_end() {
    String line = "gr\u00c3\u00bc\u00c3\u009f \u00f0\u009f\u0098\u0080\tx\n";
    assertRun(line, line);
    assertRun("\33[1;31mred\33[0m\n", "\33[1;31mred\33[0m\n");
    assertRun("\33[38;5;8mgrey", "\33[38;5;8mgrey\33[m");
    assertRun("\33[38:2::8:8:8mgrey\33[m", "\33[38:2::8:8:8mgrey\33[m");
  }

  @ParameterizedTest
  @CsvSource({
    "8, \\x1b[8mx",
    "1;8, \\x1b[1;8mx",
    "38;5;1;8, \\x1b[38;5;1;8mx",
    "38;8, \\x1b[38;8mx",
    "?25, \\x1b[?25mx"
  })
  void text_is_not_concealed(String numbers, String expected) {
    assertRun("\33[" + numbers + "mx", expected);
  }

  @Test
  void what_a_terminal_obeys_is_escaped() {
    assertRun("\33[2J\33]0;t\7\33P\33\\", "\\x1b[2J\\x1b]0;t\\x07\\x1bP\\x1b\\");
    assertRun("a\10\177\0b", "a\\x08\\x7f\\x00b");
    assertRun("\u009b2J\u00c2\u009b2J", "\\x9b2J\\xc2\\x9b2J");
    assertRun("\u00e2\u0080\u00aeb", "\\xe2\\x80\\xaeb");
    assertRun("\u00f3\u00a0\u0080\u0081b", "\\xf3\\xa0\\x80\\x81b");
    assertRun("\u00c0\u009b \u00e0\u0080\u009b", "\\xc0\\x9b \\xe0\\x80\\x9b");
    assertRun("\u00e2\u0080", "\\xe2\\x80");
    assertRun("\33", "\\x1b");
    assertRun("\33[" + "1;".repeat(200) + "m", "\\x1b[" + "1;".repeat(200) + "m");
  }

  @Test
  void a_carriage_return_covers_no_text() {
    assertRun("evil\rgood\r\n", "evil\ngood\n");
    assertRun("\r 10%\r 20%\r", " 10%\n 20%\n");
    assertRun("a\r\r\nb", "a\nb");
    assertRun("a\r\33[31mb", "a\n\33[31mb\33[m");
  }

  @Test
  void a_log_has_no_colours() {
    assertThat(shown(TerminalFilter.ofLog(), bytes("\33[31mx\r\n"), 3))
        .isEqualTo("\\x1b[31mx\\x0d\n");
  }

  @Test
  void nothing_but_text_and_colours_comes_out_whatever_goes_in() {
    Random random = new Random(6);
    String often = "\33[]m;:80123\r\n\u0007\u009b\u00c2\u00e2\u0080\u00ae\u00f3\u00a0";
    for (int round = 0; round < 2000; round++) {
      byte[] input = new byte[random.nextInt(60)];
      random.nextBytes(input);
      for (int i = 0; i < input.length; i++) {
        boolean odd = random.nextInt(4) > 0;
        input[i] = odd ? (byte) often.charAt(random.nextInt(often.length())) : input[i];
      }

      String run = shown(TerminalFilter.ofRun(), input, 1 + random.nextInt(9));

      String text = new String(bytes(run), StandardCharsets.UTF_8);
      assertThat(text.replaceAll("\33\\[[0-9;:]*m", ""))
          .doesNotContain("\33", "\r", "\7", "\u009b", "\u202e", "\ufffd");
    }
  }
}
