package processcontrol.lock;

import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/**
 * The wish that a job which is kept running begins again when its keeper is told to stop, {@code
 *
 * <run directory>/<slug>.restart}. It counts only while the process that wishes it waits for it,
 * with the file locked: one that was left behind must not keep a job alive that is to end.
 */
public final class RestartMark implements AutoCloseable {

  private static final int FILE_MODE = 0660;
  private static final byte[] WISH = {'1', '\n'};

  private final Fd file;

  private RestartMark(Fd file) {
    this.file = file;
  }

  /** Sets the mark; returns null if another process waits for a restart already. */
  public static @Nullable RestartMark trySet(String runDirectory, Slug slug) {
    CurrentProcess.umask(0);
    try (Directory directory = Directory.open(runDirectory)) {
      Fd file = directory.openForUpdating(name(slug), FILE_MODE);
      if (!file.tryLock()) {
        file.close();
        return null;
      }
      file.replaceContent(WISH);
      return new RestartMark(file);
    }
  }

  /** Returns true if the job is to begin again. */
  public static boolean isSet(String runDirectory, Slug slug) {
    return look(runDirectory, slug, false);
  }

  /** As {@link #isSet}, and takes the mark away. */
  public static boolean take(String runDirectory, Slug slug) {
    return look(runDirectory, slug, true);
  }

  private static boolean look(String runDirectory, Slug slug, boolean take) {
    try (Directory directory = Directory.open(runDirectory);
        Fd file = directory.openForUpdating(name(slug), FILE_MODE)) {
      boolean set = file.status().size() > 0 && !file.tryLock();
      if (take) {
        file.truncate(0);
      }
      return set;
    } catch (PosixException e) {
      return false;
    }
  }

  private static String name(Slug slug) {
    return slug + ".restart";
  }

  @Override
  public void close() {
    file.truncate(0);
    file.close();
  }
}
