package processcontrol.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import processcontrol.config.Sha256;
import processcontrol.job.CommandLine;

/** Text of jobs, which is hostile until it is escaped, in HTML. */
public final class Html {

  private Html() {}

  /** The text as content or as the value of an attribute; what cannot be seen is shown. */
  public static String escaped(String text) {
    return escaped(text, Integer.MAX_VALUE);
  }

  /**
   * As {@link #escaped(String)}, and cut where it takes more.
   *
   * @param max how many bytes at most, but for what tells that it was cut
   */
  static String escaped(String text, int max) {
    String shown = CommandLine.printable(text);
    StringBuilder html = new StringBuilder(Math.min(shown.length(), max) + 16);
    int bytes = 0;
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      String escaped =
          switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> null;
          };
      bytes += escaped != null ? escaped.length() : c < 0x80 ? 1 : 3;
      if (bytes > max && !Character.isLowSurrogate(c)) {
        return html.append(TextWidth.CUT).toString();
      }
      if (escaped == null) {
        html.append(c);
      } else {
        html.append(escaped);
      }
    }
    return html.toString();
  }

  /** A word that tells by its colour, too, what it means. */
  static String pill(String style, String word) {
    return "<span class=\"k " + style + "\">" + word + "</span>";
  }

  /** Returns true if a text is an address of the web, which a link may lead to. */
  static boolean isLink(String text) {
    return (text.startsWith("https://") || text.startsWith("http://"))
        && text.indexOf(' ') < 0
        && text.indexOf('\n') < 0;
  }

  /** The source of a style or script in a Content-Security-Policy. */
  static String source(String content) {
    byte[] hash = Sha256.digest(content.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }
}
