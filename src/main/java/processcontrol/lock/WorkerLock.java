package processcontrol.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.Spawner;

/**
 * The turn of serving the triggers of a job, {@code <run directory>/<slug>.turn}: a flock(2) that
 * one process has, waits with, and keeps until nothing is left to do. So of many triggers at once
 * only the first starts a process.
 */
public final class WorkerLock implements AutoCloseable {

  private static final int FILE_MODE = 0660;

  private final Fd file;

  private WorkerLock(Fd file) {
    this.file = file;
  }

  /** Takes the turn; null if another process has it. */
  public static @Nullable WorkerLock tryTake(String runDirectory, Slug job) {
    WorkerLock workerLock = new WorkerLock(open(runDirectory, job));
    if (workerLock.tryTake()) {
      return workerLock;
    }
    workerLock.close();
    return null;
  }

  /** The turn that whoever started this process took for it, or that is free; else null. */
  public static @Nullable WorkerLock inherited(String runDirectory, Slug job) {
    String path = runDirectory + "/" + fileName(job);
    try {
      Path link = Path.of("/proc/self/fd/" + Spawner.LOCK_FD);
      if (Files.isSameFile(link, Path.of(path))) {
        WorkerLock workerLock = new WorkerLock(Fd.inherited(Spawner.LOCK_FD, path));
        return workerLock.tryTake() ? workerLock : null; // It has it already, if all is well.
      }
    } catch (IOException e) {
      return tryTake(runDirectory, job); // There is no such descriptor, or no such file.
    }
    return tryTake(runDirectory, job);
  }

  private static Fd open(String runDirectory, Slug job) {
    try (Directory directory = Directory.open(runDirectory)) {
      return directory.openForUpdating(fileName(job), FILE_MODE);
    }
  }

  private static String fileName(Slug job) {
    return job + ".turn";
  }

  /** Takes the turn again. */
  public boolean tryTake() {
    return file.tryLock();
  }

  /** Gives the turn up, for every process that has the descriptor. */
  public void release() {
    file.unlock();
  }

  /** To be inherited by the process that takes the turn over. */
  public Fd fd() {
    return file;
  }

  /** Closes the descriptor; a process that inherited it keeps the turn. */
  @Override
  public void close() {
    file.close();
  }
}
