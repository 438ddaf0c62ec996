package processcontrol.runlog;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.PosixException;

/** The logs of one job that are kept. */
public final class JobLogs implements AutoCloseable {

  private final Slug slug;
  private final @Nullable Directory directory;
  private final long[] runs;

  private JobLogs(Slug slug, @Nullable Directory directory, long[] runs) {
    this.slug = slug;
    this.directory = directory;
    this.runs = runs;
  }

  /** Looks for a job's logs; where it has no directory yet there are none. */
  public static JobLogs of(String outputDirectory, Slug slug) {
    try (Directory root = Directory.open(outputDirectory)) {
      Directory directory = root.openDirectory(slug.value());
      return new JobLogs(slug, directory, LogListing.of(directory, slug).runs());
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return new JobLogs(slug, null, new long[0]);
      }
      throw e;
    }
  }

  /** The ids of the runs, the oldest first. */
  public List<String> runIds() {
    List<String> ids = new ArrayList<>();
    for (long run : runs) {
      ids.add(LogListing.runId(run, slug));
    }
    return ids;
  }

  /** Removes all logs, and their directory if nothing else is in it; returns how much that was. */
  public LogRetention.Freed removeAll() {
    if (directory == null) {
      return new LogRetention.Freed(0, 0);
    }
    LogListing files = LogListing.of(directory, slug);
    long bytes = 0;
    for (int i = 0; i < files.size(); i++) {
      long size = directory.statusOf(files.name(i)).size();
      bytes += directory.unlink(files.name(i)) ? size : 0;
    }
    boolean empty = new File(directory.path()).delete(); // A directory with something in it stays.
    return new LogRetention.Freed(empty ? runs.length : files.runs().length, bytes);
  }

  /** Returns true if this is how the runs of the job are called. */
  public static boolean isRunId(String text, Slug slug) {
    return LogListing.runOf(text, slug) >= 0;
  }

  /** The directory of the logs; null if there is none. */
  public @Nullable Directory directory() {
    return directory;
  }

  @Override
  public void close() {
    if (directory != null) {
      directory.close();
    }
  }
}
