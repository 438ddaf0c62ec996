package processcontrol.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import processcontrol.job.CommandLine;

/** Text of jobs, which is hostile until it is escaped, in HTML. */
final class Html {

  private Html() {}

  /** The text as content or as the value of an attribute; what cannot be seen is shown. */
  static String escaped(String text) {
    String shown = CommandLine.printable(text);
    StringBuilder html = new StringBuilder(shown.length() + 16);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }

  /** As an address of a link, where it is one of the web; else null. */
  static boolean isLink(String text) {
    return (text.startsWith("https://") || text.startsWith("http://"))
        && text.indexOf(' ') < 0
        && text.indexOf('\n') < 0;
  }

  /** The source of a style or script in a Content-Security-Policy. */
  static String source(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
