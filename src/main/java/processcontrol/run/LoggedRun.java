package processcontrol.run;

import processcontrol.history.History;
import processcontrol.history.Result;
import processcontrol.job.CapturedOutput;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.lock.JobLock;
import processcontrol.lock.LockEntry;
import processcontrol.lock.RunningJob;
import processcontrol.posix.PosixException;
import processcontrol.runlog.LogRetention;
import processcontrol.runlog.RunLog;

/** The part of a run that has a log, from its name to the end of its last attempt. */
final class LoggedRun {

  private final RunContext context;
  private final Job job;
  private final RunSettings settings;
  private final TriggerIntake intake;
  private RunStart start;
  private boolean poolWasFull;
  private CapturedOutput printed;
  private String warning;

  /** What the run wrote to its log, in bytes. */
  private long logged;

  LoggedRun(RunContext context, TriggerIntake intake) {
    this.context = context;
    this.job = context.job;
    this.settings = context.settings;
    this.intake = intake;
  }

  /** Says who is to be told that the run has come about. */
  void tellStart(RunStart listener) {
    start = listener;
  }

  /** Returns true if the wait for the job's pool was in vain. */
  boolean poolWasFull() {
    return poolWasFull;
  }

  /** The output of the run for mails, cut to a bound; null where no mail is wanted. */
  CapturedOutput printed() {
    return printed;
  }

  /** Returns what went wrong besides and did not change the outcome, or null. */
  String warning() {
    return warning;
  }

  /** Creates the log and runs in it; the lock is held. */
  Outcome run(JobLock lock, History history) {
    // Should we be killed before the run is known to the lock file, this leads to its log.
    lock.write(RunningJob.UNNAMED, 0, context.started, "", new byte[0]);
    try (RunLog log = createLog(history)) {
      context.isLogged(log.runId(), log.path());
      Outcome outcome = awaitPool(lock, log);
      if (outcome == null) {
        intake.take();
        LockEntry facts = facts(lock, log);
        intake.commit(log);
        context.tell(Event.START, "started");
        tellNamed(log);
        outcome = runLogged(facts, log);
      }
      logged = log.size();
      return outcome;
    }
  }

  /** Removes the log of a supervisor that was killed before it had begun a run. */
  void removeUnused(JobLock lock, History history) {
    boolean unnamed = RunningJob.UNNAMED.equals(lock.lostRunId());
    UtcTime started = unnamed ? lock.lostStart(job.slug()) : null;
    if (started != null) {
      RunLog.removeUnused(
          settings.outputDirectory(), job.slug(), started, history.newestRun(started));
    }
  }

  private void tellNamed(RunLog log) {
    if (start != null) {
      start.named(log.runId());
      start = null;
    }
  }

  private LockEntry facts(JobLock lock, RunLog log) {
    return new LockEntry(lock, context.slot, log.runId(), context.started, lostRecord());
  }

  /** Waits for a slot of the job's pool; returns the outcome if none is to be had, else null. */
  private Outcome awaitPool(JobLock lock, RunLog log) {
    if (job.overlap().pool() == null || context.slot != null) {
      return null;
    }
    String pool = job.overlap().pool().name();
    log.note("waiting for the pool " + pool);
    facts(lock, log).note(RunningJob.POOL + pool);
    tellNamed(log);
    context.slot = Admission.awaitSlot(context);
    if (context.slot != null) {
      context.beginTime();
      return null;
    }
    if (context.stopSignal() != 0) {
      return Outcome.stopped(context.stopSignal(), null);
    }
    poolWasFull = true;
    return Admission.poolIsFull(context);
  }

  private Outcome runLogged(LockEntry facts, RunLog log) {
    Outcome outcome = job.waiting() == null ? null : new Waiting(context, facts, log).run();
    if (outcome == null && context.cluster != null) {
      outcome = beginInCluster(log);
    }
    if (outcome == null && job.outputs().isEmpty()) {
      outcome = new Attempts(context, facts, log, null).run();
    } else if (outcome == null) {
      outcome = runCopied(facts, log);
    }
    if (!outcome.isSuccess() && outcome.status() == ExitCode.UNEXPECTED.status()) {
      log.note("failed: " + outcome.reason()); // The output does not show why.
    }
    for (String warning : context.warnings()) {
      log.note("warning: " + warning);
    }
    return log.failure() == null ? outcome : outcome.withoutOutput(log.failure().getMessage());
  }

  private Outcome runCopied(LockEntry facts, RunLog log) {
    String directory = settings.outputDirectory() + "/" + job.slug();
    PartialOutput partial = partialOutput();
    try (OutputCopies copies = OutputCopies.open(job.outputs(), partial, directory, log.runId())) {
      Outcome outcome = new Attempts(context, facts, log, copies).run();
      copies.finish(!outcome.isSuccess());
      printed = copies.printed();
      for (String each : copies.warnings()) {
        context.warn(each);
      }
      String loss = job.logOutput().equals(Job.LOG_BOTH) ? null : copies.loss(!outcome.isSuccess());
      return loss == null ? outcome : outcome.withoutOutput(loss);
    }
  }

  private PartialOutput partialOutput() {
    if (!job.mailsWhileRunning()) {
      return null;
    }
    PartialOutput partial = PartialOutput.of(context, job.mailEvery().millis(), OutputCopies.KEPT);
    context.tellPrinted(partial);
    return partial;
  }

  private RunLog createLog(History history) {
    return RunLog.create(
        settings.outputDirectory(),
        job.slug(),
        context.started,
        job.logPolicy(),
        job.logOutput(),
        job.startPolicy().logsStart(),
        history.newestRun(context.started));
  }

  /** Under the lock still; that it fails is worth a warning, but does not change the run. */
  void removeOldLogs() {
    if (context.runId() == null) {
      return;
    }
    try {
      new LogRetention(settings.outputDirectory(), job.slug(), job.logPolicy())
          .afterRun(context.runId(), logged);
    } catch (PosixException e) {
      warning = "old logs were not removed: " + e.getMessage();
    }
  }

  private Outcome beginInCluster(RunLog log) {
    Outcome end = context.cluster.begin();
    if (end != null) {
      log.note(end.reason());
    }
    return end;
  }

  private byte[] lostRecord() {
    String reason = "the supervisor vanished before it could record how the run ended";
    return context.record(new Outcome(Result.LOST, reason, 0, null, null), null).toLine();
  }
}
