package processcontrol.runlog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import processcontrol.job.VisibleText;

/**
 * Makes what a command printed fit for a terminal, which obeys what it is sent: what is not visible
 * text becomes {@code \xNN}, byte by byte. Bytes come in pieces, so the beginning of a character or
 * of a sequence waits for its end.
 *
 * <p>Of a run that is watched, colours pass (SGR, but not the one that conceals text), and a
 * carriage return begins a new line: alone it would let text cover other text, and escaped it would
 * make a progress bar hard to read.
 */
public final class TerminalFilter {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RESET = {0x1b, '[', 'm'};
  private static final int ESC = 0x1b;

  /** The longest sequence for colours; each of three has up to five numbers. */
  private static final int MAX_SEQUENCE = 64;

  private final boolean live;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** The beginning of a character or a sequence, and how long a character will be. */
  private final byte[] held = new byte[MAX_SEQUENCE];

  private int size;
  private int whole;

  private int before;
  private boolean returned;
  private boolean lineBegun;
  private boolean coloured;

  private TerminalFilter(boolean live) {
    this.live = live;
  }

  /** For a run that is watched. */
  public static TerminalFilter ofRun() {
    return new TerminalFilter(true);
  }

  /** For logs, where nothing but text passes. */
  public static TerminalFilter ofLog() {
    return new TerminalFilter(false);
  }

  /** Returns the next bytes as they may be printed. */
  public byte[] filter(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      add(bytes[i] & 0xff);
    }
    return taken();
  }

  /** Returns what is left at the end of the output; its colours end, too. */
  public byte[] end() {
    escapeHeld();
    if (returned && lineBegun) {
      out.write('\n');
    }
    if (coloured) {
      out.write(RESET, 0, RESET.length);
    }
    before = 0;
    returned = false;
    lineBegun = false;
    coloured = false;
    return taken();
  }

  private byte[] taken() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  private void add(int b) {
    if (size > 0 && (held[0] == ESC ? continueColour(b) : continueCharacter(b))) {
      return;
    }
    if (b == '\r' && live) {
      returned = true;
      return;
    }
    if (returned) {
      returned = false;
      if (lineBegun && b != '\n') {
        putNewline();
      }
    }
    if (b == '\n') {
      putNewline();
    } else if (b == '\t' || (b >= ' ' && b < 0x7f)) {
      put(b);
      before = b;
    } else if ((b == ESC && live) || (b >= 0xc2 && b < 0xf5)) {
      held[0] = (byte) b;
      size = 1;
      whole = b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
    } else {
      putEscape(b);
    }
  }

  /** Returns false if the byte is not part of the sequence that was begun. */
  private boolean continueColour(int b) {
    boolean part = size == 1 ? b == '[' : (b >= '0' && b <= '9') || b == ';' || b == ':';
    if (part && size < MAX_SEQUENCE - 1) {
      held[size++] = (byte) b;
      return true;
    }
    if (size > 1 && b == 'm' && !conceals()) {
      coloured = size > 3 || (size == 3 && held[2] != '0');
      out.write(held, 0, size);
      out.write(b);
      size = 0;
      return true;
    }
    escapeHeld();
    return false;
  }

  /** Returns true if one of the numbers conceals text, or if a colour is not understood. */
  private boolean conceals() {
    int colour = 0; // Numbers of a colour that are to come; -1 if its kind is.
    int i = 2;
    while (i < size) {
      int number = 0;
      boolean parts = false;
      for (; i < size && held[i] != ';'; i++) {
        parts |= held[i] == ':';
        number = parts ? number : Math.min(999, number * 10 + held[i] - '0');
      }
      i++;
      if (colour > 0) {
        colour--;
      } else if (colour < 0) {
        colour = number == 5 ? 1 : number == 2 ? 3 : 0;
        if (colour == 0) {
          return true;
        }
      } else if (number == 8) {
        return true;
      } else if ((number == 38 || number == 48 || number == 58) && !parts) {
        colour = -1;
      }
    }
    return false;
  }

  /** Returns false if the byte is not part of the character that was begun. */
  private boolean continueCharacter(int b) {
    if ((b & 0xc0) != 0x80) {
      escapeHeld();
      return false;
    }
    held[size++] = (byte) b;
    if (size == whole) {
      int c = decoded();
      if (c >= 0 && VisibleText.isVisible(c, before)) {
        for (int i = 0; i < size; i++) {
          put(held[i]);
        }
        size = 0;
        before = c;
      } else {
        escapeHeld();
      }
    }
    return true;
  }

  /** The character that is held; -1 if it should have been shorter, or is none. */
  private int decoded() {
    int c = held[0] & (0xff >> (whole + 1));
    for (int i = 1; i < whole; i++) {
      c = (c << 6) | (held[i] & 0x3f);
    }
    int least = whole == 2 ? 0x80 : whole == 3 ? 0x800 : 0x10000;
    return c < least || c > Character.MAX_CODE_POINT ? -1 : c;
  }

  /** Of a sequence, its text is shown as it is. */
  private void escapeHeld() {
    int length = size;
    size = 0;
    for (int i = 0; i < length; i++) {
      if (held[i] >= ' ') {
        put(held[i]);
      } else {
        putEscape(held[i] & 0xff);
      }
    }
  }

  private void putNewline() {
    out.write('\n');
    before = 0;
    lineBegun = false;
  }

  private void put(int b) {
    out.write(b);
    lineBegun = true;
  }

  private void putEscape(int b) {
    put('\\');
    put('x');
    put(HEX[b >> 4]);
    put(HEX[b & 0xf]);
    before = 0;
  }
}
