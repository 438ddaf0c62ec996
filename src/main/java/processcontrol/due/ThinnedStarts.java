package processcontrol.due;

import org.jspecify.annotations.Nullable;
import processcontrol.history.HistoryReader;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunFigures;
import processcontrol.history.Skip;
import processcontrol.history.SkipCause;
import processcontrol.history.WrongClock;
import processcontrol.job.Job;
import processcontrol.job.RetryLater;

/**
 * Thins out the scheduled starts of a job that fails again and again. The records tell how often it
 * has failed since its last success or release, and how many starts were skipped since.
 */
public final class ThinnedStarts {

  /** A start comes up to so much earlier after the last one than that came late. */
  private static final long EARLY = 60_000;

  /** After so many further failures, the longest time decides. */
  private static final int MAX_FURTHER = 1000;

  private ThinnedStarts() {}

  /** The skip of a scheduled start; null if it is to be made. */
  public static @Nullable Skip skip(Job job, String stateDirectory, long now) {
    RetryLater policy = job.startPolicy().retryLater();
    if (policy == null) {
      return null;
    }
    long released = released(job, stateDirectory, now);
    long skipped = 0;
    int failures = 0;
    long last = 0;
    try (HistoryReader history = HistoryReader.open(stateDirectory, job.slug())) {
      RunFigures record = history.nextFigures();
      while (record != null && failures < policy.afterFailures() + MAX_FURTHER) {
        long started = record.started().epochMillis();
        if (record.result() == Result.SUCCESS || started < released) {
          break;
        }
        if (record.result() != Result.SKIPPED) {
          last = last == 0 ? started : last;
          failures += record.result().isFailed() ? 1 : 0;
        } else if (last == 0 && record.cause() == SkipCause.RETRY_LATER) {
          skipped++;
        }
        record = history.nextFigures();
      }
    }
    long wanted = policy.skipped(failures);
    if (skipped >= wanted || now - last >= policy.max().millis() - EARLY) {
      return null;
    }
    String reason =
        "retry_later: "
            + failures
            + (failures == 1 ? " run has failed" : " runs in a row have failed")
            + ", so that "
            + (wanted == 1 ? "1 start is skipped" : wanted + " starts are skipped")
            + (wanted == 1 ? "" : ": this is number " + (skipped + 1));
    return new Skip(SkipCause.RETRY_LATER, reason);
  }

  /**
   * Returns true if {@code slow_start_command} is to run first: the job has never succeeded, or not
   * since its last release.
   */
  public static boolean isSlow(Job job, String stateDirectory) {
    if (!job.startPolicy().slowStartFirst()) {
      return false;
    }
    long released = released(job, stateDirectory, System.currentTimeMillis());
    try (HistoryReader history = HistoryReader.open(stateDirectory, job.slug())) {
      RunFigures record = history.nextFigures();
      while (record != null && record.started().epochMillis() >= released) {
        if (record.result() == Result.SUCCESS) {
          return false;
        }
        record = history.nextFigures();
      }
    }
    return true;
  }

  /** Returns when the job was released last; 0 if it never was, or a wrong clock says when. */
  private static long released(Job job, String stateDirectory, long now) {
    Hold release = Hold.lastRelease(stateDirectory, job.slug());
    long moment = release == null ? 0 : release.since().epochMillis();
    return moment == Hold.UNKNOWN || WrongClock.isAhead(moment, now) ? 0 : moment;
  }
}
