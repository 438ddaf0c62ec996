package processcontrol.cli;

import org.jspecify.annotations.Nullable;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.runlog.LogView;
import processcontrol.runlog.TerminalFilter;

/**
 * Prints logs on standard output: byte by byte, but on a terminal in a form that it does not obey.
 * Jobs choose the content of their logs, and root may read them.
 */
final class LogPrinter implements LogView.Output {

  private final byte[] out = new byte[4 * Fd.CHUNK];

  private final Fd target = Fd.standard(1);

  /** Null if the output is not a terminal. */
  private final @Nullable TerminalFilter filter =
      target.isTerminal() ? TerminalFilter.ofLog() : null;

  private final Poll poll = new Poll(1);
  private int size;

  /** Lines that are still to be left out. */
  private long skipped;

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
    if (filter == null) {
      put(bytes, start, end - start);
    } else {
      byte[] shown = filter.filter(bytes, start, end - start);
      put(shown, 0, shown.length);
    }
  }

  private void put(byte[] bytes, int offset, int length) {
    int start = offset;
    int left = length;
    while (left > 0) {
      int part = Math.min(left, out.length - size);
      System.arraycopy(bytes, start, out, size, part);
      size += part;
      start += part;
      left -= part;
      if (size == out.length) {
        flush();
      }
    }
  }

  /** Writes what was printed, the beginning of a character without its end as well. */
  void end() {
    if (filter != null) {
      byte[] rest = filter.end();
      put(rest, 0, rest.length);
    }
    flush();
  }

  /** Waits; returns true if no reader is left, which no write would show meanwhile. */
  boolean isAbandonedWithin(long millis) {
    poll.clear();
    int index = poll.add(target, 0); // poll(2) reports errors even if nothing is asked for.
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
