package processcontrol.cli;

import java.nio.charset.StandardCharsets;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.runlog.LogView;

/**
 * Prints logs on standard output: byte by byte, but on a terminal in a form that it does not obey.
 * Jobs choose what stands in their logs, and those who read them may be root.
 */
final class LogPrinter implements LogView.Output {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** The longest form of one byte, {@code \xNN}, times the most bytes that come at once. */
  private final byte[] out = new byte[4 * Fd.CHUNK];

  private final Fd target = Fd.standard(1);
  private final boolean printable = target.isTerminal();
  private final Poll poll = new Poll(1);
  private int size;

  /** Lines that are still to be left out. */
  private long skipped;

  /** Bytes of a character that are still to come, and the first byte of it. */
  private int following;

  private int lead;

  /** Leaves so many lines out from now on. */
  void skip(long lines) {
    skipped = lines;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int start = offset;
    int end = offset + length;
    while (skipped > 0 && start < end) {
      skipped -= bytes[start++] == '\n' ? 1 : 0;
    }
    while (start < end) {
      int part = Math.min(end - start, Fd.CHUNK);
      if (size + 4 * part > out.length) {
        flush();
      }
      if (printable) {
        putPrintable(bytes, start, part);
      } else {
        System.arraycopy(bytes, start, out, size, part);
        size += part;
      }
      start += part;
    }
  }

  /**
   * Control characters become escapes, those of two bytes (U+0080 to U+009F) as well, and whatever
   * is not UTF-8. What a terminal has not seen the beginning of it does not obey: so the bytes of a
   * character are let through one by one.
   */
  private void putPrintable(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      int b = bytes[i] & 0xff;
      boolean continuation = b >= 0x80 && b < 0xc0;
      if (following > 0 && continuation) {
        following--;
        if (lead == 0xc2 && b < 0xa0) {
          putEscape(0xc2);
          putEscape(b);
        } else {
          if (lead == 0xc2) {
            out[size++] = (byte) lead;
          }
          out[size++] = (byte) b;
        }
        continue;
      }
      if (following > 0 && lead == 0xc2) {
        putEscape(lead);
      }
      following = 0;
      if (b == '\n' || b == '\t' || (b >= ' ' && b < 0x7f)) {
        out[size++] = (byte) b;
      } else if (b >= 0xc2 && b < 0xf5) {
        lead = b;
        following = b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
        if (b != 0xc2) {
          out[size++] = (byte) b; // 0xc2 waits for what follows it.
        }
      } else {
        putEscape(b);
      }
    }
  }

  private void putEscape(int b) {
    out[size++] = '\\';
    out[size++] = 'x';
    out[size++] = HEX[b >> 4];
    out[size++] = HEX[b & 0xf];
  }

  /** Waits; returns whether there is nobody left who reads, which no write would tell meanwhile. */
  boolean isAbandonedWithin(long millis) {
    poll.clear();
    int index = poll.add(target, 0); // Errors are told even if nothing is asked for.
    poll.await(millis);
    return poll.isReady(index);
  }

  /**
   * Writes what was printed.
   *
   * @throws processcontrol.posix.PosixException if it cannot be written
   */
  void flush() {
    int done = 0;
    while (done < size) {
      done += target.write(out, done, size - done);
    }
    size = 0;
  }
}
