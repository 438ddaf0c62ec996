package processcontrol.history;

import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.Poll;

/**
 * The lock under which an {@link Incident} is looked at, mailed about and changed: {@code <state
 * directory>/<slug>/incident.lock}. A run mails after it has released its job's lock, so the next
 * run may be over by then.
 */
public final class IncidentLock implements AutoCloseable {

  private static final String FILE_NAME = "incident.lock";
  private static final int FILE_MODE = 0640;
  private static final long RETRY_MILLIS = 50;

  private final Fd file;

  private IncidentLock(Fd file) {
    this.file = file;
  }

  /** Takes the lock; null if another process has it all the time. */
  public static @Nullable IncidentLock acquire(String stateDirectory, Slug slug, long millis) {
    Fd file;
    try (Directory root = Directory.open(stateDirectory);
        Directory directory = root.openOrMakeDirectory(slug.value(), History.DIRECTORY_MODE)) {
      file = directory.openForUpdating(FILE_NAME, FILE_MODE);
    }
    Poll pause = new Poll(0);
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (!file.tryLock()) {
      if (System.nanoTime() - deadline >= 0) {
        file.close();
        return null;
      }
      pause.await(RETRY_MILLIS);
    }
    return new IncidentLock(file);
  }

  @Override
  public void close() {
    file.close();
  }
}
