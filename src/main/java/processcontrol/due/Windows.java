package processcontrol.due;

import processcontrol.job.Blackout;
import processcontrol.job.Moment;
import processcontrol.job.Timing;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;

/** When a job must not be started by a schedule. */
public final class Windows {

  private static final long DAY = 86_400_000;

  private final Timing timing;
  private final Zone zone;

  /**
   * @param machines the machine's time zone
   */
  public Windows(Timing timing, Zone machines) {
    this.timing = timing;
    this.zone = timing.zoneOr(machines);
  }

  /** Why no scheduled run starts at a moment; null if it may. */
  public String against(long moment) {
    if (!timing.hasWindows()) {
      return null;
    }
    UtcTime time = new UtcTime(moment);
    if (timing.notBefore() != null && moment < timing.notBefore().epochMillis(time, zone)) {
      return "not before " + timing.notBefore();
    }
    if (timing.notAfter() != null && moment >= end(timing.notAfter(), time, zone)) {
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

  /** A day belongs to the time before its end, a time to the millisecond does as well. */
  private static long end(Moment notAfter, UtcTime time, Zone zone) {
    long moment = notAfter.epochMillis(time, zone);
    if (!notAfter.isDate()) {
      return moment + 1;
    }
    long nextMidnight = WallClock.minuteOf(moment, zone) * 60 + DAY / 1000;
    return WallClock.momentOf(nextMidnight, zone);
  }

  /** Whether nothing may start from a moment on. */
  static boolean isOver(Timing timing, Zone zone, long moment) {
    Moment notAfter = timing.notAfter();
    return notAfter != null
        && notAfter.hasDate()
        && moment >= end(notAfter, new UtcTime(moment), zone);
  }
}
