package processcontrol.history;

import org.jspecify.annotations.Nullable;
import processcontrol.job.TimeSpan;

/**
 * Finds times in the future of now: evidence of a clock that was wrong for a while, as after a boot
 * with a clock in local time, or of a file that came from such a machine. It is never a reason not
 * to start a job, and never an excuse for one that was not started.
 */
public final class WrongClock {

  /**
   * A time that is ahead by no more than this is not of the future: the current time was read some
   * time before, and cron itself does not look more often than once a minute.
   */
  static final long SLACK = 60_000;

  private static final long HOUR = 60 * TimeSpan.MINUTE_MILLIS;
  private static final long DAY = 24 * HOUR;

  private WrongClock() {}

  /** Returns true if a moment lies in the future, so that its clock, or this one, is wrong. */
  public static boolean isAhead(long moment, long now) {
    return moment - now > SLACK;
  }

  /**
   * Returns {@code record x-20261128-150000 is 3 h in the future: was the clock wrong?}, or null
   * for a moment that is not in the future.
   */
  public static @Nullable String fault(String what, long moment, long now) {
    return isAhead(moment, now)
        ? what + " is " + distance(moment - now) + " in the future: was the clock wrong?"
        : null;
  }

  private static String distance(long millis) {
    if (millis < 100 * TimeSpan.MINUTE_MILLIS) {
      return (millis + TimeSpan.MINUTE_MILLIS / 2) / TimeSpan.MINUTE_MILLIS + " min";
    }
    return millis < 2 * DAY
        ? (millis + HOUR / 2) / HOUR + " h"
        : (millis + DAY / 2) / DAY + " days";
  }
}
