package processcontrol.history;

import org.jspecify.annotations.Nullable;
import processcontrol.job.UtcTime;

/**
 * The times in a record: read by hand from its line, since a due check, once a minute, cannot wait
 * until a JSON library has started.
 *
 * @param run null for a start that was skipped
 * @param ended null if it is not known
 * @param byClock whether cron, and not a person or another job, started it
 * @param slot the moment that it was scheduled for, or null
 * @param jobSha256 of the job file that ran, or null
 * @param heldSince since when the job was on hold; null for a start that was not skipped for that
 * @param boot of the machine at that time; null for a job that no boot starts
 */
public record RunTrace(
    @Nullable String run,
    UtcTime started,
    @Nullable UtcTime ended,
    boolean byClock,
    @Nullable UtcTime slot,
    @Nullable String jobSha256,
    @Nullable UtcTime heldSince,
    @Nullable String boot) {

  /** A run, or a start that was skipped for another reason than a hold. */
  public RunTrace(
      @Nullable String run,
      UtcTime started,
      UtcTime ended,
      boolean byClock,
      @Nullable UtcTime slot,
      @Nullable String jobSha256) {
    this(run, started, ended, byClock, slot, jobSha256, null, null);
  }

  /** A start of a job that no boot starts. */
  public RunTrace(
      String run,
      UtcTime started,
      UtcTime ended,
      boolean byClock,
      UtcTime slot,
      String jobSha256,
      UtcTime heldSince) {
    this(run, started, ended, byClock, slot, jobSha256, heldSince, null);
  }

  /** Returns true if it began in the future of now, which only a wrong clock can say. */
  public boolean isAhead(long now) {
    return WrongClock.isAhead(started.epochMillis(), now);
  }

  /** The same without an end that lies in the future. */
  public RunTrace trusted(long now) {
    return ended == null || !WrongClock.isAhead(ended.epochMillis(), now)
        ? this
        : new RunTrace(run, started, null, byClock, slot, jobSha256, heldSince, boot);
  }

  /** Returns the end, or the start if only that is known. */
  public long end() {
    return (ended == null ? started : ended).epochMillis();
  }

  /** Says that it lies in the future; null if it does not. */
  public @Nullable String clockFault(long now) {
    long latest = Math.max(started.epochMillis(), end());
    String what = run == null ? "the record of a skipped start" : "record " + run;
    return WrongClock.fault(what, latest, now);
  }

  /** Reads a line that {@link RunRecord#toLine} wrote; null if it is something else. */
  static @Nullable RunTrace in(RecordScan scan, byte[] bytes, int from, int until) {
    if (!scan.read(bytes, from, until)) {
      return null;
    }
    try {
      String run = scan.text(RecordScan.RUN);
      return new RunTrace(
          run,
          scan.started(),
          scan.time(RecordScan.ENDED),
          scan.isByClock(),
          scan.time(RecordScan.SLOT),
          scan.text(RecordScan.SHA256),
          run == null ? Hold.sinceIn(scan.text(RecordScan.REASON)) : null,
          scan.text(RecordScan.BOOT));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
