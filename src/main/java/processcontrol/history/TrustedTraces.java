package processcontrol.history;

import org.jspecify.annotations.Nullable;

/**
 * The newest records of a job that do not lie in the future of now.
 *
 * @param latest of any kind; null if there is none
 * @param last of a run, skipped starts left out; null if there is none
 */
public record TrustedTraces(@Nullable RunTrace latest, @Nullable RunTrace last) {

  /** Reads as many records as needed. */
  public static TrustedTraces read(HistoryReader history, long now) {
    RunTrace latest = null;
    RunTrace last = null;
    for (RunTrace trace = history.nextTrace();
        trace != null && last == null;
        trace = history.nextTrace()) {
      if (!trace.isAhead(now)) {
        latest = latest == null ? trace.trusted(now) : latest;
        last = trace.run() == null ? null : trace.trusted(now);
      }
    }
    return new TrustedTraces(latest, last);
  }
}
