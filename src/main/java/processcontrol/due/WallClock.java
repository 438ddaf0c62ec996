package processcontrol.due;

import processcontrol.job.Zone;

/** Moments by the clock on the wall, which is changed twice a year in many places. */
final class WallClock {

  private WallClock() {}

  /**
   * The moment of a local time, in milliseconds: the end of the gap for one that is left out, the
   * first for one that comes twice, as cron has it for fixed times.
   *
   * @param localSecond since 1970 on a calendar without changes
   */
  static long momentOf(long localSecond, Zone zone) {
    return zone.firstSecondOf(localSecond) * 1000;
  }

  /** The local minute of a moment, since 1970 on a calendar without changes. */
  static long minuteOf(long moment, Zone zone) {
    return Math.floorDiv(zone.localSecond(Math.floorDiv(moment, 1000L)), 60L);
  }
}
