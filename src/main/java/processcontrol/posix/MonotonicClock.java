package processcontrol.posix;

/** Milliseconds of a clock that cannot be set: CLOCK_MONOTONIC, see clock_gettime(2). */
public final class MonotonicClock {

  private MonotonicClock() {}

  /** Milliseconds since some moment in the past. */
  public static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  /** The moment after a span of milliseconds; {@link Long#MAX_VALUE} for a span of 0: never. */
  public static long deadlineAfter(long millis) {
    return millis == 0 ? Long.MAX_VALUE : millis() + millis;
  }
}
