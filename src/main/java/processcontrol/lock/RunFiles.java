package processcontrol.lock;

import java.io.File;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.PosixException;

/** The files of one job in the run directory, where jobs can put something else in their place. */
public final class RunFiles {

  private static final String[] SUFFIXES = {".keep", ".turn", ".restart", ".queue", ".replaced"};

  private RunFiles() {}

  /** Names what is no file and ought to be one; null if there is no such thing. */
  public static @Nullable String faultOf(String runDirectory, Slug slug) {
    try (Directory directory = Directory.open(runDirectory)) {
      for (String suffix : SUFFIXES) {
        String kind = kindOf(directory, slug + suffix);
        if (kind != null) {
          return directory.path() + "/" + slug + suffix + ": it is " + kind + "; remove it";
        }
      }
      return null;
    } catch (PosixException e) {
      return e.isNotFound() ? null : e.getMessage();
    }
  }

  /** Returns true if there is one of these files, by the names of all of the directory. */
  static boolean areIn(Set<String> names, Slug slug) {
    for (String suffix : SUFFIXES) {
      if (names.contains(slug + suffix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Removes the files of a job that does not exist any more, but for the lock, which is emptied:
   * another process may just have opened it, and would lock a file without a name.
   *
   * @param lock of the job, held
   */
  public static void remove(String runDirectory, Slug slug, JobLock lock) {
    try (Directory directory = Directory.open(runDirectory)) {
      for (String suffix : SUFFIXES) {
        if (kindOf(directory, slug + suffix) == null) {
          directory.unlink(slug + suffix);
        }
      }
      lock.clear();
    }
  }

  /** Returns the names of the jobs whose locks name a run. */
  public static Set<String> jobs(String runDirectory) {
    Set<String> jobs = new TreeSet<>();
    String[] names = new File(runDirectory).list();
    for (String name : names == null ? new String[0] : names) {
      boolean named = name.endsWith(".lock") && Slug.isValid(name.substring(0, name.length() - 5));
      if (named && new File(runDirectory, name).length() > 0) {
        jobs.add(name.substring(0, name.length() - 5));
      }
    }
    return jobs;
  }

  private static @Nullable String kindOf(Directory directory, String name) {
    try {
      return directory.statusOf(name).kindUnlessRegular();
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }
}
