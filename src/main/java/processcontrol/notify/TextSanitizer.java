package processcontrol.notify;

import java.nio.charset.StandardCharsets;
import processcontrol.job.CommandLine;

/** Makes text that jobs wrote fit for people's mail programs and for headers. */
final class TextSanitizer {

  private static final int MAX_LINE = 2000;

  private TextSanitizer() {}

  /** One line, control characters as escapes, cut where it is too long. */
  static String line(String text) {
    String clean = CommandLine.printable(text.replace('\u2028', ' ').replace('\u2029', ' '));
    return cut(clean, MAX_LINE);
  }

  /**
   * Lines of text, each as {@link #line}.
   *
   * @param indent before each but the first
   */
  static String lines(String text, String indent) {
    StringBuilder lines = new StringBuilder();
    for (String line : text.strip().split("\n", -1)) {
      lines.append(lines.length() == 0 ? "" : "\n" + indent).append(line(line));
    }
    return lines.toString();
  }

  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splits ? length - 1 : length) + "...";
  }

  /**
   * Bytes in any encoding as lines of text, without what only a terminal would obey: what is no
   * UTF-8 is replaced, escape sequences and controls are left out.
   */
  static String text(byte[] bytes) {
    return TerminalText.lines(new String(bytes, StandardCharsets.UTF_8));
  }
}
