package processcontrol.runlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.posix.PosixException;

/**
 * Removes the logs of all jobs together that are beyond one limit, whole runs at a time, the oldest
 * first. The last run of each job stays, and so does a current one.
 */
public final class LogLimit {

  /** The logs of one job. */
  private static final class Logs {
    final Slug slug;
    final long[] runs;
    final long[] sizes;
    final long running;

    Logs(Slug slug, long[] runs, long[] sizes, long running) {
      this.slug = slug;
      this.runs = runs;
      this.sizes = sizes;
      this.running = running;
    }

    boolean goes(int i, long boundary) {
      return runs[i] < boundary && runs[i] != running && i < runs.length - 1;
    }
  }

  private final String outputDirectory;
  private final long limit;
  private final List<Logs> all = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /**
   * @param limit in bytes, more than 0
   */
  public LogLimit(String outputDirectory, long limit) {
    this.outputDirectory = outputDirectory;
    this.limit = limit;
  }

  /**
   * Counts the logs of a job; of something else none.
   *
   * @param lock asked only once it is known which logs there are
   */
  public void add(Slug slug, LogRetention.Lock lock) {
    try (Directory root = Directory.open(outputDirectory);
        Directory directory = root.openDirectory(slug.value())) {
      LogListing files = LogListing.of(directory, slug);
      long[] runs = files.runs();
      long[] sizes = new long[runs.length];
      for (int i = 0; i < files.size(); i++) {
        sizes[Arrays.binarySearch(runs, files.run(i))] += size(directory, files.name(i));
      }
      String running = runs.length == 0 ? null : lock.runId();
      all.add(new Logs(slug, runs, sizes, running == null ? -1 : LogListing.runOf(running, slug)));
    } catch (PosixException e) {
      if (!e.isNotFound() && !e.isNotDirectory()) {
        faults.add(slug + ": " + e.getMessage());
      }
    }
  }

  private static long size(Directory directory, String name) {
    try {
      return directory.statusOf(name).size();
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return 0;
      }
      throw e;
    }
  }

  /** Removes what is beyond the limit, or only counts it. */
  public LogRetention.Freed enforce(boolean dryRun) {
    long boundary = boundary();
    int runs = 0;
    long bytes = 0;
    for (Logs logs : all) {
      boolean some = false;
      for (int i = 0; i < logs.runs.length; i++) {
        if (logs.goes(i, boundary)) {
          runs++;
          bytes += logs.sizes[i];
          some = true;
        }
      }
      if (some && !dryRun) {
        remove(logs, boundary);
      }
    }
    return new LogRetention.Freed(runs, bytes);
  }

  /** Returns the least number of a run so that all is small enough without the runs before it. */
  private long boundary() {
    long low = 0;
    long high = Long.MAX_VALUE;
    if (keptFrom(low) <= limit) {
      return low;
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (keptFrom(middle) <= limit) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private long keptFrom(long boundary) {
    long sum = 0;
    for (Logs logs : all) {
      for (int i = 0; i < logs.runs.length; i++) {
        sum += logs.goes(i, boundary) ? 0 : logs.sizes[i];
      }
    }
    return sum;
  }

  private void remove(Logs logs, long boundary) {
    try (Directory root = Directory.open(outputDirectory);
        Directory directory = root.openDirectory(logs.slug.value())) {
      LogListing files = LogListing.of(directory, logs.slug);
      for (int i = 0; i < files.size(); i++) {
        // Only what was there when the lock was asked.
        int known = Arrays.binarySearch(logs.runs, files.run(i));
        if (known >= 0 && logs.goes(known, boundary)) {
          directory.unlink(files.name(i));
        }
      }
    } catch (PosixException e) {
      faults.add(logs.slug + ": " + e.getMessage());
    }
  }

  /** Returns a line for each job whose logs could not be counted or removed. */
  public List<String> faults() {
    return faults;
  }
}
