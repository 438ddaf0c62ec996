package processcontrol.lock;

import java.nio.charset.StandardCharsets;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;
import processcontrol.posix.RegularFile;

/**
 * The note by which a start tells the run that it stops that it takes its place, {@code <run
 * directory>/<slug>.replaced}: the name of that run. Only people read what comes of it.
 */
public final class Replacement {

  private static final int FILE_MODE = 0660;
  private static final int MAX_SIZE = 4096;

  private Replacement() {}

  public static void announce(String runDirectory, Slug job, String run) {
    try (Directory directory = Directory.open(runDirectory);
        Fd file = directory.openForUpdating(job + ".replaced", FILE_MODE)) {
      file.replaceContent(run.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Returns true if it was this run that was replaced. */
  public static boolean isOf(String runDirectory, Slug job, String run) {
    try (Fd file = RegularFile.openForReading(runDirectory + "/" + job + ".replaced")) {
      return new String(file.readAll(MAX_SIZE), StandardCharsets.UTF_8).equals(run);
    } catch (PosixException e) {
      return false; // As for nearly all runs: there is none.
    }
  }

  public static void forget(String runDirectory, Slug job) {
    try (Directory directory = Directory.open(runDirectory)) {
      directory.unlink(job + ".replaced");
    }
  }
}
