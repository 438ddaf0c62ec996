package processcontrol.run;

import processcontrol.history.History;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Trigger;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.Pool;
import processcontrol.job.UtcTime;
import processcontrol.job.WhenRunning;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;
import processcontrol.posix.Privileges;
import processcontrol.posix.Self;
import processcontrol.posix.StopRequests;
import processcontrol.runlog.LogRetention;
import processcontrol.runlog.RunLog;

/**
 * Carries out one run, from taking the lock to releasing it. The process is the service user by
 * now, for good.
 */
public final class JobRunner {

  private final Job job;
  private final RunSettings settings;
  private final Course course;
  private RunRecord record;
  private Hold hold;
  private String holdFault;
  private byte[] excerpt;
  private String warning;

  /** What the run wrote to its log, in bytes. */
  private long logged;

  private RunStart start;
  private RunRecord lost;
  private Refusal refusal = Refusal.NONE;
  private final Intake intake;
  private PoolSlot slot;

  /**
   * @param events is told what happens while the run goes on; null for nobody
   */
  public JobRunner(RunRequest request, RunSettings settings, Console console, RunEvents events) {
    this.job = request.job();
    this.settings = settings;
    this.course = new Course(request, settings, console, StopRequests.install(), events);
    this.intake = new Intake(course);
  }

  /** What went wrong besides and did not change the outcome, or null. */
  public String warning() {
    return warning;
  }

  /** Says who is to be told that the run has come about. */
  public void tellStart(RunStart listener) {
    start = listener;
  }

  /** The path of the run's log; null if it did not come to that. */
  public String logPath() {
    return course.logPath();
  }

  /** The record that was appended to the history; null if there is none. */
  public RunRecord record() {
    return record;
  }

  /** The hold that the run put on its job; null if it did not. */
  public Hold hold() {
    return hold;
  }

  /** Why the run could not put a hold on its job, or null. */
  public String holdFault() {
    return holdFault;
  }

  /** The run before this one, whose supervisor had vanished, if this one recorded it; or null. */
  public RunRecord lost() {
    return lost;
  }

  /** Why it came to no run. */
  public Refusal refusal() {
    return refusal;
  }

  /** How many runs have triggered each other to come to this one. */
  public int depth() {
    return intake.depth();
  }

  /** The output of the run for mails, cut to a bound; null where no mail is wanted. */
  public byte[] excerpt() {
    return excerpt;
  }

  /**
   * Waits for a request to stop this process, which from now on are noted and end nothing by
   * themselves.
   *
   * @return the number of its signal, or 0 when the time is over
   */
  public int awaitStop(long millis) {
    long end = System.currentTimeMillis() + millis;
    Poll poll = new Poll(1);
    poll.add(course.requests.fd(), Poll.IN);
    for (long now = end - millis; now < end && course.stopSignal() == 0; ) {
      poll.await(end - now);
      now = System.currentTimeMillis();
    }
    return course.stopSignal();
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
    Self.umask(0);
    Admission admission = new Admission(course);
    try (JobLock lock = admission.acquire()) {
      if (lock == null) {
        return notAdmitted(admission);
      }
      course.begin();
      try (History history = History.open(settings.stateDirectory(), job.slug())) {
        recordLost(lock, history);
        if (gate != null && !gate.letsPass()) {
          lock.clear();
          return null;
        }
        // The run before may have put the job on hold since the caller looked.
        Hold held = force ? null : Hold.find(settings.stateDirectory(), job.slug());
        return held == null ? runAdmitted(lock, history) : refuse(held);
      }
    } finally {
      if (slot != null) {
        slot.close();
      }
    }
  }

  private Outcome notAdmitted(Admission admission) {
    refusal = Refusal.RUNNING;
    if (course.stopSignal() != 0) {
      return Outcome.stopped(course.stopSignal(), null);
    }
    String reason = admission.reason();
    boolean skipped = admission.isSkipped() && course.request.pending() != RunRequest.Pending.NEED;
    return skipped ? skip(reason) : Outcome.alreadyRunning(reason);
  }

