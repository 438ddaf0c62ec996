package processcontrol.due;

import org.jspecify.annotations.Nullable;
import processcontrol.job.Blackout;
import processcontrol.job.Moment;
import processcontrol.job.Timing;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;

/** The times in which schedules must not start a job. */
public final class Windows {

  private final Timing timing;
  private final Zone zone;

  /**
   * @param machines the machine's time zone
   */
  public Windows(Timing timing, Zone machines) {
    this.timing = timing;
    this.zone = timing.zoneOr(machines);
  }

  /** Returns why no scheduled run starts at a moment; null if it may. */
  public @Nullable String against(long moment) {
    if (!timing.hasWindows()) {
      return null;
    }
    if (timing.notBefore() != null && timing.notBefore().isAhead(moment, zone)) {
      return "not before " + timing.notBefore();
    }
    if (timing.notAfter() != null && timing.notAfter().isOver(moment, zone)) {
      return "not after " + timing.notAfter();
    }
    long minute = WallClock.minuteOf(moment, zone);
    for (Blackout blackout : timing.blackouts()) {
      if (blackout.contains(moment, minute, zone)) {
        return "in the blackout " + blackout;
      }
    }
    return null;
  }

  /**
   * Returns the first moment, from another one on, that is not before a date of {@code not_before}.
   */
  long earliest(long moment) {
    Moment notBefore = timing.notBefore();
    return notBefore == null || !notBefore.hasDate()
        ? moment
        : Math.max(moment, notBefore.epochMillis(new UtcTime(moment), zone));
  }

  /** Returns true if nothing may start from a moment on. */
  static boolean isOver(Timing timing, Zone zone, long moment) {
    Moment notAfter = timing.notAfter();
    return notAfter != null && notAfter.hasDate() && notAfter.isOver(moment, zone);
  }
}
