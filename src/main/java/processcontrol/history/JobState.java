package processcontrol.history;

import java.io.File;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.PosixException;

/** All that is kept of one job in the state directory. */
public final class JobState {

  private static final String[] NAMES = {
    History.FILE_NAME,
    History.OLD_FILE_NAME,
    "hold",
    "released",
    "incident",
    "incident.lock",
    "backoff"
  };

  private JobState() {}

  /** Returns true if there is a directory of the job. */
  public static boolean exists(String stateDirectory, Slug slug) {
    return new File(stateDirectory + "/" + slug).isDirectory();
  }

  /** Removes it. Files of others stay, and the directory with them. */
  public static void remove(String stateDirectory, Slug slug) {
    try (Directory root = Directory.open(stateDirectory);
        Directory directory = root.openDirectory(slug.value())) {
      for (String name : NAMES) {
        directory.unlink(name);
      }
      new File(directory.path()).delete(); // Only if it is empty.
    } catch (PosixException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }
}
