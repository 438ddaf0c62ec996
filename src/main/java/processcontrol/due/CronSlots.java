package processcontrol.due;

import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import processcontrol.job.CronMask;

/**
 * The moments at which Debian's cron starts a schedule. At a change to or from summer time cron(8)
 * treats two kinds of schedules differently: those with {@code *} in minute or hour follow the
 * clock; those at fixed times run once, at the end of the gap or in the first pass of a repeated
 * hour.
 */
final class CronSlots extends Slots {

  private static final long MINUTE = 60_000;

  private final CronMask mask;
  private final ZoneRules rules;

  CronSlots(CronMask mask, ZoneRules rules) {
    this.mask = mask;
    this.rules = rules;
  }

  @Override
  public long next(long after) {
    Instant moment = Instant.ofEpochMilli(after);
    int offset = rules.getOffset(moment).getTotalSeconds();
    long from = Math.floorDiv(after + offset * 1000L, MINUTE);
    ZoneOffsetTransition last = rules.previousTransition(moment.plusNanos(1));
    if (last != null && !mask.followsClock() && from < before(last)) {
      from = before(last) - 1; // In the second pass of a repeated hour.
    }
    ZoneOffsetTransition change = rules.nextTransition(moment);
    while (true) {
      long due = mask.nextMinute(from);
      if (due == Long.MAX_VALUE) {
        return NEVER;
      }
      if (change == null || due < before(change)) {
        return due * MINUTE - offset * 1000L;
      }
      boolean inGap = change.isGap() && due < after(change);
      if (inGap && !mask.followsClock()) {
        return change.toEpochSecond() * 1000;
      }
      // Go on behind the change; a fixed time is not repeated with the hour.
      boolean jumps = change.isGap() || mask.followsClock();
      from = (jumps ? after(change) : before(change)) - 1;
      offset = change.getOffsetAfter().getTotalSeconds();
      change = rules.nextTransition(change.getInstant());
    }
  }

  /** The first local minute that is not before the change any more. */
  private static long before(ZoneOffsetTransition change) {
    return ceilMinute(change.toEpochSecond() + change.getOffsetBefore().getTotalSeconds());
  }

  private static long after(ZoneOffsetTransition change) {
    return ceilMinute(change.toEpochSecond() + change.getOffsetAfter().getTotalSeconds());
  }

  private static long ceilMinute(long localSecond) {
    return Math.floorDiv(localSecond + 59, 60L);
  }
}
