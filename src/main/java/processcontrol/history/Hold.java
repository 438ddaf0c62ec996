package processcontrol.history;

import java.util.Map;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/**
 * A stop on a job's scheduled runs until it is released, {@code <state directory>/<slug>/hold}.
 *
 * @param reason a sentence; never empty
 * @param since when it was set
 * @param by the user who set it; null if it was the program itself or nobody known
 */
public record Hold(String reason, UtcTime since, String by) {

  private static final String FILE_NAME = "hold";
  private static final int FILE_MODE = 0640;
  private static final int MAX_SIZE = 65_536;

  /** The job's hold, or null. One that cannot be read is a hold all the same. */
  public static Hold find(String stateDirectory, Slug slug) {
    String path = stateDirectory + "/" + slug + "/" + FILE_NAME;
    try (Fd file = Fd.openForReading(path)) {
      Hold hold = of(JsonReader.read(file.readAll(MAX_SIZE)));
      return hold == null ? new Hold(path + " is damaged", new UtcTime(0), null) : hold;
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  private static Hold of(Map<String, Object> members) {
    try {
      if (members != null
          && members.get("reason") instanceof String reason
          && members.get("since") instanceof String since) {
        return new Hold(reason, UtcTime.parse(since), (String) members.get("by"));
      }
    } catch (IllegalArgumentException | ClassCastException e) {
      return null; // Not ours; jobs can write here.
    }
    return null;
  }

  /** Puts the job on hold; a hold that is there already is replaced whole. */
  public void set(String stateDirectory, Slug slug) {
    byte[] line =
        new JsonLine().add("reason", reason).add("since", since.toString()).add("by", by).toBytes();
    try (Directory root = Directory.open(stateDirectory);
        Directory directory = root.openOrMakeDirectory(slug.value(), History.DIRECTORY_MODE)) {
      directory.replaceFile(FILE_NAME, line, FILE_MODE);
    }
  }

  /** Releases the job; returns whether it was on hold. */
  public static boolean release(String stateDirectory, Slug slug) {
    try (Directory root = Directory.open(stateDirectory);
        Directory directory = root.openDirectory(slug.value())) {
      return directory.unlink(FILE_NAME);
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }
}
