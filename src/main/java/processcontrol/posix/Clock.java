package processcontrol.posix;

/**
 * The time of day, and the time that passes. What decides by time is given a clock, so that a test
 * can have one of its own, on which hours pass in a moment.
 */
public class Clock {

  /** The clocks of this machine. */
  public static final Clock SYSTEM = new Clock();

  protected Clock() {}

  /** Returns milliseconds since 1970, by the clock that people and NTP set. */
  public long wall() {
    return System.currentTimeMillis();
  }

  /** Returns milliseconds of a clock that nobody sets: CLOCK_MONOTONIC, see clock_gettime(2). */
  public long monotonic() {
    return System.nanoTime() / 1_000_000;
  }

  /**
   * Returns the moment after a span of milliseconds, on {@link #monotonic}'s scale; {@link
   * Long#MAX_VALUE} for a span of 0: never.
   */
  public final long deadlineAfter(long millis) {
    return millis == 0 ? Long.MAX_VALUE : monotonic() + millis;
  }

  /**
   * Waits until a descriptor is ready or the time is over, as {@link Poll#await}: where nothing but
   * time has to pass. Who waits for a child, waits by {@code Poll} itself.
   */
  public void sleep(Poll poll, long millis) {
    poll.await(millis);
  }
}
