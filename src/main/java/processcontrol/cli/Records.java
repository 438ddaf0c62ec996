package processcontrol.cli;

import processcontrol.config.GlobalConfig;
import processcontrol.history.HistoryReader;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;
import processcontrol.run.JobLock;

/** A job's records, the newest first; a lost run that is not recorded yet is one of them. */
final class Records implements AutoCloseable {

  private final HistoryReader history;

  /** What is still to come before the history; null if nothing is. */
  private RunRecord lost;

  private Records(RunRecord lost, HistoryReader history) {
    this.lost = lost;
    this.history = history;
  }

  static Records open(GlobalConfig config, Slug slug) {
    // In this order: what is recorded meanwhile is then in the history, and seen to be the same.
    RunRecord lost = JobLock.findLost(config.runDirectory(), slug);
    if (lost != null && isRecorded(lost, config, slug)) {
      lost = null;
    }
    return new Records(lost, HistoryReader.open(config.stateDirectory(), slug));
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

  /** Whether a job has any. */
  static boolean exist(GlobalConfig config, Slug slug) {
    try (Records records = open(config, slug)) {
      return records.next() != null;
    }
  }

  /** The next older record, or null. */
  RunRecord next() {
    if (lost != null) {
      RunRecord first = lost;
      lost = null;
      return first;
    }
    return history.next();
  }

  @Override
  public void close() {
    history.close();
  }
}
