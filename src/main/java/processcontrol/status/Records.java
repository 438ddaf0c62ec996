package processcontrol.status;

import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.history.HistoryReader;
import processcontrol.history.RunFigures;
import processcontrol.history.RunOutcome;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;
import processcontrol.lock.JobLock;
import processcontrol.posix.PosixException;

/** A job's records, the newest first; a lost run that is not recorded yet is one of them. */
public final class Records implements AutoCloseable {

  private final HistoryReader history;
  private final String lockFault;

  /** The record that comes before those of the history; null if none does. */
  private @Nullable RunRecord lost;

  private Records(RunRecord lost, String fault, HistoryReader history) {
    this.lost = lost;
    this.lockFault = fault;
    this.history = history;
  }

  public static Records open(GlobalConfig config, Slug slug) {
    // In this order: what is recorded meanwhile is then in the history, and seen to be the same.
    RunRecord lost = null;
    String fault = null;
    try {
      lost = JobLock.findLost(config.runDirectory(), slug);
    } catch (PosixException e) {
      fault = e.getMessage(); // The history can be read all the same.
    }
    if (lost != null && isRecorded(lost, config, slug)) {
      lost = null;
    }
    return new Records(lost, fault, HistoryReader.open(config.stateDirectory(), slug));
  }

  private static boolean isRecorded(RunRecord lost, GlobalConfig config, Slug slug) {
    try (HistoryReader history = HistoryReader.open(config.stateDirectory(), slug)) {
      RunRecord record = history.next();
      while (record != null && record.run() == null) {
        record = history.next();
      }
      return record != null && record.run().equals(lost.run());
    }
  }

  /** Returns true if a job has any. */
  static boolean exist(GlobalConfig config, Slug slug) {
    try (Records records = open(config, slug)) {
      return records.next() != null;
    }
  }

  /** The next older record, or null. */
  public @Nullable RunRecord next() {
    if (lost != null) {
      RunRecord first = lost;
      lost = null;
      return first;
    }
    return history.next();
  }

  /**
   * As {@link #next}, but perhaps without what only those want to know who look at a single run:
   * what it was given, what it printed, and what was noticed.
   */
  public @Nullable RunRecord nextBrief() {
    return lost == null ? history.nextBrief() : next();
  }

  /** As {@link #next}, but only what statistics need. */
  public @Nullable RunFigures nextFigures() {
    if (lost != null) {
      RunFigures first = RunFigures.of(lost);
      lost = null;
      return first;
    }
    return history.nextFigures();
  }

  /** As {@link #next}, but only what it takes to count runs. */
  public @Nullable RunOutcome nextOutcome() {
    if (lost != null) {
      RunOutcome first = new RunOutcome(lost.result(), lost.started().epochMillis());
      lost = null;
      return first;
    }
    return history.nextOutcome();
  }

  /** Returns why these are not all records, as far as they were read; null if they are. */
  public String fault() {
    String fault = history.fault();
    return fault == null || lockFault == null
        ? (fault == null ? lockFault : fault)
        : fault + "; " + lockFault;
  }

  @Override
  public void close() {
    history.close();
  }
}
