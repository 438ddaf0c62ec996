package processcontrol.run;

import processcontrol.posix.Fd;
import processcontrol.posix.Poll;
import processcontrol.posix.StopRequests;

/**
 * What runs of one process, one after the other, can share: descriptors, and memory that no
 * collector frees.
 */
public final class RunResources {

  /** The most that a supervisor waits for at a time. */
  private static final int DESCRIPTORS = 5;

  private final StopRequests requests = StopRequests.install();
  private final Poll poll = new Poll(DESCRIPTORS);
  private final byte[] buffer = new byte[Fd.CHUNK];

  private RunResources() {}

  /** Takes over the signals that ask to stop. */
  public static RunResources install() {
    return new RunResources();
  }

  public StopRequests requests() {
    return requests;
  }

  public Poll poll() {
    return poll;
  }

  /** For what is read from the commands. */
  byte[] buffer() {
    return buffer;
  }
}
