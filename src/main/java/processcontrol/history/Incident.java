package processcontrol.history;

import java.io.File;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;

/**
 * State of the mails about the current failures of a job, {@code <state
 * directory>/<slug>/incident}; there is none while the job succeeds.
 *
 * @param first the first failed run
 * @param latest the run that was considered last
 * @param thread the Message-ID of the mail that announced it; null while none could be sent
 * @param announced when that was; null while none could be sent
 * @param mailed when the last mail was sent, or null
 * @param suppressed failed runs since then that no mail was sent about
 * @param recovered whether it is over and only the mail about that could not be sent
 * @param error why the last mail could not be sent; null if it was
 */
public record Incident(
    @Nullable String first,
    @Nullable String latest,
    @Nullable String thread,
    @Nullable UtcTime announced,
    @Nullable UtcTime mailed,
    int suppressed,
    boolean recovered,
    @Nullable String error) {

  private static final String FILE_NAME = "incident";
  private static final int FILE_MODE = 0640;

  /** Returns true if there is one, readable or not; costs next to nothing. */
  public static boolean exists(String stateDirectory, Slug slug) {
    return new File(stateDirectory + "/" + slug + "/" + FILE_NAME).exists();
  }

  /** The job's incident; null if there is none, or what is there is not readable as one. */
  public static @Nullable Incident find(String stateDirectory, Slug slug) {
    StateFile file = StateFile.read(path(stateDirectory, slug));
    return file == null ? null : of(file.members());
  }

  /** Returns why the content cannot be read as an incident; null if it can, or there is none. */
  public static @Nullable String faultOf(String stateDirectory, Slug slug) {
    String path = path(stateDirectory, slug);
    StateFile file = StateFile.read(path);
    if (file == null || of(file.members()) != null) {
      return null;
    }
    return file.fault() == null ? StateFile.damaged(path).fault() : file.fault();
  }

  private static String path(String stateDirectory, Slug slug) {
    return stateDirectory + "/" + slug + "/" + FILE_NAME;
  }

  private static @Nullable Incident of(@Nullable Map<String, Object> members) {
    try {
      return members == null
          ? null
          : new Incident(
              (String) members.get("first"),
              (String) members.get("latest"),
              (String) members.get("thread"),
              time(members.get("announced")),
              time(members.get("mailed")),
              Integer.parseInt((String) members.get("suppressed")),
              "yes".equals(members.get("recovered")),
              (String) members.get("error"));
    } catch (IllegalArgumentException | ClassCastException e) {
      return null; // Not ours; jobs can write here. It is better to mail once too often.
    }
  }

  private static @Nullable UtcTime time(@Nullable Object value) {
    return value == null ? null : UtcTime.parse((String) value);
  }

  public boolean isAnnounced() {
    return announced != null;
  }

  /** Keeps it, replacing what was known whole. */
  public void save(String stateDirectory, Slug slug) {
    byte[] line = toLine();
    try (Directory root = Directory.open(stateDirectory);
        Directory directory = root.openOrMakeDirectory(slug.value(), History.DIRECTORY_MODE)) {
      directory.replaceFile(FILE_NAME, line, FILE_MODE);
    }
  }

  /** Returns it as one line of JSON. */
  public byte[] toLine() {
    return new JsonLine()
        .add("first", first)
        .add("latest", latest)
        .add("thread", thread)
        .add("announced", announced == null ? null : announced.toString())
        .add("mailed", mailed == null ? null : mailed.toString())
        .add("suppressed", suppressed)
        .add("recovered", recovered ? "yes" : "no")
        .add("error", error)
        .toBytes();
  }

  /** Reads a line that {@link #toLine} wrote; null if it is something else. */
  public static @Nullable Incident ofLine(byte[] line) {
    return of(JsonReader.read(line));
  }

  /** Forgets it: the job does well again. */
  public static void remove(String stateDirectory, Slug slug) {
    try (Directory root = Directory.open(stateDirectory);
        Directory directory = root.openDirectory(slug.value())) {
      directory.unlink(FILE_NAME);
    }
  }
}
