package processcontrol.run;

import java.util.List;
import processcontrol.cluster.ClusterLock;
import processcontrol.history.History;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Skip;
import processcontrol.history.SkipCause;
import processcontrol.history.Trigger;
import processcontrol.job.CapturedOutput;
import processcontrol.job.Job;
import processcontrol.job.Pool;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.lock.JobLock;
import processcontrol.lock.PoolQueue;
import processcontrol.lock.PoolSlot;
import processcontrol.lock.Replacement;
import processcontrol.lock.RunningJob;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.PosixException;
import processcontrol.posix.Privileges;
import processcontrol.trigger.Outbox;
import processcontrol.trigger.Targets;

/**
 * Carries out one run, from taking the lock to releasing it. The process is the service user by
 * now, for good.
 */
public final class JobRunner {

  private final Job job;
  private final RunSettings settings;
  private final RunContext context;
  private RunRecord record;
  private RunRecord lost;

  /** What this run, and a lost one before it, are to trigger. */
  private final Triggers triggers;

  private Refusal refusal = Refusal.NONE;
  private final TriggerIntake intake;
  private final AutomaticHold holds;
  private final LoggedRun logged;

  /**
   * @param events is told what happens while the run goes on; null for nobody
   * @param resources for this run, and for others after it
   */
  public JobRunner(
      RunRequest request,
      RunSettings settings,
      Console console,
      RunEvents events,
      RunResources resources) {
    this.job = request.job();
    this.settings = settings;
    this.context = new RunContext(request, settings, console, resources, events);
    this.triggers = new Triggers(context);
    this.intake = new TriggerIntake(context);
    this.holds = new AutomaticHold(context);
    this.logged = new LoggedRun(context, intake);
  }

  /** The job that it runs. */
  public Slug job() {
    return job.slug();
  }

  /** Returns what went wrong besides and did not change the outcome, or null. */
  public String warning() {
    return logged.warning();
  }

  /** Says who is to be told that the run has come about. */
  public void tellStart(RunStart listener) {
    logged.tellStart(listener);
  }

  /** Says where the jobs are that the run triggers. */
  public void lookForTargetsIn(Targets jobs) {
    triggers.lookIn(jobs);
  }

  /** The path of the run's log; null if it did not come to that. */
  public String logPath() {
    return context.logPath();
  }

  /** The record that was appended to the history; null if there is none. */
  public RunRecord record() {
    return record;
  }

  /** The signal that asked this process to stop, or 0. */
  public int stopSignal() {
    return context.stopSignal();
  }

  /** Returns true if the run ended for the next one to begin. */
  public boolean restartsAtOnce() {
    return context.restartsAtOnce();
  }

  /** The hold that the run put on its job; null if it did not. */
  public Hold hold() {
    return holds.hold();
  }

  /** Why the run could not put a hold on its job, or null. */
  public String holdFault() {
    return holds.fault();
  }

  /** The run before this one, whose supervisor had vanished, if this one recorded it; or null. */
  public RunRecord lost() {
    return lost;
  }

  /**
   * Returns what is to be fired now: what this run triggers, and a lost run that it has recorded.
   */
  public List<Outbox.Prepared> triggers() {
    return triggers.prepared();
  }

  /** Why some of it cannot be. */
  public List<String> triggerFaults() {
    return triggers.faults();
  }

  /** Why it came to no run. */
  public Refusal refusal() {
    return refusal;
  }

  /** The output of the run for mails, cut to a bound; null where no mail is wanted. */
  public CapturedOutput printed() {
    return logged.printed();
  }

  /**
   * Waits for a request to stop this process, which from now on are noted and end nothing by
   * themselves.
   *
   * @return the number of its signal, or 0 when the time is over
   */
  public int awaitStop(long millis) {
    return context.awaitStop(millis);
  }

  /**
   * Runs the job.
   *
   * @param force whether to run it although it is on hold
   * @throws PosixException if the lock or the history could not be had, or the record not written
   */
  public Outcome run(boolean force) {
    return run(force, null);
  }

