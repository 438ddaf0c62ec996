package processcontrol.status;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Result;
import processcontrol.history.RunFigures;
import processcontrol.job.UtcTime;

/** Counts and measures records, of one job or of several, in any order. */
public final class RunStatistics {

  private final Map<Result, Integer> counts = new EnumMap<>(Result.class);
  private @Nullable UtcTime lastSuccess;
  private @Nullable UtcTime lastError;
  private @Nullable UtcTime lastAttempt;
  private long[] durations = new long[64];
  private int measured;

  /** So many of the durations are in order: all of them, or those before the last ones. */
  private int sorted;

  /** Adds a record. What was skipped is counted and nothing more. */
  public void add(RunFigures record) {
    Result result = record.result();
    counts.merge(result, 1, Integer::sum);
    if (result == Result.SKIPPED) {
      return;
    }
    lastAttempt = later(lastAttempt, record.started());
    if (result == Result.SUCCESS) {
      lastSuccess = later(lastSuccess, record.latestMoment());
    } else if (result.isFailed()) {
      lastError = later(lastError, record.latestMoment());
    }
    if (record.duration() >= 0) {
      measure(record.duration());
    }
  }

  /** Adds all that another one has counted and measured. */
  public void addAll(RunStatistics other) {
    for (Map.Entry<Result, Integer> count : other.counts.entrySet()) {
      counts.merge(count.getKey(), count.getValue(), Integer::sum);
    }
    lastSuccess = later(lastSuccess, other.lastSuccess);
    lastError = later(lastError, other.lastError);
    lastAttempt = later(lastAttempt, other.lastAttempt);
    for (int i = 0; i < other.measured; i++) {
      measure(other.durations[i]);
    }
  }

  private void measure(long duration) {
    if (measured == durations.length) {
      durations = Arrays.copyOf(durations, measured * 2);
    }
    durations[measured++] = duration;
  }

  private static UtcTime later(UtcTime one, UtcTime other) {
    boolean isFirst = other == null || (one != null && one.compareTo(other) >= 0);
    return isFirst ? one : other;
  }

  /** Returns how many records have a result. */
  public int count(Result result) {
    return counts.getOrDefault(result, 0);
  }

  /** Returns how many runs failed. */
  public int errors() {
    int errors = 0;
    for (Result result : Result.values()) {
      errors += result.isFailed() ? count(result) : 0;
    }
    return errors;
  }

  /** Returns the end of the last success; null if there was none. */
  public @Nullable UtcTime lastSuccess() {
    return lastSuccess;
  }

  /** Returns the end of the last failed run, or its start if only that is known; or null. */
  public @Nullable UtcTime lastError() {
    return lastError;
  }

  /** Returns the start of the last run; null if there was none. */
  public @Nullable UtcTime lastAttempt() {
    return lastAttempt;
  }

  /** In milliseconds, rounded; null if no duration is known. */
  public @Nullable Long meanDuration() {
    if (measured == 0) {
      return null;
    }
    double sum = 0;
    for (int i = 0; i < measured; i++) {
      sum += durations[i];
    }
    return Math.round(sum / measured);
  }

  /**
   * The nearest-rank percentile in milliseconds: the smallest duration that was really measured and
   * that at least so many percent of all do not exceed. Null if no duration is known.
   */
  public @Nullable Long percentileDuration(int percent) {
    if (measured == 0) {
      return null;
    }
    if (sorted < measured) {
      Arrays.sort(durations, 0, measured);
      sorted = measured;
    }
    int rank = (int) (((long) percent * measured + 99) / 100); // Rounded up.
    return durations[Math.max(1, rank) - 1];
  }

  public @Nullable Long maxDuration() {
    return percentileDuration(100);
  }
}
