package processcontrol.trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.history.HistoryReader;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.Link;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.PosixException;

/**
 * The last runs of the jobs that a job runs after.
 *
 * @param any whether one of them is enough
 * @param all in the order of the job's file
 * @param since when the job itself was last started, in milliseconds since 1970: what ended until
 *     then does not count
 * @param now what lies in the future of it was written by a wrong clock
 */
public record Parents(boolean any, List<Parent> all, long since, long now) {

  /** So many records of a parent are looked through for the first of its successes. */
  private static final int MAX_RECORDS = 10_000;

  /**
   * One of them.
   *
   * @param last its last run; null if there was none, or it cannot be read
   */
  public record Parent(Slug job, @Nullable RunRecord last) {

    /** Returns the last run if it was a success; null otherwise. */
    private @Nullable RunRecord success(Parents parents) {
      return last != null && parents.isSuccess(last) ? last : null;
    }
  }

  /** Reads the last run of each parent of a job. */
  public static Parents of(Job job, String stateDirectory, long since, long now) {
    List<Parent> all = new ArrayList<>();
    for (Link link : job.chain().after()) {
      all.add(new Parent(link.job(), last(link.job(), stateDirectory, now)));
    }
    return new Parents(job.chain().anyParent(), List.copyOf(all), since, now);
  }

  /** The last run of a job, starts that were skipped left out; null if there was none. */
  private static @Nullable RunRecord last(Slug job, String stateDirectory, long now) {
    try (HistoryReader history = HistoryReader.open(stateDirectory, job)) {
      return nextRun(history, now);
    } catch (PosixException e) {
      return null; // Its own status reports it; and the parents of other jobs are still to be
      // looked at.
    }
  }

  private static @Nullable RunRecord nextRun(HistoryReader history, long now) {
    RunRecord record = history.next();
    while (record != null && (record.result() == Result.SKIPPED || record.trace().isAhead(now))) {
      record = history.next();
    }
    return record;
  }

  private static UtcTime endedOf(RunRecord success) {
    return Objects.requireNonNull(success.ended());
  }

  private boolean isSuccess(RunRecord run) {
    return run.result() == Result.SUCCESS && run.ended() != null && end(run) > since;
  }

  private long end(RunRecord run) {
    return run.trace().trusted(now).end();
  }

  /** The run that makes the job due: the last one of those that are needed; null if it is not. */
  public @Nullable RunRecord latest() {
    RunRecord latest = null;
    for (Parent parent : all) {
      RunRecord success = parent.success(this);
      if (success == null && !any) {
        return null;
      }
      if (success != null && (latest == null || endedOf(latest).compareTo(endedOf(success)) < 0)) {
        latest = success;
      }
    }
    return latest;
  }

  /**
   * Since when the job has been due, however often its parents have succeeded again; null if it is
   * not.
   */
  public @Nullable UtcTime dueSince(String stateDirectory) {
    if (latest() == null) {
      return null;
    }
    UtcTime due = null;
    for (Parent parent : all) {
      RunRecord success = parent.success(this);
      UtcTime first = success == null ? null : firstOf(parent.job(), success, stateDirectory);
      boolean counts = first != null && (due == null || first.compareTo(due) < 0 == any);
      due = counts ? first : due;
    }
    return due;
  }

  /** The end of a parent's first success that no failure has followed. */
  private UtcTime firstOf(Slug parent, RunRecord last, String stateDirectory) {
    UtcTime first = new UtcTime(end(last));
    try (HistoryReader history = HistoryReader.open(stateDirectory, parent)) {
      RunRecord run = nextRun(history, now);
      for (int i = 0; i < MAX_RECORDS && run != null && isSuccess(run); i++) {
        first = new UtcTime(end(run));
        run = nextRun(history, now);
      }
      return first;
    } catch (PosixException e) {
      return first;
    }
  }
}