  /** Does not run a job that is on hold; that is recorded where nobody is there to be told. */
  public Outcome refuse(Hold held) {
    String reason = "on hold since " + held.since() + ": " + held.reason();
    return course.request.trigger() == Trigger.MANUAL
        ? Outcome.alreadyRunning(reason + "; run it all the same with --force")
        : skip(reason);
  }

  /** Records that the job was not run, on purpose. */
  public Outcome skip(String reason) {
    Self.umask(0);
    Outcome skipped = Outcome.skipped(reason);
    boolean outgrown;
    try (History history = History.open(settings.stateDirectory(), job.slug())) {
      record = course.record(skipped, UtcTime.now());
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
      history.append(line);
      lost = RunRecord.ofLine(line);
    }
    if (runId != null) {
      lock.clear(); // Nobody must take the lost run for the one that holds the lock now.
    }
  }

  private Outcome runAdmitted(JobLock lock, History history) {
    Pool pool = job.overlap().pool();
    if (intake.isIdle()) {
      lock.clear();
      refusal = Refusal.NOTHING_PENDING;
      return Outcome.skipped("no trigger waits any more");
    }
    if (pool != null) {
      slot = PoolSlot.tryTake(settings.runDirectory(), pool);
      if (slot == null && job.overlap().poolWait().isZero()) {
        lock.clear();
        Outcome full = poolFull();
        return full.isSuccess() ? skip(full.reason()) : full;
      }
    }
    return runLocked(lock, history);
  }

  private Outcome poolFull() {
    refusal = Refusal.POOL;
    String reason = PoolSlot.reason(job.overlap());
    return job.overlap().whenRunning() == WhenRunning.SKIP
        ? Outcome.skipped(reason)
        : Outcome.alreadyRunning(reason);
  }

  private Outcome runLocked(JobLock lock, History history) {
    Outcome outcome;
    PosixException failure = null;
    try {
      bindChildren();
      outcome = job.onlyIf().isEmpty() ? null : OnlyIf.check(course, lock);
      if (outcome == null) {
        outcome = runNamed(lock);
      } else {
        intake.dismiss();
      }
    } catch (PosixException e) {
      failure = e;
      outcome = Outcome.error(e.getMessage());
    }
    if (outcome.result() == Result.KILLED
        && Replacement.isOf(settings.runDirectory(), job.slug(), course.runId())) {
      outcome = outcome.because(outcome.reason() + ", as another start took its place");
    }
    // Before the record: a job that must not run again does not, whenever we are killed.
    holdIfFatal(outcome);
    try {
      append(history, outcome, failure);
    } catch (PosixException e) {
      leaveRecord(lock);
      throw e;
    }
    holdIfFailing(outcome);
    lock.clear();
    removeOldLogs();
    if (!course.hasSurvivors()) {
      lock.release();
      if (slot != null) {
        slot.release();
      }
    }
    return outcome;
  }

  private RunLog createLog() {
    return RunLog.create(
        settings.outputDirectory(), job.slug(), course.started, job.logPolicy(), job.logOutput());
  }

