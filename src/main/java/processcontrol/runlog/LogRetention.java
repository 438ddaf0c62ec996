package processcontrol.runlog;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import processcontrol.job.LogPolicy;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.Directory;
import processcontrol.posix.PosixException;

/**
 * Removes the logs of one job that its policy no longer keeps, whole runs at a time, the oldest
 * first. Only what is named as a log of the job is ever removed, never the newest run, and never
 * the one that is named as running.
 *
 * <p>After each run this must cost next to nothing. The number of logs and the age of the oldest
 * are read from one list of names. Sizes would take a system call for every file, so they are asked
 * only after a run that has logged more than its share, an eighth of {@code max_bytes} split among
 * {@code max_runs}; when asked, {@code max_bytes} is undercut by that eighth. So the runs that have
 * not been asked about since can never exceed it together. Where the log of a single run can be
 * larger than all together may be, as it is not rotated or only {@code max_bytes} was made small,
 * they are asked after every run.
 */
public final class LogRetention {

  /**
   * The removed logs.
   *
   * @param runs number of logs
   * @param bytes their size
   */
  public record Freed(int runs, long bytes) {}

  private static final int RESERVE = 8;

  /** Number that stands for {@code max_runs} without a limit. */
  private static final int MANY_RUNS = 1000;

  private final String outputDirectory;
  private final Slug slug;
  private final LogPolicy policy;

  public LogRetention(String outputDirectory, Slug slug, LogPolicy policy) {
    this.outputDirectory = outputDirectory;
    this.slug = slug;
    this.policy = policy;
  }

  /**
   * Cleans up after a run, if there is something to clean.
   *
   * @param runId of the run that has just ended, while its lock is held
   * @param logged the size of its log
   * @throws PosixException if not all could be removed that was to be
   */
  public void afterRun(String runId, long logged) {
    try (Directory root = Directory.open(outputDirectory);
        Directory directory = root.openDirectory(slug.value())) {
      byte[] names = directory.regularFiles();
      int count = LogListing.count(names);
      boolean tooMany = policy.maxRuns() > 0 && count > policy.maxRuns();
      boolean tooLarge =
          policy.maxBytes() > 0 && (logged > share() || isBeyondShares(count) || mayOneExceed());
      if (tooMany || tooLarge || !policy.maxAge().isZero()) {
        Removal removal = new Removal(directory, LogListing.of(names, slug), runId);
        removal.plan(tooLarge);
        removal.carryOut(/* measured */ false);
      }
    }
  }

  private long share() {
    int runs = policy.maxRuns() == 0 ? MANY_RUNS : policy.maxRuns();
    return policy.maxBytes() / RESERVE / runs;
  }

  private boolean isBeyondShares(int count) {
    return policy.maxRuns() == 0 && count > MANY_RUNS;
  }

  /**
   * Returns true if one run's log alone can be too large: it stays as the newest, and must go
   * later.
   */
  private boolean mayOneExceed() {
    long files = policy.rotateFiles() + 1L;
    return policy.rotateBytes() == 0
        || policy.rotateBytes() > (policy.maxBytes() - policy.maxBytes() / RESERVE) / files;
  }

  /** Knows the run that holds the job's lock. */
  public interface Lock {
    /** The id of the run, or null. */
    @Nullable String runId();
  }

  /**
   * Cleans up by hand, at any time.
   *
   * @param lock asked only once it is known which logs there are: a run that begins later has none
   *     among them
   * @param dryRun whether to look only
   * @throws PosixException if not all could be removed that was to be
   */
  public Freed clean(Lock lock, boolean dryRun) {
    try (Directory root = Directory.open(outputDirectory);
        Directory directory = root.openDirectory(slug.value())) {
      LogListing listing = LogListing.of(directory, slug);
      Removal removal = new Removal(directory, listing, lock.runId());
      removal.plan(policy.maxBytes() > 0);
      return dryRun ? removal.measure() : removal.carryOut(/* measured */ true);
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return new Freed(0, 0); // It has not run yet.
      }
      throw e;
    }
  }

  /** Decides which runs to remove. */
  private final class Removal {
    private final Directory directory;
    private final LogListing files;
    private final long[] runs;
    private final long kept;

    /** Runs before this one go. */
    private long boundary;

    Removal(Directory directory, LogListing files, @Nullable String keptRun) {
      this.directory = directory;
      this.files = files;
      this.runs = files.runs();
      this.kept = keptRun == null ? -1 : LogListing.runOf(keptRun, slug);
    }

    void plan(boolean bySize) {
      int maxRuns = policy.maxRuns();
      if (maxRuns > 0 && runs.length > maxRuns) {
        boundary = runs[runs.length - maxRuns];
      }
      if (!policy.maxAge().isZero()) {
        long oldest = UtcTime.now().epochMillis() - policy.maxAge().millis();
        boundary = Math.max(boundary, LogListing.firstRunAt(new UtcTime(oldest)));
      }
      if (bySize) {
        boundary = Math.max(boundary, boundaryBySize());
      }
    }

    /** The oldest run with which all together are still small enough. */
    private long boundaryBySize() {
      long[] sizes = new long[runs.length];
      for (int i = 0; i < files.size(); i++) {
        sizes[Arrays.binarySearch(runs, files.run(i))] += size(i);
      }
      long rest = policy.maxBytes() - policy.maxBytes() / RESERVE;
      int i = runs.length;
      while (i > 0 && (rest >= sizes[i - 1] || i == runs.length)) {
        rest -= sizes[--i];
      }
      return i == runs.length ? 0 : runs[i];
    }

    private boolean goes(long run) {
      return run < boundary && run != kept && run != runs[runs.length - 1];
    }

    Freed measure() {
      long bytes = 0;
      for (int i = 0; i < files.size(); i++) {
        bytes += goes(files.run(i)) ? size(i) : 0;
      }
      return new Freed(goingRuns(), bytes);
    }

    private int goingRuns() {
      int count = 0;
      for (long run : runs) {
        count += goes(run) ? 1 : 0;
      }
      return count;
    }

    Freed carryOut(boolean measured) {
      PosixException failure = null;
      long bytes = 0;
      for (int i = 0; i < files.size(); i++) {
        if (goes(files.run(i))) {
          try {
            long size = measured ? size(i) : 0;
            bytes += directory.unlink(files.name(i)) ? size : 0;
          } catch (PosixException e) {
            failure = failure == null ? e : failure;
          }
        }
      }
      if (failure != null) {
        throw failure;
      }
      return new Freed(goingRuns(), bytes);
    }

    /** Of a link its own size; 0 if the file is gone. */
    private long size(int file) {
      try {
        return directory.statusOf(files.name(file)).size();
      } catch (PosixException e) {
        if (e.isNotFound()) {
          return 0;
        }
        throw e;
      }
    }
  }
}
