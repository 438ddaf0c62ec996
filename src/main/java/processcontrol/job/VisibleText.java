package processcontrol.job;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides which characters people see as they are, and writes the others as escapes.
 *
 * <p>Job authors choose texts that root reads on a terminal. A control is obeyed there; an
 * invisible character, or one that turns the direction of writing, makes a line look like another
 * one. Joiners and variation selectors are seen where they do their work: Persian, the scripts of
 * India and emoji need them, behind a character that is no Latin one.
 */
public final class VisibleText {

  /** Of a value, in a message. */
  static final int MAX_QUOTED = 200;

  private static final int JOINERS_FROM = 0x300;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final int EMOJI_SELECTOR = 0xfe0f;

  private VisibleText() {}

  /**
   * Returns true if a character may be printed as it is.
   *
   * @param c a code point, or half of one that stands alone
   * @param before the code point before it; 0 if there is none
   */
  public static boolean isVisible(int c, int before) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    if (c < JOINERS_FROM) {
      return c >= 0xa0 && c != 0xad; // The soft hyphen.
    }
    if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
      return before >= JOINERS_FROM && !(before >= 0x2000 && before < 0x2010);
    }
    if (c >= 0xfe00 && c <= EMOJI_SELECTOR) {
      return before >= JOINERS_FROM ? !isSelector(before) : c == EMOJI_SELECTOR && isKeycap(before);
    }
    return !isIgnorable(c) && hasGlyph(c);
  }

  private static boolean isSelector(int c) {
    return (c >= 0xfe00 && c <= EMOJI_SELECTOR) || (c >= 0x2000 && c < 0x2010);
  }

  /**
   * Returns true for the characters that the emoji selector makes an emoji of, of the first ones.
   */
  private static boolean isKeycap(int c) {
    return (c >= '0' && c <= '9') || c == '#' || c == '*' || c == 0xa9 || c == 0xae;
  }

  /**
   * Returns true for characters that programs show nothing for, assigned or not
   * (Default_Ignorable_Code_Point).
   */
  private static boolean isIgnorable(int c) {
    return c == 0x34f
        || c == 0x115f
        || c == 0x1160
        || c == 0x17b4
        || c == 0x17b5
        || (c >= 0x180b && c <= 0x180f)
        || (c >= 0x2060 && c <= 0x206f)
        || c == 0x3164
        || c == 0xffa0
        || (c >= 0xfff0 && c <= 0xfffb)
        || (c & 0xfffe) == 0xfffe
        || (c >= 0xe0000 && c <= 0xe0fff);
  }

  /**
   * Returns true if a font may have the character; one that a later Unicode assigns counts as well:
   * jobs stay valid on an older JVM.
   */
  private static boolean hasGlyph(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }

  /** Returns the first character that is not visible, as {@code U+202E}; null if there is none. */
  public static @Nullable String firstHidden(String text) {
    int before = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(before)) {
      int c = text.codePointAt(i);
      if (!isVisible(c, before)) {
        String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
        return "U+" + "0000".substring(Math.min(4, hex.length())) + hex;
      }
      before = c;
    }
    return null;
  }

  /** Returns true if nothing of a text can be seen. */
  public static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != 0x2800) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the text with what is not visible as {@code \n}, {@code \t}, {@code \}{@code xNN},
   * {@code \}{@code uNNNN} or {@code \}{@code UNNNNNNNN}.
   */
  public static String escaped(String text) {
    return escaped(text, Integer.MAX_VALUE);
  }

  /** Returns the beginning of a value, escaped; three dots stand for the rest. */
  public static String excerpt(String text) {
    return escaped(text, MAX_QUOTED);
  }

  /** Returns a value for a message: in quotes, escaped, and not longer than a line should be. */
  public static String quoted(Object value) {
    return "'" + excerpt(value.toString()) + "'";
  }

  /** Returns the escaped text; behind so many characters, three dots instead of what is left. */
  public static String escaped(String text, int most) {
    int plain = plainLength(text);
    if (plain == text.length() && plain <= most) {
      return text;
    }
    StringBuilder shown = new StringBuilder(Math.min(text.length() + 16, most));
    int before = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(before)) {
      int end = shown.length();
      int c = text.codePointAt(i);
      append(shown, c, before);
      if (shown.length() > most) {
        shown.setLength(end);
        return shown.append("...").toString();
      }
      before = c;
    }
    return shown.toString();
  }

  /** Returns how much at the beginning is ASCII without controls, as most texts are. */
  private static int plainLength(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) < 0x7f) {
      i++;
    }
    return i;
  }

  private static void append(StringBuilder shown, int c, int before) {
    if (isVisible(c, before)) {
      shown.appendCodePoint(c);
    } else if (c == '\n') {
      shown.append("\\n");
    } else if (c == '\t') {
      shown.append("\\t");
    } else {
      int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
      shown.append('\\').append(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
      String hex = Integer.toHexString(c);
      shown.append("00000000", hex.length(), digits).append(hex);
    }
  }
}
