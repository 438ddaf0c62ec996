package processcontrol.due;

import processcontrol.job.TimeSpan;
import processcontrol.job.Zone;

/** Slots every so many days at one time of the day. */
final class DaySlots extends Slots {

  private final long days;
  private final long offset;
  private final Zone zone;

  /**
   * @param offset in minutes from midnight of the first day
   */
  DaySlots(long days, long offset, Zone zone) {
    this.days = days;
    this.offset = offset;
    this.zone = zone;
  }

  @Override
  public long next(long after) {
    long minute = WallClock.minuteOf(after, zone);
    // One earlier than it seems: a change of the clock may lie between.
    long number = Math.floorDiv(minute - offset, days * TimeSpan.DAY_MINUTES) - 1;
    while (true) {
      number++;
      long slot = WallClock.momentOf((number * days * TimeSpan.DAY_MINUTES + offset) * 60, zone);
      if (slot > after) {
        return slot;
      }
    }
  }
}
