package processcontrol.history;

import org.jspecify.annotations.Nullable;
import processcontrol.job.UtcTime;

/**
 * The values of a record that statistics count and measure.
 *
 * @param ended null if it is not known
 * @param cause why a start was skipped or refused; null for a run, and if unknown
 */
public record RunFigures(
    Result result, UtcTime started, @Nullable UtcTime ended, @Nullable SkipCause cause) {

  public RunFigures(Result result, UtcTime started, @Nullable UtcTime ended) {
    this(result, started, ended, null);
  }

  /** Those of a record. */
  public static RunFigures of(RunRecord record) {
    return new RunFigures(record.result(), record.started(), record.ended());
  }

  /** Reads a line that {@link RunRecord#toLine} wrote; null if it is something else. */
  static @Nullable RunFigures in(RecordScan scan, byte[] bytes, int from, int until) {
    if (!scan.read(bytes, from, until)
        || !scan.isText(RecordScan.REASON)
        || !scan.isText(RecordScan.RESULT)) {
      return null;
    }
    try {
      Result result = scan.result();
      return new RunFigures(
          result,
          scan.started(),
          scan.time(RecordScan.ENDED),
          result == Result.SKIPPED
              ? SkipCause.of(scan.text(RecordScan.CAUSE), scan.reason(), null)
              : null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns how long the run took, in milliseconds; -1 if that is not known. */
  public long duration() {
    return ended == null ? -1 : Math.max(0, ended.epochMillis() - started.epochMillis());
  }

  /** Returns when the run ended, or began where that is all that is known. */
  public UtcTime latestMoment() {
    return ended == null ? started : ended;
  }
}
