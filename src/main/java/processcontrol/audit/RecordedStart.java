package processcontrol.audit;

import org.jspecify.annotations.Nullable;
import processcontrol.due.Slots;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.SkipCause;
import processcontrol.history.Trigger;
import processcontrol.history.WrongClock;
import processcontrol.job.TimeSpan;

/**
 * A start as its record tells it, in few bytes: there may be very many.
 *
 * @param slot the moment that it was for; {@link Slots#NEVER} if the clock did not make it
 * @param ended not before {@code started}, and the same where it is not known
 * @param ran whether it became a run
 * @param failed whether that failed
 * @param lost whether its end is unknown
 * @param onPurpose whether it is no error that it became none
 * @param reason why it became none, or that it was caught up with; null for all else
 * @param cause why it became none; null for a run, and if unknown
 * @param boot the name of the boot in which it was; null for a job that no boot starts
 */
record RecordedStart(
    long slot,
    long started,
    long ended,
    @Nullable String run,
    boolean ran,
    boolean failed,
    boolean lost,
    boolean onPurpose,
    @Nullable String reason,
    @Nullable SkipCause cause,
    @Nullable String sha256,
    @Nullable String boot) {

  static final String CAUGHT_UP = "caught up with";

  static RecordedStart of(
      RunRecord record, @Nullable String reason, @Nullable String sha256, @Nullable String boot) {
    long started = record.started().epochMillis();
    long ended = record.ended() == null ? started : record.ended().epochMillis();
    boolean byClock = isByClock(record);
    // Former versions did not record it; cron starts what is due at the beginning of a minute.
    long slot =
        record.slot() == null
            ? started - started % TimeSpan.MINUTE_MILLIS
            : record.slot().epochMillis();
    return new RecordedStart(
        byClock ? slot : Slots.NEVER,
        started,
        Math.max(started, ended),
        record.run(),
        record.result() != Result.SKIPPED,
        record.result().isFailed(),
        record.result() == Result.LOST,
        record.status() == null || record.status() == 0,
        reason,
        record.cause(),
        sha256,
        boot);
  }

  static boolean isByClock(RunRecord record) {
    return record.trigger() == Trigger.CRON || record.trigger() == Trigger.CATCH_UP;
  }

  boolean isByClock() {
    return slot != Slots.NEVER;
  }

  /**
   * The same as far as it does not lie in the future; null if all of it does. That it was made for
   * its slot is a fact.
   */
  @Nullable RecordedStart trusted(long now) {
    if (WrongClock.isAhead(started, now)) {
      return isByClock() && !WrongClock.isAhead(slot, now) ? at(slot, slot) : null;
    }
    return WrongClock.isAhead(ended, now) ? at(started, started) : this;
  }

  private RecordedStart at(long begin, long end) {
    return new RecordedStart(
        slot, begin, end, run, ran, failed, lost, onPurpose, reason, cause, sha256, boot);
  }

  /** Returns the same start as one that lasts until a moment. */
  RecordedStart until(long moment) {
    long end = Math.max(started, moment);
    return new RecordedStart(
        slot, started, end, run, true, false, false, onPurpose, reason, cause, sha256, boot);
  }
}
