package processcontrol.due;

import java.time.Instant;
import java.time.zone.ZoneRules;

/** Slots every so many days at one time of the day. */
final class DaySlots extends Slots {

  private static final int DAY = 1440;

  private final long days;
  private final long offset;
  private final ZoneRules rules;

  /**
   * @param offset in minutes from midnight of the first day
   */
  DaySlots(long days, long offset, ZoneRules rules) {
    this.days = days;
    this.offset = offset;
    this.rules = rules;
  }

  @Override
  public long next(long after) {
    int zone = rules.getOffset(Instant.ofEpochMilli(after)).getTotalSeconds();
    long minute = Math.floorDiv(after + zone * 1000L, 60_000L);
    // One earlier than it seems: a change of the clock may lie between.
    long number = Math.floorDiv(minute - offset, days * DAY) - 1;
    while (true) {
      number++;
      long slot = WallClock.momentOf((number * days * DAY + offset) * 60, rules);
      if (slot > after) {
        return slot;
      }
    }
  }
}
