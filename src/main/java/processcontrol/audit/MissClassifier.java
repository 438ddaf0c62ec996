package processcontrol.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CatchUp;
import processcontrol.job.Job;
import processcontrol.job.Timing;
import processcontrol.job.UtcTime;

/** Finds out from a job's own files why it did not run for a slot. */
final class MissClassifier {

  /** A start by hand just after a slot may have come before cron's. */
  private static final long SOON = 10_000;

  private final JobFacts facts;
  private final Job job;
  private final PastStarts past;
  private final Holds holds;
  private final CatchUp catchUp;

  MissClassifier(JobFacts facts, PastStarts past) {
    this.facts = facts;
    this.job = facts.job();
    this.past = past;
    this.holds = new Holds(facts, past);
    Timing timing = job.timing();
    this.catchUp = timing == null || timing.isRound() ? CatchUp.NONE : timing.catchUp();
  }

  /**
   * Explains why the job did not run.
   *
   * @param skipped the skipped start for this slot; null if there was none
   * @return null if it was not due
   */
  @Nullable Diagnosis of(long slot, @Nullable RecordedStart skipped) {
    if (skipped != null) {
      return ofRecord(skipped);
    }
    RecordedStart run = runAt(slot);
    if (run != null) {
      return ofLock(run);
    }
    String hold = holds.at(slot);
    if (hold != null) {
      return new Diagnosis(Cause.HELD, hold);
    }
    RecordedStart last = PastStarts.before(slot, past.all());
    // A file that was merely touched later said at that moment what it says now.
    boolean isKnown = last != null && job.sha256().equals(last.sha256());
    if (job.disabled() && (isKnown || slot >= facts.changed())) {
      return new Diagnosis(Cause.DISABLED, "disabled" + job.ownership().disabledInWords());
    }
    if (!isKnown && slot < facts.changed()) {
      return last == null ? null : new Diagnosis(Cause.CHANGED, "the job file has changed since");
    }
    if (!isKnown && slot < facts.deployed()) {
      String written = "the crontab was written later, at " + new UtcTime(facts.deployed());
      return new Diagnosis(Cause.CHANGED, written);
    }
    RecordedStart later = standsFor(slot);
    if (later != null) {
      String what = later.ran() ? "the run " + later.run() : "the start";
      String cause = later.ran() ? "" : ": " + later.reason();
      String at = " of " + new UtcTime(later.started()) + " stands for it";
      return new Diagnosis(Cause.CAUGHT_UP, what + at + cause);
    }
    // There is nothing in the job's own files; the machine may know.
    return new Diagnosis(Cause.NO_TRACE, hints(slot));
  }

  private static @Nullable Diagnosis ofRecord(RecordedStart skipped) {
    Cause otherwise = skipped.onPurpose() ? Cause.SKIPPED : Cause.LOCK_HELD;
    String reason = skipped.reason() == null ? "" : skipped.reason();
    if (skipped.cause() == null) {
      return new Diagnosis(otherwise, reason);
    }
    Cause cause =
        switch (skipped.cause()) {
          case NOT_DUE -> null;
          case HELD -> Cause.HELD;
          case PRECONDITION -> Cause.PRECONDITION;
          case TOO_LATE -> Cause.TOO_LATE;
          case POOL_FULL -> skipped.onPurpose() ? Cause.SKIPPED : Cause.POOL_FULL;
          case LOCK_HELD, RETRY_LATER, ELSEWHERE, UNREACHABLE, NOTHING_PENDING -> otherwise;
        };
    return cause == null ? null : new Diagnosis(cause, reason);
  }

  /** The run that held the lock at a slot, or null. */
  private @Nullable RecordedStart runAt(long slot) {
    List<RecordedStart> runs = past.runs();
    int next = PastStarts.after(slot, runs);
    RecordedStart last = next == 0 ? null : runs.get(next - 1);
    if (last != null && last.ended() >= slot && !last.lost()) {
      return last;
    }
    RecordedStart soon = next == runs.size() ? null : runs.get(next);
    return soon != null && !soon.isByClock() && soon.started() <= slot + SOON ? soon : null;
  }

  private Diagnosis ofLock(RecordedStart run) {
    boolean onPurpose =
        switch (job.overlap().whenRunning()) {
          case SKIP, QUEUE -> true;
          case REFUSE, REPLACE -> false;
        };
    String name = run.run() == null || run.run().isEmpty() ? "a start" : "the run " + run.run();
    String text = "lock held by " + name + " since " + new UtcTime(run.started());
    return new Diagnosis(onPurpose ? Cause.SKIPPED : Cause.LOCK_HELD, text);
  }

  /** The later start that settled a slot, as due checks reckon; null if none did. */
  private @Nullable RecordedStart standsFor(long slot) {
    if (catchUp == CatchUp.NONE) {
      return null;
    }
    List<RecordedStart> starts = past.all();
    for (int i = PastStarts.after(slot, starts); i < starts.size(); i++) {
      RecordedStart start = starts.get(i);
      boolean byHand = start.ran() && !start.isByClock();
      if (byHand || (start.isByClock() && start.slot() > slot)) {
        return byHand || catchUp == CatchUp.ONCE ? start : null;
      }
    }
    return null;
  }

  /** Returns what else may explain a slot without a trace, to be added to a message. */
  private String hints(long slot) {
    StringBuilder hints = new StringBuilder();
    if (facts.crontab() != null) {
      hints.append("; ").append(facts.crontab());
    }
    RecordedStart last = PastStarts.before(slot, past.runs());
    if (last != null && last.lost()) {
      hints.append("; the run ").append(last.run()).append(" was lost and may have gone on");
    }
    if (job.overlap().pool() != null && job.overlap().poolWait().isZero()) {
      hints.append("; or its pool ").append(job.overlap().pool().name()).append(" was full");
    }
    return hints.toString();
  }
}
