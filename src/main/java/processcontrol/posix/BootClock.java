package processcontrol.posix;

/**
 * Milliseconds of a clock that cannot be set and that continues while the machine is suspended:
 * CLOCK_BOOTTIME, see clock_gettime(2).
 */
public final class BootClock {

  private static final long CLOCK_GETTIME = Libc.function("clock_gettime");
  private static final int BOOTTIME = 7;
  private static final long TIME = Libc.allocate(16);

  private BootClock() {}

  /** Milliseconds since the machine was started. */
  public static long millis() {
    if ((int) Libc.call(CLOCK_GETTIME, BOOTTIME, TIME) != 0) {
      throw new PosixException("read the clock of this boot", Libc.errno());
    }
    return Libc.getLong(TIME) * 1000 + Libc.getLong(TIME + 8) / 1_000_000;
  }
}