  /** Under the lock still; that it fails is worth a warning, but does not change the run. */
  private void removeOldLogs() {
    if (course.runId() == null) {
      return;
    }
    try {
      new LogRetention(settings.outputDirectory(), job.slug(), job.logPolicy())
          .afterRun(course.runId(), logged);
    } catch (PosixException e) {
      warning = "old logs were not removed: " + e.getMessage();
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

  private Outcome runNamed(JobLock lock) {
    try (RunLog log = createLog()) {
      course.isLogged(log.runId(), log.path());
      Outcome outcome = awaitPool(lock, log);
      if (outcome == null) {
        intake.take();
        RunFacts facts = facts(lock, log);
        intake.commit(log);
        course.tell(Event.START, "started");
        tellNamed(log);
        outcome = runLogged(facts, log);
      }
      logged = log.size();
      return outcome;
    }
  }

  private void tellNamed(RunLog log) {
    if (start != null) {
      start.named(log.runId());
      start = null;
    }
  }

  private RunFacts facts(JobLock lock, RunLog log) {
    return new RunFacts(lock, slot, log.runId(), course.started, lostRecord());
  }

  /** Waits for a slot of the job's pool; returns the outcome if none is to be had, else null. */
  private Outcome awaitPool(JobLock lock, RunLog log) {
    if (job.overlap().pool() == null || slot != null) {
      return null;
    }
    String pool = job.overlap().pool().name();
    log.remark("waiting for the pool " + pool);
    facts(lock, log).note(RunningJob.POOL + pool);
    tellNamed(log);
    slot = PoolSlot.await(course);
    if (slot != null) {
      course.beginTime();
      return null;
    }
    return course.stopSignal() == 0 ? poolFull() : Outcome.stopped(course.stopSignal(), null);
  }

  private void holdIfFatal(Outcome outcome) {
    Integer code = outcome.exitCode();
    if (code != null && job.criteria().fatalCodes().contains(code)) {
      try {
        hold = AutomaticHold.set(job, settings.stateDirectory(), "exit code " + code + " is fatal");
      } catch (PosixException e) {
        holdFault = e.getMessage();
        course.warn("it could not be put on hold: " + holdFault);
      }
    }
  }

  private void holdIfFailing(Outcome outcome) {
    if (hold == null && job.holdAfterFailures() != 0 && outcome.result().isFailed()) {
      try {
        hold = AutomaticHold.afterFailure(job, settings.stateDirectory(), outcome);
      } catch (PosixException e) {
        holdFault = e.getMessage();
      }
    }
  }

  private Outcome runLogged(RunFacts facts, RunLog log) {
    Outcome outcome = job.waiting() == null ? null : new Waiting(course, facts, log).run();
    if (outcome == null && job.outputs().isEmpty()) {
      outcome = new Attempts(course, facts, log, null).run();
    } else if (outcome == null) {
      outcome = runCopied(facts, log);
    }
    if (!outcome.isSuccess() && outcome.status() == ExitCode.UNEXPECTED.status()) {
      log.note("failed: " + outcome.reason()); // The output does not show why.
    }
    for (String warning : course.warnings()) {
      log.note("warning: " + warning);
    }
    return log.failure() == null ? outcome : incomplete(outcome, log.failure());
  }

  private Outcome runCopied(RunFacts facts, RunLog log) {
    String directory = settings.outputDirectory() + "/" + job.slug();
    try (OutputCopies copies = OutputCopies.open(job.outputs(), directory, log.runId())) {
      Outcome outcome = new Attempts(course, facts, log, copies).run();
      copies.finish(!outcome.isSuccess());
      excerpt = copies.excerpt();
      for (String warning : copies.warnings()) {
        course.warn(warning);
      }
      return outcome;
    }
  }

  /** A failure of our own is reported even where it keeps the record from being written, too. */
  private void append(History history, Outcome outcome, PosixException failure) {
    record = course.record(outcome, UtcTime.now());
    try {
      history.appendLocked(record.toLine());
    } catch (PosixException e) {
      throw failure == null ? e : failure;
    }
  }

  private static Outcome incomplete(Outcome outcome, PosixException failure) {
    String reason = "output was lost: " + failure.getMessage();
    return outcome.isSuccess()
        ? Outcome.error(reason)
        : outcome.because(outcome.reason() + "; " + reason);
  }

  private byte[] lostRecord() {
    String reason = "the supervisor vanished before it could record how the run ended";
    return course.record(new Outcome(Result.LOST, reason, 0, null, null), null).toLine();
  }
}
