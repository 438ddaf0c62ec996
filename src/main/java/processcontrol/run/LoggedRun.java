package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.history.History;
import processcontrol.history.Result;
import processcontrol.job.CapturedOutput;
import processcontrol.job.Event;
import processcontrol.job.Job;
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
  private boolean named;
  private @Nullable Obstacle obstacle;
  private @Nullable CapturedOutput printed;
  private String warning;

  /** Size of what the run wrote to its log, in bytes. */
  private long logged;

  LoggedRun(RunContext context, TriggerIntake intake) {
    this.context = context;
    this.job = context.job;
    this.settings = context.settings;
    this.intake = intake;
  }

  /** Returns what kept it from running a command; null for nothing. */
  @Nullable Obstacle obstacle() {
    return obstacle;
  }

  /** The output of the run for mails, cut to a bound; null where no mail is wanted. */
  @Nullable CapturedOutput printed() {
    return printed;
  }

  /** Returns what went wrong besides and did not change the outcome, or null. */
  String warning() {
    return warning;
  }

  /** Creates the log and runs in it. */
  Outcome run(Admission admission) {
    JobLock lock = admission.lock();
    // Should we be killed before the run is known to the lock file, this leads to its log.
    lock.write(RunningJob.UNNAMED, 0, context.progress.started(), "", new byte[0]);
    try (RunLog log = createLog(admission.history())) {
      context.progress.isLogged(log.runId(), log.path());
      Outcome outcome = awaitPool(admission, log);
      if (outcome == null) {
        intake.take();
        LockEntry facts = facts(admission, log);
        intake.commit(log);
        context.tell(Event.START, "started");
        tellNamed();
        outcome = runLogged(facts, log);
      }
      logged = log.size();
      return outcome;
    }
  }

  private void tellNamed() {
    if (!named) {
      named = true;
      context.tellNamed();
    }
  }

  private LockEntry facts(Admission admission, RunLog log) {
    return new LockEntry(
        admission.lock(), admission.slot(), log.runId(), context.progress.started(), lostRecord());
  }

  /** Waits for a slot of the job's pool; returns the outcome if none is to be had, else null. */
  private @Nullable Outcome awaitPool(Admission admission, RunLog log) {
    if (!admission.needsSlot()) {
      return null;
    }
    String pool = job.overlap().pool().name();
    log.note("waiting for the pool " + pool);
    facts(admission, log).note(RunningJob.POOL + pool);
    tellNamed();
    NoRun against = admission.awaitSlot();
    obstacle = against == null ? null : against.obstacle();
    return against == null ? null : against.outcome();
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
    for (String warning : context.progress.warnings()) {
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
        context.progress.warn(each);
      }
      String loss = job.logOutput().equals(Job.LOG_BOTH) ? null : copies.loss(!outcome.isSuccess());
      return loss == null ? outcome : outcome.withoutOutput(loss);
    }
  }

  private @Nullable PartialOutput partialOutput() {
    if (!job.mailsWhileRunning()) {
      return null;
    }
    PartialOutput partial = PartialOutput.of(context, job.mailEvery().millis(), OutputCopies.KEPT);
    context.progress.tellPrinted(partial);
    return partial;
  }

  private RunLog createLog(History history) {
    return RunLog.create(
        settings.outputDirectory(),
        job.slug(),
        context.progress.started(),
        job.logPolicy(),
        job.logOutput(),
        job.startPolicy().logsStart(),
        history.newestRun(context.progress.started()));
  }

  /** Under the lock still; that it fails is worth a warning, but does not change the run. */
  void removeOldLogs() {
    if (context.progress.runId() == null) {
      return;
    }
    try {
      new LogRetention(settings.outputDirectory(), job.slug(), job.logPolicy())
          .afterRun(context.progress.runId(), logged);
    } catch (PosixException e) {
      warning = "old logs were not removed: " + e.getMessage();
    }
  }

  private @Nullable Outcome beginInCluster(RunLog log) {
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
