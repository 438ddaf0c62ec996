package processcontrol.report;

import java.util.Locale;
import java.util.Set;
import processcontrol.job.VisibleText;

/** Writes single values so that YAML 1.1 and 1.2 read back the same, and terminals obey nothing. */
final class YamlText {

  /** Words that some reader of YAML takes for something else than text if they stand alone. */
  private static final Set<String> WORDS =
      Set.of("", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private YamlText() {}

  /** A text as it is where that is safe, else in double quotes. */
  static String scalar(String text, boolean plain) {
    return plain && !text.isEmpty() && isPrintable(text) ? text : quoted(text);
  }

  /** A key. */
  static String key(String key) {
    boolean simple =
        !WORDS.contains(key.toLowerCase(Locale.ROOT)) && !Character.isDigit(key.charAt(0));
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      simple &= letterOrDigit || c == '_' || (i > 0 && (c == '-' || c == '.'));
    }
    return simple ? key : quoted(key);
  }

  /** Returns true if a text of several lines can stand as a literal block ({@code |}). */
  static boolean isBlock(String text) {
    if (text.indexOf('\n') < 1 || text.endsWith("\n\n") || " \t".indexOf(text.charAt(0)) >= 0) {
      return false;
    }
    return isPrintable(text.replace("\n", "").replace("\t", ""));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    int before = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(before)) {
      int c = text.codePointAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append((char) c);
      } else if (c == '\n') {
        quoted.append("\\n");
      } else if (c == '\t') {
        quoted.append("\\t");
      } else if (VisibleText.isVisible(c, before)) {
        quoted.appendCodePoint(c);
      } else {
        quoted.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
      }
      before = c;
    }
    return quoted.append('"').toString();
  }

  private static boolean isPrintable(String text) {
    return VisibleText.firstHidden(text) == null;
  }
}
