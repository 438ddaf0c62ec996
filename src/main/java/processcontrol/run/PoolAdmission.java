package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.history.SkipCause;
import processcontrol.job.Job;
import processcontrol.job.Overlap;
import processcontrol.job.Pool;
import processcontrol.job.WhenRunning;
import processcontrol.lock.PoolQueue;
import processcontrol.lock.PoolSlot;
import processcontrol.trigger.PendingTrigger;
import processcontrol.trigger.Spool;

/** Gets a slot of its job's {@code pool} for a run. */
final class PoolAdmission {

  /** Interval of checks for a slot, in milliseconds. */
  private static final long TICK_MILLIS = 50;

  private final RunContext context;
  private final Job job;
  private final @Nullable Pool pool;
  private final String runDirectory;

  PoolAdmission(RunContext context) {
    this.context = context;
    this.job = context.job;
    this.pool = job.overlap().pool();
    this.runDirectory = context.settings.runDirectory();
  }

  /** Takes a slot; null if none is free, or other runs have waited for it. */
  @Nullable PoolSlot tryTake() {
    return PoolQueue.isWaitedFor(runDirectory, pool) ? null : PoolSlot.tryTake(runDirectory, pool);
  }

  /** Waits for a slot; null if the wait of the job is over, or a stop was requested. */
  @Nullable PoolSlot await() {
    long end = context.clock.monotonic() + job.overlap().poolWait().millis();
    end = Math.min(end, context.lastStart());
    try (PoolQueue queue = PoolQueue.join(runDirectory, pool, dueSince())) {
      while (true) {
        PoolSlot slot = queue.isFirst() ? PoolSlot.tryTake(runDirectory, pool) : null;
        long left = end - context.clock.monotonic();
        if (slot != null || left <= 0 || context.stops.signal() != 0) {
          return slot;
        }
        context.stops.await(Math.min(left, TICK_MILLIS));
      }
    }
  }

  /** Since when the run is asked for: what other jobs triggered first, runs first. */
  private long dueSince() {
    long since = context.progress.started().epochMillis();
    if (context.progress.leavesTriggers()) {
      return since;
    }
    for (PendingTrigger trigger : new Spool(context.settings.stateDirectory()).read(job.slug())) {
      since = Math.min(since, trigger.time().epochMillis());
    }
    return since;
  }

  /** Returns what becomes of a start for which there is no slot. */
  NoRun full() {
    Overlap overlap = job.overlap();
    boolean late = context.clock.monotonic() >= context.lastStart();
    String reason =
        "the pool "
            + pool.name()
            + (overlap.poolWait().isZero()
                ? " is full"
                : late ? " stayed full" : " stayed full for " + overlap.poolWait())
            + (pool.limit() == 1 ? ": 1 job runs" : ": " + pool.limit() + " jobs run")
            + (late ? "; start_deadline is " + job.timing().startDeadline() : "");
    boolean skips = late || overlap.whenRunning() == WhenRunning.SKIP;
    return skips
        ? new NoRun(
            Obstacle.POOL,
            Outcome.skipped(late ? SkipCause.TOO_LATE : SkipCause.POOL_FULL, reason),
            true)
        : new NoRun(Obstacle.POOL, Outcome.refused(SkipCause.POOL_FULL, reason), false);
  }
}
