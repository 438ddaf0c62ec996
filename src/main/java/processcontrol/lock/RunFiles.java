package processcontrol.lock;

import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.PosixException;

/** The files of one job in the run directory, where jobs can put something else in their place. */
public final class RunFiles {

  private static final String[] SUFFIXES = {".keep", ".turn", ".restart", ".queue", ".replaced"};

  private RunFiles() {}

  /** Names what is no file and ought to be one; null if there is no such thing. */
  public static String faultOf(String runDirectory, Slug slug) {
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

  private static String kindOf(Directory directory, String name) {
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
