package processcontrol.audit;

import processcontrol.job.UtcTime;

/**
 * Slots in a row that a job missed, or was late for, for the same reason.
 *
 * @param from the first slot
 * @param until the last slot
 * @param slots number of slots; 0 if not counted
 * @param detail the reason in words
 * @param late how late the latest start was, in milliseconds; 0 if there was none
 */
public record Gap(UtcTime from, UtcTime until, long slots, Cause cause, String detail, long late) {

  /** One slot. */
  static Gap of(long slot, Cause cause, String detail, long late) {
    UtcTime moment = new UtcTime(slot);
    return new Gap(moment, moment, 1, cause, detail, late);
  }

  /** Returns true if the next slot may be reported together with this one. */
  boolean isLike(Gap next) {
    return cause == next.cause && (cause == Cause.LATE || detail.equals(next.detail));
  }

  Gap with(Gap next) {
    String said = next.late > late ? next.detail : detail;
    long latest = Math.max(late, next.late);
    return new Gap(from, next.until, slots + next.slots, cause, said, latest);
  }

  Gap because(String reason) {
    return new Gap(from, until, slots, cause, detail + "; " + reason, late);
  }
}
