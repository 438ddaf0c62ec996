package processcontrol.due;

import processcontrol.job.CronMask;
import processcontrol.job.TimeSpan;
import processcontrol.job.Zone;
import processcontrol.job.Zone.Change;

/**
 * The moments at which Debian's cron starts a schedule. At a change to or from summer time cron(8)
 * treats two kinds of schedules differently: those with {@code *} in minute or hour follow the
 * clock; those at fixed times run once, at the end of the gap or in the first pass of a repeated
 * hour.
 */
final class CronSlots extends Slots {

  private final CronMask mask;
  private final Zone zone;

  CronSlots(CronMask mask, Zone zone) {
    this.mask = mask;
    this.zone = zone;
  }

  @Override
  public long next(long after) {
    long second = Math.floorDiv(after, 1000L);
    int offset = zone.offsetAt(second);
    long from = Math.floorDiv(second + offset, 60L);
    Change last = zone.lastChange(second);
    if (last != null && !mask.followsClock() && from < before(last)) {
      from = before(last) - 1; // In the second pass of a repeated hour.
    }
    Change change = zone.nextChange(second);
    while (true) {
      long due = mask.nextMinute(from);
      if (due == Long.MAX_VALUE) {
        return NEVER;
      }
      if (change == null || due < before(change)) {
        return due * TimeSpan.MINUTE_MILLIS - offset * 1000L;
      }
      boolean inGap = change.isGap() && due < after(change);
      if (inGap && !mask.followsClock()) {
        return change.at() * 1000;
      }
      // Go on behind the change; a fixed time is not repeated with the hour.
      boolean jumps = change.isGap() || mask.followsClock();
      from = (jumps ? after(change) : before(change)) - 1;
      offset = change.after();
      change = zone.nextChange(change.at());
    }
  }

  /** The first local minute that is not before the change any more. */
  private static long before(Change change) {
    return ceilMinute(change.at() + change.before());
  }

  private static long after(Change change) {
    return ceilMinute(change.at() + change.after());
  }

  private static long ceilMinute(long localSecond) {
    return Math.floorDiv(localSecond + 59, 60L);
  }
}
