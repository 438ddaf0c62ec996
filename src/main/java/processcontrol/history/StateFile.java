package processcontrol.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;
import processcontrol.posix.RegularFile;

/**
 * A small file in the state directory of a job. Jobs can write there: whatever is in its place, to
 * read it takes no time and ends nothing.
 *
 * @param members of the JSON object in it; null if there is none
 * @param fault why not; null if there is one
 */
record StateFile(@Nullable Map<String, Object> members, @Nullable String fault) {

  private static final int MAX_SIZE = 65_536;

  /** Reads a file; null if there is none. */
  static @Nullable StateFile read(String path) {
    try (Fd file = RegularFile.openForReading(path)) {
      Map<String, Object> members = JsonReader.read(file.readAll(MAX_SIZE));
      return members == null ? damaged(path) : new StateFile(members, null);
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return null;
      }
      if (e.isShortage()) {
        throw e; // The file is not at fault.
      }
      return new StateFile(null, e.getMessage());
    }
  }

  static StateFile damaged(String path) {
    return new StateFile(null, path + " is damaged");
  }
}