  /**
   * Runs the job unless a last look forbids it.
   *
   * @param gate looks while the lock is held, so that the history stays as it is; null for nobody
   * @return null if the gate did not let it pass; there is no record then
   */
  public Outcome run(boolean force, StartGate gate) {
    CurrentProcess.umask(0);
    Admission admission = new Admission(context);
    try (JobLock lock = admission.acquire()) {
      if (lock == null) {
        return notAdmitted(admission);
      }
      context.begin();
      try (History history = History.open(settings.stateDirectory(), job.slug())) {
        recordLost(lock, history);
        if (gate != null && !gate.letsPass()) {
          lock.clear();
          return null;
        }
        // The run before may have put the job on hold since the caller looked.
        Hold held = force ? null : Hold.find(settings.stateDirectory(), job.slug());
        if (held != null) {
          return refuse(held);
        }
        return job.cluster() == null
            ? runAdmitted(lock, history)
            : runClaimed(lock, history, force);
      }
    } finally {
      if (context.slot != null) {
        context.slot.close();
      }
    }
  }

  private Outcome notAdmitted(Admission admission) {
    refusal = Refusal.RUNNING;
    if (context.stopSignal() != 0) {
      return Outcome.stopped(context.stopSignal(), null);
    }
    Skip skip = new Skip(admission.cause(), admission.reason());
    boolean skipped = admission.isSkipped() && context.request.pending() != RunRequest.Pending.NEED;
    return skipped ? skip(skip) : Outcome.refused(skip.cause(), skip.reason());
  }

  /** Does not run a job that is on hold; that is recorded where nobody is there to be told. */
  public Outcome refuse(Hold held) {
    Skip skip = Skip.held(held);
    return context.request.trigger() == Trigger.MANUAL
        ? Outcome.refused(skip.cause(), skip.reason() + "; run it all the same with --force")
        : skip(skip);
  }

  /** Records that the job was not run, on purpose. */
  public Outcome skip(Skip skip) {
    return recordOnly(Outcome.skipped(skip.cause(), skip.reason()));
  }

  private Outcome recordOnly(Outcome skipped) {
    CurrentProcess.umask(0);
    boolean outgrown;
    ClockWarning.add(context);
    try (History history = History.open(settings.stateDirectory(), job.slug())) {
      record = context.record(skipped, UtcTime.now());
      outgrown = history.append(record.toLine());
    }
    if (outgrown) {
      JobLock.boundHistory(settings.runDirectory(), settings.stateDirectory(), job.slug());
    }
    return skipped;
  }

  /** The lock was free and yet names a run: its supervisor was killed, or the machine went down. */
  private void recordLost(JobLock lock, History history) {
    String runId = lock.lostRunId();
    byte[] line = lock.lostRecord();
    // A supervisor may also have died between writing its record and clearing the lock file.
    if (runId != null && line != null && !history.contains(runId)) {
      lost = RunRecord.ofLine(line);
      triggers.prepareLost(lost);
      history.append(line);
    }
    if (runId != null) {
      logged.removeUnused(lock, history);
      lock.clear(); // Nobody must take the lost run for the one that holds the lock now.
    }
  }

  /** Returns the lock that the run had among the hosts of a cluster; null for none. */
  public ClusterLock clusterLock() {
    return context.cluster == null ? null : context.cluster.lock();
  }

  /** Asks the other hosts first. */
  private Outcome runClaimed(JobLock lock, History history, boolean force) {
    context.cluster = new ClusteredRun(context, force);
    lock.write(RunningJob.UNNAMED, 0, context.started, "claiming", new byte[0]);
    Outcome instead = context.cluster.claim();
    lock.clear();
    refusal = context.cluster.refusal();
    if (context.cluster.held() != null && job.restartPolicy() == null) {
      return refuse(context.cluster.held());
    }
    if (instead != null) {
      boolean told = instead.isSuccess() || instead.result() == Result.ERROR;
      return told && job.restartPolicy() == null ? recordOnly(instead) : instead;
    }
    context.begin();
    recordOthers(history);
    return runAdmitted(lock, history);
  }

