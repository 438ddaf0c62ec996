package processcontrol.history;

import org.jspecify.annotations.Nullable;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;

/**
 * The time of a file's last change. Copies, archives and packages keep the date of the content, so
 * the kernel's own note counts as well: the later of both.
 *
 * @param path of the file
 * @param modified the date of the content, in milliseconds since 1970, which programs can set at
 *     will
 * @param changed when the kernel last saw a change of it
 */
public record FileChange(String path, long modified, long changed) {

  /** Looks at a file; one that cannot be looked at has never been changed. */
  public static FileChange of(String path) {
    try (Fd file = Fd.openForReading(path)) {
      FileStatus status = file.status();
      return new FileChange(path, status.modified(), status.changed());
    } catch (PosixException e) {
      return new FileChange(path, 0, 0);
    }
  }

  /**
   * Returns the moment since which the file is as it is. It is in the future if the kernel's clock
   * was wrong: then it is not known.
   */
  public long moment(long now) {
    return WrongClock.isAhead(modified, now) ? changed : Math.max(modified, changed);
  }

  /** Returns {@link #moment}, or the other value if that is not known. */
  public long momentOr(long otherwise, long now) {
    long moment = moment(now);
    return WrongClock.isAhead(moment, now) ? otherwise : moment;
  }

  /** Says that a date of the file lies in the future; null if none does. */
  public @Nullable String fault(long now) {
    return WrongClock.fault("the date of " + path, Math.max(modified, changed), now);
  }
}
