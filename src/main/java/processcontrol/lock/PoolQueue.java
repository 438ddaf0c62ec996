package processcontrol.lock;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Pool;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Directory;
import processcontrol.posix.EntryNames;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;

/**
 * The place of a run that waits for its pool, {@code <run
 * directory>/pool-<name>.<since>-<pid>.wait}: the run that has waited longest gets the next slot.
 * The flock(2) of the file says that the run still waits, so a file that is not locked is no place.
 */
public final class PoolQueue implements AutoCloseable {

  private static final int FILE_MODE = 0660;
  private static final int DIGITS = 13;
  private static final String SUFFIX = ".wait";

  private final String runDirectory;
  private final String prefix;
  private final String name;
  private final Fd place;

  private PoolQueue(String runDirectory, String prefix, String name, Fd place) {
    this.runDirectory = runDirectory;
    this.prefix = prefix;
    this.name = name;
    this.place = place;
  }

  /**
   * Takes the last place, or one behind those that have been there longer.
   *
   * @param since when the run became due, in milliseconds since 1970
   */
  public static PoolQueue join(String runDirectory, Pool pool, long since) {
    String digits = Long.toString(Math.max(0, since));
    StringBuilder name = new StringBuilder(prefix(pool));
    for (int i = digits.length(); i < DIGITS; i++) {
      name.append('0');
    }
    name.append(digits).append('-').append(CurrentProcess.pid()).append(SUFFIX);
    try (Directory directory = Directory.open(runDirectory)) {
      // Others remove a place that is not locked, so it is locked before they can see it.
      String hidden = "." + name;
      Fd place = directory.openForUpdating(hidden, FILE_MODE);
      place.tryLock();
      directory.rename(hidden, name.toString());
      return new PoolQueue(runDirectory, prefix(pool), name.toString(), place);
    }
  }

  /** Returns true if a run waits for a slot of a pool. */
  public static boolean isWaitedFor(String runDirectory, Pool pool) {
    return isWaiting(runDirectory, prefix(pool), null);
  }

  /** Returns true if no other run has waited longer. */
  public boolean isFirst() {
    return !isWaiting(runDirectory, prefix, name);
  }

  private static String prefix(Pool pool) {
    return "pool-" + pool.name() + ".";
  }

  /**
   * @param before whose place is looked for ahead of; null for any place
   */
  private static boolean isWaiting(String runDirectory, String prefix, @Nullable String before) {
    byte[] begin = prefix.getBytes(StandardCharsets.UTF_8);
    try (Directory directory = Directory.open(runDirectory);
        EntryNames names = directory.names()) {
      while (names.next()) {
        String other = names.startsWith(begin) ? names.name() : "";
        boolean ahead =
            other.endsWith(SUFFIX)
                && other.indexOf('-', prefix.length()) == prefix.length() + DIGITS
                && (before == null || other.compareTo(before) < 0);
        if (ahead && isHeld(directory, other)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Returns true if the place is held; otherwise removes it, since its run was killed. */
  private static boolean isHeld(Directory directory, String name) {
    try (Fd place = directory.openForUpdating(name, FILE_MODE)) {
      if (!place.tryLock()) {
        return true;
      }
      directory.unlink(name);
      return false;
    } catch (PosixException e) {
      return false; // Not ours.
    }
  }

  /** Gives the place up. */
  @Override
  public void close() {
    try (Directory directory = Directory.open(runDirectory)) {
      directory.unlink(name);
    } catch (PosixException e) {
      return; // It is not locked from now on, and the next run that waits removes it.
    } finally {
      place.close();
    }
  }
}
