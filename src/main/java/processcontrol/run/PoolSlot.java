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
  static PoolSlot await(Course course) {
    Pool pool = course.job.overlap().pool();
    long end = Supervisor.clock() + course.job.overlap().poolWait().millis();
    Poll poll = new Poll(1);
    while (true) {
      PoolSlot slot = tryTake(course.settings.runDirectory(), pool);
      long left = end - Supervisor.clock();
      if (slot != null || left <= 0 || course.stopSignal() != 0) {
        return slot;
      }
      poll.clear();
      poll.add(course.requests.fd(), Poll.IN);
      poll.await(Math.min(left, TICK_MILLIS));
    }
  }

  /** Why there is no slot. */
  private static String reason(Overlap overlap) {
    Pool pool = overlap.pool();
    boolean waited = !overlap.poolWait().isZero();
    return "the pool "
        + pool.name()
        + (waited ? " stayed full for " + overlap.poolWait() : " is full")
        + (pool.limit() == 1 ? ": 1 job runs" : ": " + pool.limit() + " jobs run");
  }

  /** What becomes of a start for which there is none. */
  static Outcome full(Overlap overlap) {
    return overlap.whenRunning() == WhenRunning.SKIP
        ? Outcome.skipped(reason(overlap))
        : Outcome.alreadyRunning(reason(overlap));
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
