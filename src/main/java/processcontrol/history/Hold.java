package processcontrol.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;

/**
 * A stop on a job's scheduled runs until it is released, {@code <state directory>/<slug>/hold}.
 *
 * @param reason a sentence
 * @param since when it was set
 * @param by the user who set it; null if it was the program itself or is not known
 * @param automatic whether the program itself set it
 */
public record Hold(String reason, UtcTime since, @Nullable String by, boolean automatic) {

  /** Stands for the moment since which a job is on hold where the file does not say it. */
  public static final long UNKNOWN = 0;

  private static final String FILE_NAME = "hold";

  /** File with the last release: by whom, when and why; failures before that no longer count. */
  private static final String RELEASE_FILE_NAME = "released";

  /** Prefix of the reason in the record of a start that was skipped for a hold. */
  private static final String PREFIX = "on hold since ";

  private static final int FILE_MODE = 0640;

  /** Makes a hold of an operator. */
  public Hold(String reason, UtcTime since, @Nullable String by) {
    this(reason, since, by, false);
  }

  /** The job's hold, or null. One that cannot be read is a hold all the same. */
  public static @Nullable Hold find(String stateDirectory, Slug slug) {
    return read(stateDirectory + "/" + slug + "/" + FILE_NAME);
  }

  /** The job's last release, in the form of a hold; null if there was none. */
  public static @Nullable Hold lastRelease(String stateDirectory, Slug slug) {
    return read(stateDirectory + "/" + slug + "/" + RELEASE_FILE_NAME);
  }

  private static @Nullable Hold read(String path) {
    StateFile file = StateFile.read(path);
    if (file == null) {
      return null;
    }
    Hold hold = of(file.members());
    if (hold != null) {
      return hold;
    }
    String fault = file.fault() == null ? StateFile.damaged(path).fault() : file.fault();
    return new Hold(String.valueOf(fault), new UtcTime(UNKNOWN), null);
  }

  private static @Nullable Hold of(@Nullable Map<String, Object> members) {
    try {
      if (members != null
          && members.get("reason") instanceof String reason
          && members.get("since") instanceof String since) {
        boolean automatic = "yes".equals(members.get("automatic"));
        return new Hold(reason, UtcTime.parse(since), (String) members.get("by"), automatic);
      }
    } catch (IllegalArgumentException | ClassCastException e) {
      return null; // Not ours; jobs can write here.
    }
    return null;
  }

  /** The reason of a start that is skipped for this hold. */
  public String inWords() {
    return PREFIX + since + ": " + reason;
  }

  /** Since when the job was on hold, from {@link #inWords}; null if it is another reason. */
  public static @Nullable UtcTime sinceIn(@Nullable String reason) {
    int end = PREFIX.length() + UtcTime.LENGTH;
    if (reason == null || !reason.startsWith(PREFIX) || reason.length() < end) {
      return null;
    }
    try {
      return UtcTime.parse(reason.substring(PREFIX.length(), end));
    } catch (IllegalArgumentException e) {
      return null; // Not ours; jobs can write to their history.
    }
  }

  /** Puts the job on hold; a hold that is there already is replaced whole. */
  public void set(String stateDirectory, Slug slug) {
    write(stateDirectory, slug, FILE_NAME);
  }

  private void write(String stateDirectory, Slug slug, String fileName) {
    JsonLine members =
        new JsonLine().add("reason", reason).add("since", since.toString()).add("by", by);
    byte[] line = (automatic ? members.add("automatic", "yes") : members).toBytes();
    try (Directory root = Directory.open(stateDirectory);
        Directory directory = root.openOrMakeDirectory(slug.value(), History.DIRECTORY_MODE)) {
      directory.replaceFile(fileName, line, FILE_MODE);
    }
  }

  /**
   * Releases the job, and keeps the user and the reason.
   *
   * @param release when, by whom, and why; an empty reason if none was given
   * @return whether it was on hold
   */
  public static boolean release(String stateDirectory, Slug slug, Hold release) {
    if (find(stateDirectory, slug) == null) {
      return false;
    }
    release.write(stateDirectory, slug, RELEASE_FILE_NAME);
    try (Directory root = Directory.open(stateDirectory);
        Directory directory = root.openDirectory(slug.value())) {
      return directory.unlink(FILE_NAME);
    }
  }
}
