package processcontrol.trigger;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.EntryNames;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;
import processcontrol.posix.RegularFile;

/**
 * The files in the spool's directory. Jobs can put anything there: what is no regular file, or
 * larger than we let one grow, is none of them.
 */
final class SpoolFiles implements AutoCloseable {

  /** No trigger is added to a file beyond this; a run, whose heap is small, reads it whole. */
  static final int MAX_SIZE = 16 << 20;

  private static final int MAX_EMPTY = 500;

  /** Null where there is no directory. */
  private final @Nullable Directory directory;

  private SpoolFiles(@Nullable Directory directory) {
    this.directory = directory;
  }

  /** Opens the directory; where there is none it is as an empty one. */
  static SpoolFiles open(String path) {
    if (!new File(path).exists()) {
      return new SpoolFiles(null); // As for most runs, which shall not pay for an exception.
    }
    try {
      return new SpoolFiles(Directory.open(path));
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return new SpoolFiles(null);
      }
      throw e;
    }
  }

  /** The names of a job's files, in no order, of whatever kind they are. */
  List<String> of(Slug job) {
    List<String> names = new ArrayList<>();
    if (directory == null) {
      return names;
    }
    byte[] prefix = (job.value() + ".").getBytes(StandardCharsets.US_ASCII);
    try (EntryNames entries = directory.names()) {
      while (entries.next()) {
        String name = entries.startsWith(prefix) ? entries.name() : null;
        if (name != null && job.value().equals(SpoolName.jobOf(name))) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** The names of all jobs that have files with something in them. */
  Set<String> jobs() {
    Set<String> jobs = new TreeSet<>();
    Map<String, Integer> empty = new HashMap<>();
    try (EntryNames entries = directory == null ? null : directory.names()) {
      while (entries != null && entries.next()) {
        String name = entries.mayBeFile() ? entries.name() : "";
        String job = SpoolName.jobOf(name);
        if (job != null && !jobs.contains(job)) {
          // Nobody waits for so many to be looked at; whoever serves the job looks at them all.
          boolean many = empty.merge(job, 1, Integer::sum) > MAX_EMPTY;
          if (many || hasContent(name)) {
            jobs.add(job);
          }
        }
      }
    }
    return jobs;
  }

  /** Returns true for a file of ours, even one that is empty by now. */
  boolean isUsable(String name) {
    FileStatus status = status(name);
    return status != null && status.isRegularFile() && status.size() <= MAX_SIZE;
  }

  /** Returns true if there is something to be read in a file. */
  boolean hasContent(String name) {
    FileStatus status = status(name);
    return status != null
        && status.isRegularFile()
        && status.size() > 0
        && status.size() <= MAX_SIZE;
  }

  /** Null for a file that is gone. */
  private @Nullable FileStatus status(String name) {
    if (directory == null) {
      return null;
    }
    try {
      return directory.statusOf(name);
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  /** The content of a file of triggers; nothing where it is gone, or none. */
  byte[] read(String name) {
    if (directory == null || !hasContent(name)) {
      return new byte[0];
    }
    try (Fd file = RegularFile.openForReading(directory.path() + "/" + name)) {
      return file.readAll(MAX_SIZE);
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return new byte[0];
      }
      throw e;
    }
  }

  /** Removes a job's files. */
  void remove(Slug job) {
    if (directory == null) {
      return;
    }
    for (String name : of(job)) {
      directory.unlink(name);
    }
  }

  @Override
  public void close() {
    if (directory != null) {
      directory.close();
    }
  }
}
