package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.history.History;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.lock.JobLock;
import processcontrol.lock.Replacement;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.PosixException;
import processcontrol.posix.Privileges;
import processcontrol.trigger.Targets;

/**
 * Carries out one run, from taking the lock to releasing it. The process is the service user by
 * now, for good.
 *
 * <p>LIFE OF A RUN, and the class of each step:
 *
 * <ol>
 *   <li>{@link Admission}: may it start? By schedule and hold; the job's lock ({@link LockContest}
 *       where it is taken); a run that was lost ({@link LostRun}); due and hold once more, under
 *       the lock; other hosts ({@link ClusterAdmission}); triggers; the pool ({@link
 *       PoolAdmission}); at last {@link OnlyIf}, whose commands are bound as those of the job are.
 *       If not, {@link NoRun} says why.
 *   <li>{@link LoggedRun}: the run gets its name and its log, waits for its pool there, takes the
 *       triggers that wait ({@link TriggerIntake}), and waits for its conditions ({@link Waiting}).
 *   <li>{@link Attempts}, each of them an {@link Attempt}: the commands, started by {@link
 *       CommandLauncher}, watched over by {@link Supervisor}; {@link Verdict} on what they printed.
 *   <li>{@link AutomaticHold} after a fatal exit code; before the record, as a job that must not
 *       run again does not, whenever we are killed.
 *   <li>{@link Triggers} for other jobs are prepared, and {@link History} has the record.
 *   <li>{@link AutomaticHold} after too many failures. The lock is free.
 *   <li>{@link RunReport} tells the caller, who fires the triggers and sends notifications.
 * </ol>
 */
public final class JobRunner {

  private final Job job;
  private final RunSettings settings;
  private final RunContext context;
  private final Triggers triggers;
  private final TriggerIntake intake;
  private final AutomaticHold holds;
  private final LoggedRun logged;
  private final Admission admission;

  private @Nullable Obstacle obstacle;

  /** The record of the run, or of a skipped start, once it is written or tried to be. */
  private @Nullable RunRecord record;

  private JobRunner(RunContext context, @Nullable Targets targets) {
    this.context = context;
    this.job = context.job;
    this.settings = context.settings;
    this.triggers = new Triggers(context, targets);
    this.intake = new TriggerIntake(context);
    this.holds = new AutomaticHold(context);
    this.logged = new LoggedRun(context, intake);
    this.admission = new Admission(context, intake, triggers);
  }

  /**
   * Runs a job, unless something forbids it.
   *
   * @param listener hears of the run while it lasts; null for none
   * @param targets says where the jobs are that the run triggers; null if it triggers none
   * @param resources for this run, and for others after it
   */
  public static RunReport run(
      RunRequest request,
      RunSettings settings,
      Console console,
      @Nullable RunListener listener,
      @Nullable Targets targets,
      RunResources resources) {
    CurrentProcess.umask(0);
    RunResources.interceptStops();
    RunContext context = new RunContext(request, settings, console, listener, resources);
    return new JobRunner(context, targets).run();
  }

  private RunReport run() {
    Outcome outcome = null;
    PosixException failure = null;
    try (admission) {
      NoRun against = admission.ask();
      outcome = against == null ? carryOut() : dismiss(against);
    } catch (PosixException e) {
      failure = e;
    }
    return new RunReport(
        outcome,
        obstacle,
        record,
        admission.lost(),
        holds.hold(),
        holds.fault(),
        triggers.prepared(),
        triggers.faults(),
        logged.printed(),
        logged.warning(),
        context.stops.signal(),
        context.stops.isRestart(),
        context.cluster == null ? null : context.cluster.lock(),
        failure);
  }

  /** Ends a start that becomes no run. */
  private Outcome dismiss(NoRun against) {
    obstacle = against.obstacle();
    if (against.isRecorded()) {
      boolean outgrown;
      ClockWarning.add(context);
      try (History history = History.open(settings.stateDirectory(), job.slug())) {
        record = context.record(against.outcome(), context.now());
        outgrown = history.append(record.toLine());
      }
      if (outgrown) {
        JobLock.boundHistory(settings.runDirectory(), settings.stateDirectory(), job.slug());
      }
    }
    return against.outcome();
  }

  private Outcome carryOut() {
    Outcome outcome;
    PosixException failure = null;
    ClockWarning.add(context);
    try {
      bindChildren();
      outcome = admission.askCondition();
      if (outcome == null) {
        outcome = logged.run(admission);
        obstacle = logged.obstacle();
      } else {
        intake.dismiss();
      }
    } catch (PosixException e) {
      failure = e;
      outcome = Outcome.error(e.getMessage());
    }
    if (outcome.result() == Result.KILLED
        && Replacement.isOf(settings.runDirectory(), job.slug(), context.progress.runId())) {
      outcome = outcome.because(outcome.reason() + ", as another start took its place");
    }
    end(outcome, failure);
    return outcome;
  }

  private void bindChildren() {
    Privileges.becomeSubreaper();
    if (settings.noNewPrivileges()) {
      Privileges.setNoNewPrivileges();
    }
  }

  /** Sets holds, writes the record and gives up the lock, in an order that survives SIGKILL. */
  private void end(Outcome outcome, @Nullable PosixException failure) {
    JobLock lock = admission.lock();
    holds.ifFatal(outcome);
    if (context.cluster != null) {
      holds.ifFailing(outcome);
      keepRecord(lock, outcome);
      context.cluster.end(outcome, holds.hold());
    }
    try {
      append(outcome, failure);
    } catch (PosixException e) {
      leaveRecord(lock);
      throw e;
    }
    if (context.cluster == null) {
      holds.ifFailing(outcome);
    }
    lock.clear();
    logged.removeOldLogs();
    if (!context.stops.hasSurvivors()) {
      admission.release();
    }
  }

  /** A failure of our own is reported even where it keeps the record from being written, too. */
  private void append(Outcome outcome, @Nullable PosixException failure) {
    UtcTime ended = context.now();
    record = context.record(outcome, ended);
    if (!triggers.prepare(record, intake.depth())) {
      record = context.record(outcome, ended); // With what there is to be warned of.
    }
    try {
      admission.history().appendLocked(record.toLine());
    } catch (PosixException e) {
      throw failure == null ? e : failure;
    }
  }

  /**
   * Other hosts may hear of the end just before this one dies, which must not tell another story.
   */
  private void keepRecord(JobLock lock, Outcome outcome) {
    RunRecord ended = context.record(outcome, context.now());
    try {
      if (ended.run() != null) {
        lock.write(ended.run(), 0, ended.started(), "", ended.toLine());
      }
    } catch (PosixException e) {
      context.progress.warn(e.getMessage());
    }
  }

  /** Leaves a record to the next start, as for a lost run, if the history does not take it now. */
  private void leaveRecord(JobLock lock) {
    if (record.run() != null) {
      try {
        lock.write(record.run(), 0, record.started(), "", record.toLine());
      } catch (PosixException e) {
        return; // The next start will call the run lost.
      }
    }
  }
}
