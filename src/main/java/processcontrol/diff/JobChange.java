package processcontrol.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one job.
 *
 * @param name the new one
 * @param formerName null unless it is renamed
 * @param path the new one, or the old one of a job that is removed
 * @param formerPath null unless its file has moved
 * @param keys in the order of the manual, but for those that change in other jobs as well
 * @param starts null if they stay the same
 */
public record JobChange(
    Kind kind,
    String name,
    @Nullable String formerName,
    String path,
    @Nullable String formerPath,
    List<KeyChange> keys,
    @Nullable StartChange starts) {

  /** The kind of a job's change. */
  public enum Kind {
    ADDED("added"),
    REMOVED("removed"),
    RENAMED("renamed"),
    CHANGED("changed");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public JobChange {
    keys = List.copyOf(keys);
  }
}
