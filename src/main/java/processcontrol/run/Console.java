package processcontrol.run;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;
import processcontrol.runlog.Stream;
import processcontrol.runlog.TerminalFilter;

/**
 * Mirrors the output of a run to the terminal it was started from, as it comes, but in a form that
 * a terminal does not obey: whoever watches may be root.
 *
 * <p>A terminal can be stopped (Ctrl-S), and a write to it then blocks; a supervisor that blocks
 * misses its deadlines. So what does not fit now is kept, and while something is kept the caller
 * stops reading the command's output: the command waits for the terminal as it would without us.
 */
public final class Console {

  /** A terminal that polls as writable takes at least so many bytes without blocking. */
  private static final int PIECE = 256;

  private final Fd stdout = Fd.standard(1);
  private final Fd stderr = Fd.standard(2);
  private final @Nullable Poll poll;
  private final boolean enabled;
  private byte[] kept = new byte[0];
  private int next;
  private Fd keptFor;
  private boolean broken;

  /** Null where nothing is to be filtered. */
  private final @Nullable TerminalFilter outFilter;

  private final @Nullable TerminalFilter errFilter;

  private Console(boolean enabled, boolean raw) {
    this.enabled = enabled;
    this.outFilter = enabled && !raw ? TerminalFilter.ofRun() : null;
    this.errFilter = enabled && !raw && stderr.isTerminal() ? TerminalFilter.ofRun() : null;
    this.poll = enabled ? new Poll(1) : null; // Its memory is never freed, and runs may be many.
  }

  /**
   * Mirrors both streams, each to its own descriptor, if standard output is a terminal.
   *
   * @param raw a terminal is sent the bytes as they are, for it to obey
   */
  public static Console ofThisProcess(boolean raw) {
    return new Console(Fd.standard(1).isTerminal(), raw);
  }

  /** Mirrors nothing. */
  public static Console none() {
    return new Console(false, true);
  }

  void mirror(Stream stream, byte[] bytes, int length) {
    if (enabled && !broken) {
      TerminalFilter filter = stream == Stream.STDOUT ? outFilter : errFilter;
      byte[] shown =
          filter == null ? Arrays.copyOf(bytes, length) : filter.filter(bytes, 0, length);
      write(stream == Stream.STDOUT ? stdout : stderr, shown);
    }
  }

  /** Ends the output of a command: what is behind it is not coloured by it. */
  void end() {
    if (outFilter != null && !broken) {
      write(stdout, outFilter.end());
    }
    if (errFilter != null && !broken && !isPending()) {
      write(stderr, errFilter.end());
    }
  }

  private void write(Fd target, byte[] bytes) {
    kept = bytes;
    next = 0;
    keptFor = target;
    writeSome();
  }

  /** Returns true if something waits for the terminal. */
  boolean isPending() {
    return next < kept.length;
  }

  /** Returns what to wait on, for writing, while {@link #isPending}. */
  Fd fd() {
    return keptFor;
  }

  void writeSome() {
    try {
      while (isPending()) {
        poll.clear();
        int index = poll.add(keptFor, Poll.OUT);
        poll.await(0);
        if (!poll.isReady(index)) {
          return;
        }
        next += keptFor.write(kept, next, Math.min(PIECE, kept.length - next));
      }
    } catch (PosixException e) {
      giveUp(); // The terminal is gone (EIO).
    }
  }

  /** Mirrors no more. The log has everything. */
  void giveUp() {
    broken = true;
    next = kept.length;
  }
}
