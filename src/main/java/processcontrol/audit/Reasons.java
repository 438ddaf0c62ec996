package processcontrol.audit;

import java.util.List;
import processcontrol.history.Hold;
import processcontrol.job.CatchUp;
import processcontrol.job.Job;
import processcontrol.job.Timing;
import processcontrol.job.UtcTime;

/** Finds out from a job's own files why it did not run for a slot. */
final class Reasons {

  /** A start by hand just after a slot may have come before cron's. */
  private static final long SOON = 10_000;

  /** In the reason of a start that was on time and then waited for too long. */
  private static final String DEADLINE = "; start_deadline is ";

  private final JobFacts facts;
  private final Job job;
  private final PastStarts past;
  private final Holds holds;
  private final CatchUp catchUp;

  Reasons(JobFacts facts, PastStarts past) {
    this.facts = facts;
    this.job = facts.job();
    this.past = past;
    this.holds = new Holds(facts, past);
    Timing timing = job.timing();
    this.catchUp = timing == null || timing.isRound() ? CatchUp.NONE : timing.catchUp();
  }

  /**
   * Why the job did not run.
   *
   * @param skipped the start for this slot that came to no run; null if there was none
   * @return null if it was not due
   */
  Finding of(long slot, Start skipped) {
    if (skipped != null) {
      return ofRecord(skipped);
    }
    Start run = runAt(slot);
    if (run != null) {
      return ofLock(run);
    }
    String hold = holds.at(slot);
    if (hold != null) {
      return new Finding(Why.HELD, hold);
    }
    Start last = PastStarts.before(slot, past.all());
    // A file that was merely touched later said at that moment what it says now.
    boolean isKnown = last != null && job.sha256().equals(last.sha256());
    if (job.disabled() && (isKnown || slot >= facts.changed())) {
      return new Finding(Why.DISABLED, "disabled" + job.remarks().disabledInWords());
    }
    if (!isKnown && slot < facts.changed()) {
      return last == null ? null : new Finding(Why.CHANGED, "the job file has changed since");
    }
    if (!isKnown && slot < facts.deployed()) {
      String written = "the crontab was written later, at " + new UtcTime(facts.deployed());
      return new Finding(Why.CHANGED, written);
    }
    Start later = standsFor(slot);
    if (later != null) {
      String what = later.ran() ? "the run " + later.run() : "the start";
      String why = later.ran() ? "" : ": " + later.reason();
      String at = " of " + new UtcTime(later.started()) + " stands for it";
      return new Finding(Why.CAUGHT_UP, what + at + why);
    }
    // There is nothing in the job's own files; the machine may know.
    return new Finding(Why.NO_TRACE, hints(slot));
  }

  /** By the words of the record's reason; the program has written it. */
  private static Finding ofRecord(Start skipped) {
    String reason = skipped.reason() == null ? "" : skipped.reason();
    if (reason.startsWith("not before ")
        || reason.startsWith("not after ")
        || reason.startsWith("in the blackout ")) {
      return null;
    }
    Why why = skipped.onPurpose() ? Why.SKIPPED : Why.NO_TRACE;
    if (Hold.sinceIn(reason) != null) {
      why = Why.HELD;
    } else if (reason.startsWith("only_if: ")) {
      why = Why.PRECONDITION;
    } else if (reason.startsWith("too late: ") || reason.contains(DEADLINE)) {
      why = Why.TOO_LATE;
    } else if (!skipped.onPurpose()) {
      why = reason.startsWith("the pool ") ? Why.POOL_FULL : Why.LOCK_HELD;
    }
    return new Finding(why, reason);
  }

  /** The run that held the lock at a slot, or null. */
  private Start runAt(long slot) {
    List<Start> runs = past.runs();
    int next = PastStarts.after(slot, runs);
    Start last = next == 0 ? null : runs.get(next - 1);
    if (last != null && last.ended() >= slot && !last.lost()) {
      return last;
    }
    Start soon = next == runs.size() ? null : runs.get(next);
    return soon != null && !soon.isByClock() && soon.started() <= slot + SOON ? soon : null;
  }

  private Finding ofLock(Start run) {
    boolean onPurpose =
        switch (job.overlap().whenRunning()) {
          case SKIP, QUEUE -> true;
          case REFUSE, REPLACE -> false;
        };
    String name = run.run() == null || run.run().isEmpty() ? "a start" : "the run " + run.run();
    String text = "lock held by " + name + " since " + new UtcTime(run.started());
    return new Finding(onPurpose ? Why.SKIPPED : Why.LOCK_HELD, text);
  }

  /** The later start that settled a slot, as due checks reckon; null if none did. */
  private Start standsFor(long slot) {
    if (catchUp == CatchUp.NONE) {
      return null;
    }
    List<Start> starts = past.all();
    for (int i = PastStarts.after(slot, starts); i < starts.size(); i++) {
      Start start = starts.get(i);
      boolean byHand = start.ran() && !start.isByClock();
      if (byHand || (start.isByClock() && start.slot() > slot)) {
        return byHand || catchUp == CatchUp.ONCE ? start : null;
      }
    }
    return null;
  }

  /** What else may explain a slot without a trace, to be added to a message. */
  private String hints(long slot) {
    StringBuilder hints = new StringBuilder();
    if (facts.crontab() != null) {
      hints.append("; ").append(facts.crontab());
    }
    Start last = PastStarts.before(slot, past.runs());
    if (last != null && last.lost()) {
      hints.append("; the run ").append(last.run()).append(" was lost and may have gone on");
    }
    if (job.overlap().pool() != null && job.overlap().poolWait().isZero()) {
      hints.append("; or its pool ").append(job.overlap().pool().name()).append(" was full");
    }
    return hints.toString();
  }
}
