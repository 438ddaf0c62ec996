package processcontrol.report;

import java.util.ArrayList;
import java.util.List;

/** Counts the columns of a terminal that text takes, and makes text fit. */
final class TextWidth {

  static final String CUT = "...";

  private TextWidth() {}

  static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /** Of East Asian scripts and pictures each character takes two columns; marks take none. */
  private static int of(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (c >= 0x1100 && c <= 0x115f)
            || (c >= 0x2e80 && c <= 0xa4cf)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6)
            || (c >= 0x1f300 && c <= 0x1faff)
            || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
  }

  /** As much of the beginning as fits. */
  static String cut(String text, int columns) {
    return of(text) <= columns
        ? text
        : text.substring(0, fitting(text, columns - CUT.length())).stripTrailing() + CUT;
  }

  /** The beginning and the end: names differ at either. */
  static String cutMiddle(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int kept = columns - CUT.length();
    int tail = kept / 3;
    int from = text.length();
    while (from > 0 && of(text.substring(text.offsetByCodePoints(from, -1))) <= tail) {
      from = text.offsetByCodePoints(from, -1);
    }
    return text.substring(0, fitting(text, kept - tail)) + CUT + text.substring(from);
  }

  /** The lines of a text, broken between words where that can be. */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (of(rest) > columns) {
      int end = Math.max(Character.charCount(rest.codePointAt(0)), fitting(rest, columns));
      int blank = rest.lastIndexOf(' ', end);
      int at = blank > end / 2 ? blank : end;
      lines.add(rest.substring(0, at).stripTrailing());
      rest = rest.substring(at).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  /** Returns how many characters of the beginning fit. */
  private static int fitting(String text, int columns) {
    int width = 0;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      width += of(c);
      if (width > columns) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  /** The text with blanks up to a width. */
  static String padded(String text, int columns, boolean right) {
    String blanks = " ".repeat(Math.max(0, columns - of(text)));
    return right ? blanks + text : text + blanks;
  }
}
