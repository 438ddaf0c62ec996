package processcontrol.notify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.Termination;

/**
 * The result of a program that delivers a notification: it is awaited for a bounded time, then
 * killed with its process group.
 *
 * @param termination its end; null if it had to be killed
 * @param output the beginning of its output, one line
 */
record ProcessResult(@Nullable Termination termination, String output) {

  private static final int MAX_OUTPUT = 2000;
  private static final int SIGKILL = 9;
  private static final long KILL_MILLIS = 2000;

  /** Waits for the program's end, and closes it. */
  static ProcessResult await(ChildProcess child, long millis) {
    try (child) {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      Fd[] pipes = {child.stdout(), child.stderr()};
      boolean inTime = await(child, pipes, output, millis);
      if (!inTime) {
        child.signalGroup(SIGKILL);
        await(child, pipes, output, KILL_MILLIS);
      }
      String text = output.toString(StandardCharsets.UTF_8).strip();
      return new ProcessResult(
          inTime ? child.termination() : null, TextSanitizer.cut(TextSanitizer.line(text), 500));
    }
  }

  /**
   * Returns true if it ended in time. Its own children may hold the pipes longer: that is their
   * matter.
   */
  private static boolean await(
      ChildProcess child, Fd[] pipes, ByteArrayOutputStream output, long millis) {
    long deadline = System.nanoTime() / 1_000_000 + millis;
    boolean[] ended = new boolean[pipes.length];
    Poll poll = new Poll(3);
    while (child.termination() == null) {
      long left = deadline - System.nanoTime() / 1_000_000;
      if (left <= 0) {
        return false;
      }
      poll.clear();
      poll.add(child.exited(), Poll.IN);
      for (int i = 0; i < pipes.length; i++) {
        if (!ended[i]) {
          poll.add(pipes[i], Poll.IN);
        }
      }
      poll.await(left);
      child.reap();
      for (int i = 0; i < pipes.length; i++) {
        ended[i] |= read(pipes[i], output);
      }
    }
    return true;
  }

  /** Reads what is there; returns whether the pipe has ended. */
  private static boolean read(Fd pipe, ByteArrayOutputStream output) {
    byte[] bytes = new byte[4096];
    int got = pipe.read(bytes, 0, bytes.length);
    if (got > 0) {
      output.write(bytes, 0, Math.min(got, Math.max(0, MAX_OUTPUT - output.size())));
    }
    return got < 0;
  }

  /** Returns what is wrong with how it ended; null if nothing. */
  @Nullable String fault(long millis) {
    if (termination == null) {
      return "did not end within " + (millis + 999) / 1000 + " s and was killed" + said();
    }
    if (termination.isSuccess()) {
      return null;
    }
    return (termination.isSignal()
            ? "died of signal " + termination.signal()
            : "exit code " + termination.exitCode())
        + said();
  }

  private String said() {
    return output.isEmpty() ? "" : ": " + output;
  }
}
