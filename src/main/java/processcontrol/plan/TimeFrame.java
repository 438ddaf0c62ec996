package processcontrol.plan;

import java.time.Instant;
import processcontrol.job.TimeSpan;
import processcontrol.job.Zone;

/**
 * The time that a plan is for, minute by minute.
 *
 * @param from its first moment, in milliseconds since 1970
 * @param until the first moment after it
 * @param zone the machine's time zone
 */
public record TimeFrame(long from, long until, Zone zone) {

  public static final int MAX_DAYS = 400;

  private static final long HOUR = TimeSpan.HOUR_MILLIS;
  private static final long DAY = TimeSpan.DAY_MILLIS;

  /**
   * @throws IllegalArgumentException if it is empty, or longer than a plan can be
   */
  public TimeFrame {
    if (until <= from) {
      throw new IllegalArgumentException(
          "the plan would end, "
              + Instant.ofEpochMilli(until)
              + ", before it begins, "
              + Instant.ofEpochMilli(from));
    }
    if (until - from > MAX_DAYS * DAY) {
      throw new IllegalArgumentException("a plan is for " + MAX_DAYS + " days at most");
    }
  }

  /** Returns how many minutes it has, begun ones among them. */
  public int minutes() {
    return minuteOf(until - 1) + 1;
  }

  /** Returns true if it is a day at least; one on which the clock is set forward is shorter. */
  public boolean isWholeDay() {
    return until - from >= DAY - HOUR;
  }

  /** Returns true if some minutes of the day come more than once. */
  public boolean isLongerThanDay() {
    return until - from > DAY;
  }

  /** The number of the minute that a moment is in, from 0. */
  int minuteOf(long moment) {
    return (int)
        (Math.floorDiv(moment, TimeSpan.MINUTE_MILLIS)
            - Math.floorDiv(from, TimeSpan.MINUTE_MILLIS));
  }

  /** The first moment of a minute. */
  long momentOf(int minute) {
    return (Math.floorDiv(from, TimeSpan.MINUTE_MILLIS) + minute) * TimeSpan.MINUTE_MILLIS;
  }

  /** Returns the local time in a minute, in minutes since midnight. */
  int minuteOfDay(int minute) {
    long local = zone.localSecond(momentOf(minute) / 1000);
    return (int) Math.floorMod(Math.floorDiv(local, 60L), (long) TimeSpan.DAY_MINUTES);
  }
}
