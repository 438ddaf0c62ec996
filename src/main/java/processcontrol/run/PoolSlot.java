package processcontrol.run;

import processcontrol.job.Overlap;
import processcontrol.job.Pool;
import processcontrol.job.WhenRunning;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;

/**
 * One of the slots of a pool, {@code <run directory>/pool-<name>.<n>}: an exclusive flock(2) that a
 * run holds besides its job's lock. Commands inherit it, so that one whose supervisor was killed
 * still counts.
 *
 * <p>A run takes its job's lock first and then a slot, and whoever has a slot waits for nothing
 * more; so no two runs wait for each other.
 */
final class PoolSlot implements AutoCloseable {

  private static final int FILE_MODE = 0660;

  /** How often is looked for a free slot. */
  private static final long TICK_MILLIS = 50;

  private final Fd file;

  private PoolSlot(Fd file) {
    this.file = file;
  }

  /** Takes a slot; null if all are taken. */
  static PoolSlot tryTake(String runDirectory, Pool pool) {
    try (Directory directory = Directory.open(runDirectory)) {
      for (int number = 1; number <= pool.limit(); number++) {
        Fd file = directory.openForUpdating("pool-" + pool.name() + "." + number, FILE_MODE);
        if (file.tryLock()) {
          return new PoolSlot(file);
        }
        file.close();
      }
    }
    return null;
  }

  /** Waits for a slot; null if the wait of the job is over, or somebody asked to stop. */
  static PoolSlot await(RunContext context) {
    Pool pool = context.job.overlap().pool();
    long end = Supervisor.clock() + context.job.overlap().poolWait().millis();
    end = Math.min(end, context.lastStart());
    Poll poll = new Poll(1);
    while (true) {
      PoolSlot slot = tryTake(context.settings.runDirectory(), pool);
      long left = end - Supervisor.clock();
      if (slot != null || left <= 0 || context.stopSignal() != 0) {
        return slot;
      }
      poll.clear();
      poll.add(context.requests.fd(), Poll.IN);
      poll.await(Math.min(left, TICK_MILLIS));
    }
  }

  /** What becomes of a start for which there is none. */
  static Outcome full(RunContext context) {
    Overlap overlap = context.job.overlap();
    Pool pool = overlap.pool();
    boolean late = Supervisor.clock() >= context.lastStart();
    String reason =
        "the pool "
            + pool.name()
            + (overlap.poolWait().isZero()
                ? " is full"
                : late ? " stayed full" : " stayed full for " + overlap.poolWait())
            + (pool.limit() == 1 ? ": 1 job runs" : ": " + pool.limit() + " jobs run")
            + (late ? "; start_deadline is " + context.job.timing().startDeadline() : "");
    return late || overlap.whenRunning() == WhenRunning.SKIP
        ? Outcome.skipped(reason)
        : Outcome.alreadyRunning(reason);
  }

  Fd fd() {
    return file;
  }

  /** Gives the slot up, also for what a command left running on purpose. */
  void release() {
    file.unlock();
  }

  @Override
  public void close() {
    file.close();
  }
}
