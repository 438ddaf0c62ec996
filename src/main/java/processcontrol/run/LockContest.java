package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.control.JobStopper;
import processcontrol.history.Skip;
import processcontrol.history.SkipCause;
import processcontrol.job.Job;
import processcontrol.job.WhenRunning;
import processcontrol.lock.JobLock;
import processcontrol.lock.Replacement;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;

/** The action of a start whose job's lock another run has, as {@code when_running} says. */
final class LockContest {

  private static final int FILE_MODE = 0660;

  /** Interval of checks for the lock, in milliseconds. */
  private static final long TICK_MILLIS = 50;

  /** Number of runs that came in between that a start replaces before it gives up. */
  private static final int REPLACEMENTS = 10;

  private final RunContext context;
  private final Job job;
  private final String runDirectory;
  private final boolean isTriggered;
  private @Nullable String addition;
  private SkipCause cause = SkipCause.LOCK_HELD;

  LockContest(RunContext context) {
    this.context = context;
    this.job = context.job;
    this.runDirectory = context.settings.runDirectory();
    this.isTriggered = context.progress.request().pending() == RunRequest.Pending.NEED;
  }

  /** Takes the lock after a wait, or from the run that has it; null if it is not to be had. */
  @Nullable JobLock win() {
    if (isTriggered) {
      return null; // Work for triggers is done after the current run.
    }
    return switch (job.overlap().whenRunning()) {
      case QUEUE -> queue();
      case REPLACE -> replace();
      case REFUSE, SKIP -> null;
    };
  }

  /** Returns what becomes of a start that has not won. */
  NoRun lost() {
    if (context.stops.signal() != 0) {
      return NoRun.stopped(context.stops.signal());
    }
    WhenRunning policy = job.overlap().whenRunning();
    boolean skips = policy == WhenRunning.SKIP || policy == WhenRunning.QUEUE;
    Skip skip = new Skip(cause, reason());
    return skips && !isTriggered
        ? NoRun.skipped(Obstacle.RUNNING, skip)
        : NoRun.refused(Obstacle.RUNNING, skip);
  }

  private String reason() {
    RunningJob running = RunningJob.find(runDirectory, job.slug());
    String text = "already running";
    if (running != null && running.started() != null) {
      boolean supervised = running.isSupervised();
      int pid = supervised ? running.pid() : running.childPid();
      String without = supervised ? "" : ", without its supervisor";
      text += " (pid " + pid + without + ", since " + running.started() + ")";
    }
    return addition == null ? text : text + "; " + addition;
  }

  private @Nullable JobLock queue() {
    try (Directory directory = Directory.open(runDirectory);
        Fd place = directory.openForUpdating(job.slug() + ".queue", FILE_MODE)) {
      if (!place.tryLock()) {
        addition = "another start is waiting already";
        return null;
      }
      long end = context.lastStart();
      while (context.stops.signal() == 0) {
        JobLock lock = JobLock.tryAcquire(runDirectory, job.slug());
        if (lock != null) {
          return lock;
        }
        if (context.clock.monotonic() >= end) {
          addition = "start_deadline is " + job.timing().startDeadline();
          cause = SkipCause.TOO_LATE;
          return null;
        }
        context.stops.await(TICK_MILLIS);
      }
      return null;
    }
  }

  private @Nullable JobLock replace() {
    for (int tries = 0; tries < REPLACEMENTS; tries++) {
      RunningJob running = RunningJob.find(runDirectory, job.slug());
      if (running != null && !running.run().isEmpty()) {
        Replacement.announce(runDirectory, job.slug(), running.run());
      }
      JobStopper.Result stopped =
          new JobStopper(runDirectory).stop(job.slug(), job.stopSignal(), job.killAfter());
      if (stopped == JobStopper.Result.STILL_RUNNING || context.stops.signal() != 0) {
        addition = "it could not be stopped";
        return null;
      }
      JobLock lock = JobLock.tryAcquire(runDirectory, job.slug());
      if (lock != null) {
        Replacement.forget(runDirectory, job.slug());
        return lock;
      }
    }
    addition = "other starts always came first";
    return null;
  }
}
