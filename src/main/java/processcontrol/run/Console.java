package processcontrol.run;

import java.util.Arrays;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;
import processcontrol.runlog.Stream;

/**
 * Mirrors the output of a run to the terminal it was started from, as it comes.
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
  private final Poll poll;
  private final boolean enabled;
  private byte[] kept = new byte[0];
  private int next;
  private Fd keptFor;
  private boolean broken;

  private Console(boolean enabled) {
    this.enabled = enabled;
    this.poll = enabled ? new Poll(1) : null; // Its memory is never freed, and runs may be many.
  }

  /** Mirrors both streams, each to its own descriptor, if standard output is a terminal. */
  public static Console ofThisProcess() {
    return new Console(Fd.standard(1).isTerminal());
  }

  /** Mirrors nothing. */
  public static Console none() {
    return new Console(false);
  }

  void mirror(Stream stream, byte[] bytes, int length) {
    if (enabled && !broken) {
      kept = Arrays.copyOf(bytes, length);
      next = 0;
      keptFor = stream == Stream.STDOUT ? stdout : stderr;
      writeSome();
    }
  }

  /** Whether something waits for the terminal. */
  boolean isPending() {
    return next < kept.length;
  }

  /** What to wait on, for writing, while {@link #isPending}. */
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
