package processcontrol.due;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Moments by the clock on the wall, which is changed twice a year in many places. */
final class WallClock {

  private WallClock() {}

  /**
   * The moment of a local time, in milliseconds: the end of the gap for one that is left out, the
   * first for one that comes twice, as cron has it for fixed times.
   *
   * @param localSecond since 1970 on a calendar without changes
   */
  static long momentOf(long localSecond, ZoneRules rules) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change == null) {
      return (localSecond - rules.getOffset(local).getTotalSeconds()) * 1000;
    }
    return change.isGap()
        ? change.toEpochSecond() * 1000
        : (localSecond - change.getOffsetBefore().getTotalSeconds()) * 1000;
  }

  /** The local minute of a moment, since 1970 on a calendar without changes. */
  static long minuteOf(long moment, ZoneRules rules) {
    int offset = rules.getOffset(Instant.ofEpochMilli(moment)).getTotalSeconds();
    return Math.floorDiv(moment + offset * 1000L, 60_000L);
  }
}
