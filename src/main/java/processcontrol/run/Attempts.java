package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.history.Result;
import processcontrol.job.Job;
import processcontrol.job.Retries;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.lock.LockEntry;
import processcontrol.runlog.RunLog;
import processcontrol.zone.Zones;

/** The attempts of one run, until one of them decides how it ends. */
final class Attempts {

  private final RunContext context;
  private final Job job;
  private final Retries retries;
  private final LockEntry facts;
  private final RunLog log;
  private final @Nullable OutputCopies copies;

  /** In milliseconds since 1970; {@code Long.MAX_VALUE} for never. */
  private final long until;

  private int successes;
  private int failures;

  Attempts(RunContext context, LockEntry facts, RunLog log, @Nullable OutputCopies copies) {
    this.context = context;
    this.job = context.job;
    this.retries = job.retries();
    this.facts = facts;
    this.log = log;
    this.copies = copies;
    this.until =
        retries.until() == null
            ? Long.MAX_VALUE
            : retries.until().nextEpochMillis(context.progress.started(), Zones.ofJob(job));
  }

  Outcome run() {
    if (isFirstTooLate()) {
      // No success that was not asked for, and no silence either: what was due was not done.
      Outcome late = Outcome.timeout("no attempt: it is after retries.until, " + untilText(), null);
      log.note(late.reason());
      return late;
    }
    while (true) {
      int number = context.progress.beginAttempt();
      Outcome outcome = new Attempt(context, facts, log, copies, title(number)).run();
      successes += outcome.isSuccess() ? 1 : 0;
      failures += outcome.isSuccess() ? 0 : 1;
      if (isLast(number, outcome)) {
        return told(number, outcome);
      }
      long delay = retries.delayAfter(number, Math.random());
      if (isTooLateIn(delay)) {
        return told(number, outcome);
      }
      announce(number, outcome, delay);
      Outcome interrupted = pause(delay);
      if (interrupted != null) {
        log.note(interrupted.reason());
        return interrupted;
      }
      if (isTooLateIn(0)) { // The clock was set, or the machine slept.
        return told(number, outcome);
      }
    }
  }

  private boolean isTooLateIn(long delay) {
    return context.clock.wall() + delay > until;
  }

  /** A duration that is shorter than a launch does not keep a run from its only attempt. */
  private boolean isFirstTooLate() {
    boolean waited = job.waiting() != null || job.overlap().pool() != null;
    return isTooLateIn(0) && (waited || !retries.until().isDuration());
  }

  /** As the job has it, with the moment that it means. */
  private String untilText() {
    return retries.until() + " (" + new UtcTime(until) + ")";
  }

  private String title(int number) {
    if (retries.attempts() == 1) {
      return "";
    }
    return RunLog.ATTEMPT + number + (retries.attempts() == 0 ? "" : " of " + retries.attempts());
  }

  /** Returns true if the run ends with this attempt. */
  private boolean isLast(int number, Outcome outcome) {
    if (retries.attempts() != 0 && number >= retries.attempts()) {
      return true;
    }
    if (context.stops.hasSurvivors()) {
      return true; // Two attempts never run at a time.
    }
    if (outcome.isSuccess()) {
      return retries.successes() != 0 && successes >= retries.successes();
    }
    return (retries.failures() != 0 && failures >= retries.failures()) || !isRetried(outcome);
  }

  private boolean isRetried(Outcome outcome) {
    Integer code = outcome.exitCode();
    if (code != null && job.criteria().fatalCodes().contains(code)) {
      return false; // However it came to it: the job is put on hold.
    }
    if (outcome.result() == Result.TIMEOUT) {
      return retries.onTimeout() && !context.progress.isOverdue();
    }
    if (outcome.result() != Result.FAILURE) {
      return false; // Stopped on request, or a failure of our own.
    }
    if (outcome.signal() != null) {
      return retries.onSignal();
    }
    if (code == null) {
      return retries.onStartFailure();
    }
    if (retries.stopCodes().contains(code)) {
      return false;
    }
    return retries.retryCodes().isEmpty() || retries.retryCodes().contains(code);
  }

  /** The outcome of the run, by its last attempt. */
  private Outcome told(int number, Outcome outcome) {
    if (outcome.isSuccess() && retries.successes() > successes) {
      return Outcome.unexpected(
          "only " + successes + " of " + retries.successes() + " attempts succeeded", outcome);
    }
    if (outcome.isSuccess() || number == 1 || outcome.result() == Result.KILLED) {
      return outcome;
    }
    return outcome.because(outcome.reason() + " (after " + number + " attempts)");
  }

  private void announce(int number, Outcome outcome, long delay) {
    String next = delay == 0 ? "" : "; the next one begins in " + new TimeSpan(delay);
    log.note(
        "attempt "
            + number
            + (outcome.isSuccess() ? " succeeded" : " failed: " + outcome.reason())
            + next);
    if (!outcome.isSuccess()) {
      context.noteFailedAttempt(outcome);
    }
  }

  /** Waits for the next attempt; returns the outcome if the run ends meanwhile, else null. */
  private @Nullable Outcome pause(long delay) {
    facts.note("retrying");
    long end = context.clock.monotonic() + delay;
    while (true) {
      context.notice(/* running= */ true);
      if (context.stops.signal() != 0) {
        return context.stopped(context.stops.signal(), null);
      }
      if (context.progress.isOverdue()) {
        return Outcome.timeout("timed out after " + job.timeout(), null);
      }
      long now = context.clock.monotonic();
      if (now >= end) {
        return null;
      }
      long next =
          Math.min(
              Math.min(end, context.progress.deadline()), context.nextNotice(/* running= */ true));
      context.stops.await(next - now);
    }
  }
}
