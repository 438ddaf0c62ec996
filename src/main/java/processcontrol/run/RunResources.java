package processcontrol.run;

import processcontrol.posix.Clock;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.StopRequests;

/**
 * Resources that the runs of one process, one after the other, share: the signals that ask it to
 * stop, its clock, and memory that no collector frees.
 */
public final class RunResources {

  /** The most that a supervisor waits for at a time. */
  private static final int DESCRIPTORS = 5;

  private final StopRequests requests = StopRequests.install();
  private final Poll poll = new Poll(DESCRIPTORS);
  private final byte[] buffer = new byte[Fd.CHUNK];
  private final Clock clock;

  private RunResources(Clock clock) {
    this.clock = clock;
  }

  /** Takes over the signals that ask to stop: they are noted from now on, and end nothing. */
  public static RunResources install(Clock clock) {
    return new RunResources(clock);
  }

  /** Takes them over again, after the notifications of a run have let them end this process. */
  static void interceptStops() {
    StopRequests.install();
  }

  StopRequests requests() {
    return requests;
  }

  Poll poll() {
    return poll;
  }

  /** For what is read from the commands. */
  byte[] buffer() {
    return buffer;
  }

  public Clock clock() {
    return clock;
  }

  /** Returns the number of the next signal that asked to stop, or 0. */
  public int nextStop() {
    return requests.next();
  }

  /** Waits for such a signal; returns its number, or 0 when the time is over. */
  public int awaitStop(long millis) {
    long end = clock.monotonic() + millis;
    int signal = requests.next();
    for (long left = millis; left > 0 && signal == 0; left = end - clock.monotonic()) {
      poll.clear();
      poll.add(requests.fd(), Poll.IN);
      clock.sleep(poll, left);
      signal = requests.next();
    }
    return signal;
  }
}
