package processcontrol.cluster;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.Fd;
import processcontrol.posix.MonotonicClock;
import processcontrol.posix.Poll;

/** One unfinished call of etcdctl: it ends in time, or is killed. */
final class EtcdctlCall implements AutoCloseable {

  private static final int SIGKILL = 9;
  private static final int MAX_OUTPUT = 64 << 20;
  private static final int MAX_ERROR = 4000;

  private final ChildProcess child;
  private final String what;
  private final long deadline;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[8192];
  private boolean outEnded;
  private boolean errEnded;
  private boolean killed;

  EtcdctlCall(ChildProcess child, String what, long millis) {
    this.child = child;
    this.what = what;
    this.deadline = MonotonicClock.millis() + millis;
  }

  /** Looks after it for a moment; returns true once it is over. */
  boolean isOver() {
    outEnded |= outEnded || move(child.stdout(), out, MAX_OUTPUT);
    errEnded |= errEnded || move(child.stderr(), err, MAX_ERROR);
    child.reap();
    if (child.termination() != null) {
      outEnded |= outEnded || move(child.stdout(), out, MAX_OUTPUT);
      return true;
    }
    if (MonotonicClock.millis() >= deadline) {
      child.signalGroup(SIGKILL);
      killed = true;
      return true;
    }
    return false;
  }

  /** Waits until it is over. */
  void await(Poll poll) {
    while (!isOver()) {
      poll.clear();
      poll.add(child.exited(), Poll.IN);
      if (!outEnded) {
        poll.add(child.stdout(), Poll.IN);
      }
      if (!errEnded) {
        poll.add(child.stderr(), Poll.IN);
      }
      poll.await(Math.max(1, deadline - MonotonicClock.millis()));
    }
  }

  /** Reads all that is there; returns true at the end. */
  private boolean move(Fd pipe, ByteArrayOutputStream target, int most) {
    while (true) {
      int size = pipe.read(buffer, 0, buffer.length);
      if (size <= 0) {
        return size < 0;
      }
      target.write(buffer, 0, Math.min(size, Math.max(0, most - target.size())));
    }
  }

  /**
   * Returns what it printed.
   *
   * @throws EtcdException if it failed
   */
  byte[] output() throws EtcdException {
    if (killed) {
      throw new EtcdException("etcdctl " + what + " did not end in time and was killed");
    }
    if (child.termination().isSuccess()) {
      return out.toByteArray();
    }
    throw new EtcdException("etcdctl " + what + ": " + reason());
  }

  /** The end of what it said: before that stand the warnings of each try. */
  private String reason() {
    String text = err.toString(StandardCharsets.UTF_8).strip();
    int error = text.lastIndexOf("Error: ");
    String last = error >= 0 ? text.substring(error + 7) : text.substring(text.indexOf('\n') + 1);
    last = last.replace('\n', ' ').strip();
    if (last.isEmpty()) {
      return child.termination().isSignal()
          ? "died of signal " + child.termination().signal()
          : "exit code " + child.termination().exitCode();
    }
    return last.length() <= 300 ? last : last.substring(0, 300) + "...";
  }

  /** Ends it without an answer. */
  void abandon() {
    child.signalGroup(SIGKILL);
    close();
  }

  @Override
  public void close() {
    child.close();
  }
}
