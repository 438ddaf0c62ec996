package processcontrol.start;

import java.io.PrintStream;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.history.HistoryReader;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.lock.WorkerLock;
import processcontrol.posix.Account;
import processcontrol.posix.Clock;
import processcontrol.posix.CurrentProcess;
import processcontrol.run.ExitCode;
import processcontrol.run.Obstacle;
import processcontrol.run.Outcome;
import processcontrol.run.RunReport;
import processcontrol.run.RunResources;
import processcontrol.trigger.PendingTrigger;
import processcontrol.trigger.Spool;

/**
 * {@code run-job --serve NAME}: runs a job for as long as triggers wait for it, one run after the
 * other. It has the {@link WorkerLock} for as long as it lives.
 */
public final class TriggerWorker {

  /**
   * Time that a start takes to name its run, or a process that asks for the lock to give it back.
   */
  private static final long TICK_MILLIS = 20;

  private static final int TICKS = 3;

  private final StartRequest request;
  private final GlobalConfig config;
  private final Account account;
  private final PrintStream err;
  private final Slug job;
  private final Spool spool;
  private final RunResources resources;
  private final Clock clock;
  private boolean stopped;

  TriggerWorker(
      StartRequest request, GlobalConfig config, Account account, PrintStream err, Clock clock) {
    this.clock = clock;
    this.resources = RunResources.install(clock);
    this.request = request;
    this.config = config;
    this.account = account;
    this.err = err;
    this.job = new Slug(request.job());
    this.spool = new Spool(config.stateDirectory());
  }

  public static int run(
      StartRequest request, GlobalConfig config, Account account, PrintStream err) {
    new TriggerWorker(request, config, account, err, Clock.SYSTEM).serve();
    return ExitCode.SUCCESS.status();
  }

  void serve() {
    CurrentProcess.umask(0);
    try (WorkerLock workerLock = WorkerLock.inherited(config.runDirectory(), job)) {
      boolean mine = workerLock != null;
      while (mine) {
        while (!stopped && hasWork() && runOnce()) {
          // The next one.
        }
        if (stopped) {
          return; // What waits is for the crontab's line; what failed now would fail at once again.
        }
        workerLock.release();
        // Somebody may have found the turn taken in the last moment.
        mine = hasWork() && !isRunning() && workerLock.tryTake();
      }
    }
  }

  private boolean hasWork() {
    return spool.isPending(job) && Hold.find(config.stateDirectory(), job) == null;
  }

  /** Returns true if the job is running; a run that just begins is named within the next ticks. */
  private boolean isRunning() {
    for (int tick = 0; tick < TICKS; tick++) {
      if (WorkerStarter.isRunning(config, job)) {
        return true;
      }
      sleep(TICK_MILLIS);
    }
    return false;
  }

  /** Runs the job once; returns whether to continue. */
  private boolean runOnce() {
    JobStart action = JobStart.serving(request, config, account, err, resources);
    awaitIdle(action.job().chain().idle().millis());
    if (stopped) {
      return false;
    }
    action.run();
    RunReport report = action.report();
    Outcome outcome = report.outcome();
    stopped =
        outcome.result() == Result.KILLED
            || outcome.result() == Result.ERROR
            || report.obstacle() == Obstacle.POOL;
    return !stopped && report.obstacle() != Obstacle.RUNNING;
  }

  /**
   * Waits for the end of the job's idle time: from the first trigger, which later ones do not
   * change, and from the end of the last run. If a run of another process has taken the triggers
   * meanwhile, those that came after it have a time of their own.
   */
  private void awaitIdle(long idle) {
    UtcTime known = null;
    long end = 0;
    while (idle != 0 && !stopped) {
      List<PendingTrigger> triggers = spool.read(job);
      if (triggers.isEmpty()) {
        return;
      }
      UtcTime first = triggers.get(0).time();
      if (!first.equals(known)) {
        known = first;
        long due = Math.max(first.epochMillis(), lastEnd()) + idle;
        // A clock that was set back must not make it longer.
        end = clock.monotonic() + Math.min(due - clock.wall(), idle);
      }
      if (clock.monotonic() >= end) {
        return;
      }
      sleep(end - clock.monotonic());
    }
  }

  private long lastEnd() {
    try (HistoryReader history = HistoryReader.open(config.stateDirectory(), job)) {
      for (RunRecord record = history.next(); record != null; record = history.next()) {
        if (record.result() != Result.SKIPPED && record.ended() != null) {
          return record.ended().epochMillis();
        }
      }
      return 0;
    }
  }

  private void sleep(long millis) {
    stopped |= resources.awaitStop(millis) != 0;
  }
}
