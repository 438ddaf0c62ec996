package processcontrol.history;

import org.jspecify.annotations.Nullable;
import processcontrol.job.UtcTime;

/**
 * The standing of a job, from its latest records.
 *
 * @param latest the newest record of any kind; null if there is none
 * @param last the last run, skipped starts left out; null if there was none
 * @param consecutiveFailures failed runs since the last success, up to {@value #MAX_COUNT}
 * @param fault why the evidence is not whole, or null
 * @param clockFault the part of it that lies in the future, or null
 */
public record Standing(
    @Nullable RunRecord latest,
    @Nullable RunRecord last,
    int consecutiveFailures,
    @Nullable String fault,
    @Nullable String clockFault) {

  /** Limit of the count: a greater number has no use. */
  public static final int MAX_COUNT = 10_000;

  public Standing(@Nullable RunRecord latest, @Nullable RunRecord last, int consecutiveFailures) {
    this(latest, last, consecutiveFailures, null, null);
  }

  /** The same, with a further reason why the evidence is not whole; null for none. */
  public Standing withFault(@Nullable String other) {
    return new Standing(latest, last, consecutiveFailures, both(fault, other), clockFault);
  }

  /** The same, with something else that lies in the future; null for nothing. */
  public Standing withClockFault(@Nullable String other) {
    return new Standing(latest, last, consecutiveFailures, fault, both(clockFault, other));
  }

  private static @Nullable String both(@Nullable String one, @Nullable String other) {
    return one == null ? other : other == null ? one : one + "; " + other;
  }

  /** The same, with what its records say that lies in the future. */
  public Standing checkedAt(long now) {
    String ofLatest = latest == null ? null : latest.trace().clockFault(now);
    // Not by equals(): the first that is called of any record links method handles for 30 ms.
    boolean same =
        last == null || latest == null || (last.run() != null && last.run().equals(latest.run()));
    String ofLast = same || last == null ? null : last.trace().clockFault(now);
    return withClockFault(ofLatest).withClockFault(ofLast);
  }

  /** Returns how the job stands if it has a lost run as well that is not recorded yet. */
  public Standing withLost(RunRecord lost) {
    boolean recorded = last != null && lost.run() != null && lost.run().equals(last.run());
    int failures = Math.min(consecutiveFailures + 1, MAX_COUNT);
    return recorded ? this : new Standing(lost, lost, failures, fault, clockFault);
  }

  /** Reads as many records as needed. */
  public static Standing of(HistoryReader history) {
    return since(new UtcTime(0), history);
  }

  /** As {@link #of}, but from runs alone that started at a moment or later. */
  public static Standing since(UtcTime moment, HistoryReader history) {
    RunRecord latest = null;
    RunRecord last = null;
    int failures = 0;
    for (RunRecord record = history.next(); record != null; record = history.next()) {
      if (record.started().compareTo(moment) < 0) {
        break;
      }
      Result result = record.result();
      latest = latest == null ? record : latest;
      if (result != Result.SKIPPED) {
        last = last == null ? record : last;
        failures += result.isFailed() ? 1 : 0;
      }
      if (result == Result.SUCCESS || failures >= MAX_COUNT) {
        break;
      }
    }
    return new Standing(latest, last, failures, history.fault(), null);
  }
}
