package processcontrol.due;

import processcontrol.job.Zone;

/** Slots every so many days at one time of the day. */
final class DaySlots extends Slots {

  private static final int DAY = 1440;

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
    long number = Math.floorDiv(minute - offset, days * DAY) - 1;
    while (true) {
      number++;
      long slot = WallClock.momentOf((number * days * DAY + offset) * 60, zone);
      if (slot > after) {
        return slot;
      }
    }
  }
}
