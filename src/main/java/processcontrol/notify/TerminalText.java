package processcontrol.notify;

/**
 * Text that was meant for a terminal as lines for a reader of mail: escape sequences (ECMA-48) are
 * left out as a whole, and each state of a progress bar is a line of its own.
 */
final class TerminalText {

  private static final char ESC = 0x1b;
  private static final char BEL = 0x07;
  private static final char CSI = 0x9b;
  private static final char ST = 0x9c;

  private TerminalText() {}

  static String lines(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == ESC || isString(c) || c == CSI) {
        i = endOfSequence(text, i);
        continue;
      }
      i++;
      if (c == '\r') {
        boolean breaks = i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r';
        if (breaks && clean.length() > 0 && clean.charAt(clean.length() - 1) != '\n') {
          clean.append('\n');
        }
      } else if (c == '\n' || c == '\t' || !isControl(c)) {
        clean.append(c);
      }
    }
    return clean.toString();
  }

  private static boolean isControl(char c) {
    return c < ' ' || (c >= 0x7f && c < 0xa0);
  }

  /**
   * Returns true if it begins a string that lasts until its terminator: DCS, SOS, OSC, PM and APC.
   */
  private static boolean isString(char c) {
    return c == 0x90 || c == 0x98 || c == 0x9d || c == 0x9e || c == 0x9f;
  }

  /** The index behind the sequence that begins at an index. One that is not whole ends early. */
  private static int endOfSequence(String text, int start) {
    char c = text.charAt(start);
    int i = start + 1;
    if (c == ESC) {
      if (i == text.length()) {
        return i;
      }
      c = text.charAt(i++);
      if ("PX]^_".indexOf(c) >= 0) {
        return endOfString(text, i);
      }
      if (c != '[') {
        return endOfShort(text, i - 1);
      }
    } else if (c != CSI) {
      return endOfString(text, i);
    }
    while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) < 0x40) {
      i++; // Parameters and intermediates.
    }
    boolean whole = i < text.length() && text.charAt(i) >= 0x40 && text.charAt(i) < 0x7f;
    return whole ? i + 1 : i;
  }

  /** Of an escape and its final character, with intermediates between them. */
  private static int endOfShort(String text, int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) < 0x30) {
      i++;
    }
    boolean whole = i < text.length() && text.charAt(i) >= 0x30 && text.charAt(i) < 0x7f;
    return whole ? i + 1 : i;
  }

  /** A string that nothing ends on its line must not take the rest of the log with it. */
  private static int endOfString(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == BEL || c == ST) {
        return i + 1;
      }
      if (c == ESC && i + 1 < text.length() && text.charAt(i + 1) == '\\') {
        return i + 2;
      }
      if (c == '\n' || c == ESC) {
        return i;
      }
    }
    return text.length();
  }
}
