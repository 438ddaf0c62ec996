package processcontrol.run;

import processcontrol.control.JobStopper;
import processcontrol.history.SkipCause;
import processcontrol.job.Job;
import processcontrol.job.Overlap;
import processcontrol.job.Pool;
import processcontrol.job.WhenRunning;
import processcontrol.lock.JobLock;
import processcontrol.lock.PoolQueue;
import processcontrol.lock.PoolSlot;
import processcontrol.lock.Replacement;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.MonotonicClock;
import processcontrol.posix.Poll;
import processcontrol.trigger.PendingTrigger;
import processcontrol.trigger.Spool;

/**
 * How a start gets its job's lock and a slot of its pool where they are taken, as the job's {@code
 * when_running} and {@code pool} say.
 */
final class Admission {

  private static final int FILE_MODE = 0660;

  /** How often is looked whether the lock is free. */
  private static final long TICK_MILLIS = 50;

  /** How many runs that came in between a start replaces before it gives up. */
  private static final int REPLACEMENTS = 10;

  private final RunContext context;
  private final Job job;
  private final String runDirectory;
  private String addition;
  private SkipCause cause = SkipCause.LOCK_HELD;

  Admission(RunContext context) {
    this.context = context;
    this.job = context.job;
    this.runDirectory = context.settings.runDirectory();
  }

  /** Takes the lock at once or after a wait; null if it is not to be had. */
  JobLock acquire() {
    JobLock lock = JobLock.tryAcquire(runDirectory, job.slug());
    if (lock != null || context.request.pending() == RunRequest.Pending.NEED) {
      return lock; // What triggers ask for is done after the run that goes on.
    }
    return switch (job.overlap().whenRunning()) {
      case QUEUE -> queue();
      case REPLACE -> replace();
      case REFUSE, SKIP -> null;
    };
  }

  /** Why the lock was not to be had. */
  String reason() {
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

  /** The same for programs. */
  SkipCause cause() {
    return cause;
  }

  /** Returns true if that is to be no error. */
  boolean isSkipped() {
    WhenRunning policy = job.overlap().whenRunning();
    return policy == WhenRunning.SKIP || policy == WhenRunning.QUEUE;
  }

  private JobLock queue() {
    try (Directory directory = Directory.open(runDirectory);
        Fd place = directory.openForUpdating(job.slug() + ".queue", FILE_MODE)) {
      if (!place.tryLock()) {
        addition = "another start is waiting already";
        return null;
      }
      Poll poll = new Poll(1);
      long end = context.lastStart();
      while (context.stopSignal() == 0) {
        JobLock lock = JobLock.tryAcquire(runDirectory, job.slug());
        if (lock != null) {
          return lock;
        }
        if (MonotonicClock.millis() >= end) {
          addition = "start_deadline is " + job.timing().startDeadline();
          cause = SkipCause.TOO_LATE;
          return null;
        }
        poll.clear();
        poll.add(context.requests.fd(), Poll.IN);
        poll.await(TICK_MILLIS);
      }
      return null;
    }
  }

  private JobLock replace() {
    for (int tries = 0; tries < REPLACEMENTS; tries++) {
      RunningJob running = RunningJob.find(runDirectory, job.slug());
      if (running != null && !running.run().isEmpty()) {
        Replacement.announce(runDirectory, job.slug(), running.run());
      }
      JobStopper.Result stopped =
          new JobStopper(runDirectory).stop(job.slug(), job.stopSignal(), job.killAfter());
      if (stopped == JobStopper.Result.STILL_RUNNING || context.stopSignal() != 0) {
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

  /** Waits for a slot; null if the wait of the job is over, or somebody asked to stop. */
  static PoolSlot awaitSlot(RunContext context) {
    Pool pool = context.job.overlap().pool();
    long end = MonotonicClock.millis() + context.job.overlap().poolWait().millis();
    end = Math.min(end, context.lastStart());
    String runDirectory = context.settings.runDirectory();
    Poll poll = new Poll(1);
    try (PoolQueue queue = PoolQueue.join(runDirectory, pool, dueSince(context))) {
      while (true) {
        PoolSlot slot = queue.isFirst() ? PoolSlot.tryTake(runDirectory, pool) : null;
        long left = end - MonotonicClock.millis();
        if (slot != null || left <= 0 || context.stopSignal() != 0) {
          return slot;
        }
        poll.clear();
        poll.add(context.requests.fd(), Poll.IN);
        poll.await(Math.min(left, TICK_MILLIS));
      }
    }
  }

  /** Since when the run is asked for: what other jobs triggered first, runs first. */
  private static long dueSince(RunContext context) {
    long since = context.started.epochMillis();
    if (context.request.pending() == RunRequest.Pending.LEAVE) {
      return since;
    }
    for (PendingTrigger trigger :
        new Spool(context.settings.stateDirectory()).read(context.job.slug())) {
      since = Math.min(since, trigger.time().epochMillis());
    }
    return since;
  }

  /** Returns what becomes of a start for which there is none. */
  static Outcome poolIsFull(RunContext context) {
    Overlap overlap = context.job.overlap();
    Pool pool = overlap.pool();
    boolean late = MonotonicClock.millis() >= context.lastStart();
    String reason =
        "the pool "
            + pool.name()
            + (overlap.poolWait().isZero()
                ? " is full"
                : late ? " stayed full" : " stayed full for " + overlap.poolWait())
            + (pool.limit() == 1 ? ": 1 job runs" : ": " + pool.limit() + " jobs run")
            + (late ? "; start_deadline is " + context.job.timing().startDeadline() : "");
    return late || overlap.whenRunning() == WhenRunning.SKIP
        ? Outcome.skipped(late ? SkipCause.TOO_LATE : SkipCause.POOL_FULL, reason)
        : Outcome.refused(SkipCause.POOL_FULL, reason);
  }
}
