package processcontrol.run;

import java.util.List;
import processcontrol.history.History;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.posix.PosixException;
import processcontrol.posix.Self;
import processcontrol.posix.StopRequests;
import processcontrol.runlog.RunLog;

/**
 * Carries out one run, from taking the lock to releasing it. The process is the service user by
 * now, for good.
 */
public final class JobRunner {

  private final RunRequest request;
  private final Job job;
  private final RunSettings settings;
  private final Console console;
  private final UtcTime started = UtcTime.now();
  private String logPath;

  public JobRunner(RunRequest request, RunSettings settings, Console console) {
    this.request = request;
    this.job = request.job();
    this.settings = settings;
    this.console = console;
  }

  /** The path of the run's log; null if it did not come to that. */
  public String logPath() {
    return logPath;
  }

  /**
   * Runs the job.
   *
   * @throws PosixException if the lock or the history could not be had, or the record not written
   */
  public Outcome run() {
    Self.umask(0);
    StopRequests requests = StopRequests.install();
    try (JobLock lock = JobLock.tryAcquire(settings.runDirectory(), job.slug())) {
      if (lock == null) {
        return alreadyRunning();
      }
      try (History history = History.open(settings.stateDirectory(), job.slug())) {
        recordLost(lock, history);
        return runLocked(lock, history, requests);
      }
    }
  }

  private Outcome alreadyRunning() {
    RunningJob running = RunningJob.find(settings.runDirectory(), job.slug());
    String reason = "already running";
    if (running != null && running.started() != null) {
      boolean supervised = running.isSupervised();
      int pid = supervised ? running.pid() : running.childPid();
      String without = supervised ? "" : ", without its supervisor";
      reason += " (pid " + pid + without + ", since " + running.started() + ")";
    }
    return job.allowOvertime() ? skip(reason) : Outcome.alreadyRunning(reason);
  }

  /** Records that the job was not run, on purpose. */
  public Outcome skip(String reason) {
    Self.umask(0);
    Outcome skipped = Outcome.skipped(reason);
    try (History history = History.open(settings.stateDirectory(), job.slug())) {
      history.append(record(null, skipped, UtcTime.now()).toLine());
    }
    return skipped;
  }

  /** The lock was free and yet names a run: its supervisor was killed, or the machine went down. */
  private void recordLost(JobLock lock, History history) {
    String runId = lock.lostRunId();
    byte[] record = lock.lostRecord();
    // A supervisor may also have died between writing its record and clearing the lock file.
    if (runId != null && record != null && !history.contains(runId)) {
      history.append(record);
    }
  }

  private Outcome runLocked(JobLock lock, History history, StopRequests requests) {
    Outcome outcome;
    boolean survivors = false;
    String runId = null;
    PosixException failure = null;
    try (RunLog log = RunLog.create(settings.outputDirectory(), job.slug(), started)) {
      runId = log.runId();
      logPath = log.path();
      RunFacts facts = new RunFacts(lock, runId, started, lostRecord(runId));
      CommandSequence commands =
          new CommandSequence(request, settings, facts, log, console, requests);
      outcome = commands.run();
      survivors = commands.hasSurvivors();
      if (log.failure() != null) {
        outcome = incomplete(outcome, log.failure());
      }
    } catch (PosixException e) {
      failure = e;
      outcome = Outcome.error(e.getMessage());
    }
    record(history, record(runId, outcome, UtcTime.now()), failure);
    lock.clear();
    if (!survivors) {
      lock.release();
    }
    return outcome;
  }

  /** A failure of our own is reported even where it keeps the record from being written, too. */
  private static void record(History history, RunRecord record, PosixException failure) {
    try {
      history.append(record.toLine());
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

  private byte[] lostRecord(String runId) {
    String reason = "the supervisor vanished before it could record how the run ended";
    Outcome lost = new Outcome(Result.LOST, reason, 0, null, null);
    return record(runId, lost, null).toLine();
  }

  private RunRecord record(String runId, Outcome outcome, UtcTime ended) {
    return new RunRecord(
        runId,
        job.slug(),
        outcome.result(),
        outcome.reason(),
        outcome.exitCode(),
        outcome.signal(),
        ended == null ? null : Integer.valueOf(outcome.status()),
        started,
        ended,
        runId == null ? 0 : 1,
        request.trigger(),
        request.arguments(),
        request.invokedBy(),
        job.sha256(),
        logPath,
        List.of(),
        List.of());
  }
}