  /** What other hosts have recorded counts here, too. */
  private void recordOthers(History history) {
    for (RunRecord other : context.cluster.news()) {
      history.append(other.toLine());
      // Only the newest is found now; an earlier one was told of by the host that found it.
      lost = other.result() == Result.LOST ? other : null;
    }
  }

  private Outcome runAdmitted(JobLock lock, History history) {
    Pool pool = job.overlap().pool();
    if (intake.isIdle()) {
      lock.clear();
      refusal = Refusal.NOTHING_PENDING;
      return Outcome.skipped(SkipCause.NOTHING_PENDING, "no trigger waits any more");
    }
    if (pool != null) {
      context.slot =
          PoolQueue.isWaitedFor(settings.runDirectory(), pool)
              ? null
              : PoolSlot.tryTake(settings.runDirectory(), pool);
      if (context.slot == null && job.overlap().poolWait().isZero()) {
        lock.clear();
        refusal = Refusal.POOL;
        Outcome full = Admission.poolIsFull(context);
        return full.isSuccess() ? recordOnly(full) : full;
      }
    }
    return runLocked(lock, history);
  }

  private Outcome runLocked(JobLock lock, History history) {
    Outcome outcome;
    PosixException failure = null;
    ClockWarning.add(context);
    try {
      bindChildren();
      outcome = job.onlyIf().isEmpty() ? null : OnlyIf.check(context, lock);
      if (outcome == null) {
        outcome = logged.run(lock, history);
        refusal = logged.poolWasFull() ? Refusal.POOL : refusal;
      } else {
        intake.dismiss();
      }
    } catch (PosixException e) {
      failure = e;
      outcome = Outcome.error(e.getMessage());
    }
    if (outcome.result() == Result.KILLED
        && Replacement.isOf(settings.runDirectory(), job.slug(), context.runId())) {
      outcome = outcome.because(outcome.reason() + ", as another start took its place");
    }
    // Before the record: a job that must not run again does not, whenever we are killed.
    holds.ifFatal(outcome);
    if (context.cluster != null) {
      holds.ifFailing(outcome);
      keepRecord(lock, outcome);
      context.cluster.end(outcome, holds.hold());
    }
    try {
      append(history, outcome, failure);
    } catch (PosixException e) {
      leaveRecord(lock);
      throw e;
    }
    if (context.cluster == null) {
      holds.ifFailing(outcome);
    }
    lock.clear();
    logged.removeOldLogs();
    if (!context.hasSurvivors()) {
      lock.release();
      if (context.slot != null) {
        context.slot.release();
      }
    }
    return outcome;
  }

  /**
   * Other hosts may hear of the end just before this one dies, which must not tell another story.
   */
  private void keepRecord(JobLock lock, Outcome outcome) {
    RunRecord ended = context.record(outcome, UtcTime.now());
    try {
      if (ended.run() != null) {
        lock.write(ended.run(), 0, ended.started(), "", ended.toLine());
      }
    } catch (PosixException e) {
      context.warn(e.getMessage());
    }
  }

  /** What the history does not take now, the next start appends, as it does for a lost run. */
  private void leaveRecord(JobLock lock) {
    if (record.run() != null) {
      try {
        lock.write(record.run(), 0, record.started(), "", record.toLine());
      } catch (PosixException e) {
        return; // The next start will call the run lost.
      }
    }
  }

  private void bindChildren() {
    Privileges.becomeSubreaper();
    if (settings.noNewPrivileges()) {
      Privileges.setNoNewPrivileges();
    }
  }

  /** A failure of our own is reported even where it keeps the record from being written, too. */
  private void append(History history, Outcome outcome, PosixException failure) {
    UtcTime ended = UtcTime.now();
    record = context.record(outcome, ended);
    if (!triggers.prepare(record, intake.depth())) {
      record = context.record(outcome, ended); // With what there is to be warned of.
    }
    try {
      history.appendLocked(record.toLine());
    } catch (PosixException e) {
      throw failure == null ? e : failure;
    }
  }
}
