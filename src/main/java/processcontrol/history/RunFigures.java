package processcontrol.history;

import org.jspecify.annotations.Nullable;
import processcontrol.job.UtcTime;

/**
 * What statistics count and measure of a record.
 *
 * @param ended null if it is not known
 * @param cause why it came to no run; null for a run, and where it is not known
 */
public record RunFigures(
    Result result, UtcTime started, @Nullable UtcTime ended, @Nullable SkipCause cause) {

  public RunFigures(Result result, UtcTime started, UtcTime ended) {
    this(result, started, ended, null);
  }

  /** Those of a record. */
  public static RunFigures of(RunRecord record) {
    return new RunFigures(record.result(), record.started(), record.ended());
  }

  /** Reads a line that {@link RunRecord#toLine} wrote; null if it is something else. */
  static @Nullable RunFigures ofLine(byte[] line) {
    RecordScan scan = RecordScan.of(line);
    if (scan == null || scan.reason == null || scan.result == null) {
      return null;
    }
    try {
      Result result = Result.of(scan.result);
      return new RunFigures(
          result,
          UtcTime.parse(scan.started),
          scan.ended == null ? null : UtcTime.parse(scan.ended),
          result == Result.SKIPPED ? SkipCause.of(scan.cause, scan.reason, null) : null);
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
