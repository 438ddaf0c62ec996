package processcontrol.lock;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.EntryNames;
import processcontrol.posix.PosixException;

/**
 * The names in the run directory, read at once by those who ask after many jobs: most of the files
 * that a job may have there are not there, and to look for each of them costs more than this.
 */
public final class RunNames {

  /** Jobs can make any number of files. */
  private static final int MAX = 100_000;

  /** Null where the names are not known: then every file may be there. */
  private final @Nullable Set<String> names;

  private RunNames(@Nullable Set<String> names) {
    this.names = names;
  }

  /** Knows nothing, for those who ask after few jobs. */
  public static RunNames unknown() {
    return new RunNames(null);
  }

  /** Reads the names that there are now. */
  public static RunNames of(String runDirectory) {
    Set<String> names = new HashSet<>();
    try (Directory directory = Directory.open(runDirectory);
        EntryNames entries = directory.names()) {
      while (entries.next()) {
        names.add(entries.name());
        if (names.size() > MAX) {
          return unknown();
        }
      }
    } catch (PosixException e) {
      return unknown(); // Whoever looks for a file is told why.
    }
    return new RunNames(names);
  }

  /** Returns true if a job may have a lock, without which it does not run. */
  public boolean mayHaveLock(Slug slug) {
    return names == null || names.contains(JobLock.fileName(slug));
  }

  /** Returns true if a job may have a file of a keeper. */
  public boolean mayHaveKeeper(Slug slug) {
    return names == null || names.contains(KeeperLock.fileName(slug));
  }

  /** Returns true if a job may have any file but a lock. */
  public boolean mayHaveOthers(Slug slug) {
    return names == null || RunFiles.areIn(names, slug);
  }
}
