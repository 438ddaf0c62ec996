package processcontrol.lock;

import org.jspecify.annotations.Nullable;
import processcontrol.job.Pool;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;

/**
 * One of the slots of a pool, {@code <run directory>/pool-<name>.<n>}: an exclusive flock(2) that a
 * run holds besides its job's lock. Commands inherit it, so that one whose supervisor was killed
 * still counts.
 *
 * <p>A run takes its job's lock first and then a slot, and whoever has a slot waits for nothing
 * more; so no two runs wait for each other.
 */
public final class PoolSlot implements AutoCloseable {

  private static final int FILE_MODE = 0660;

  private final Fd file;

  private PoolSlot(Fd file) {
    this.file = file;
  }

  /** Takes a slot; null if all are taken. */
  public static @Nullable PoolSlot tryTake(String runDirectory, Pool pool) {
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

  Fd fd() {
    return file;
  }

  /** Gives the slot up, also for what a command left running on purpose. */
  public void release() {
    file.unlock();
  }

  @Override
  public void close() {
    file.close();
  }
}
