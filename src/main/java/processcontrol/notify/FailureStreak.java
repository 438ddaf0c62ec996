package processcontrol.notify;

import processcontrol.history.HistoryReader;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;

/**
 * The recent results of a job, from its history: its last run that failed or succeeded, and the
 * failed runs in a row up to it. Starts that were skipped and runs that were stopped say nothing.
 *
 * @param last null if there is none
 * @param failures failed runs in a row: the last one and those before, or those before a success
 * @param firstFailed the oldest of them, or null
 * @param lastFailed the newest of them, or null
 */
record FailureStreak(RunRecord last, int failures, RunRecord firstFailed, RunRecord lastFailed) {

  /** Failures are not counted beyond this; a threshold is met at the latest here. */
  static final int MAX_FAILURES = 10_000;

  static FailureStreak read(String stateDirectory, Slug slug) {
    try (HistoryReader history = HistoryReader.open(stateDirectory, slug)) {
      RunRecord last = null;
      RunRecord first = null;
      RunRecord latest = null;
      int failures = 0;
      for (RunRecord record = history.next(); record != null; record = history.next()) {
        boolean failed = record.result().isFailed();
        if (record.result() == Result.SUCCESS && last != null) {
          break;
        }
        if (failed || record.result() == Result.SUCCESS) {
          last = last == null ? record : last;
        }
        if (failed) {
          failures++;
          first = record;
          latest = latest == null ? record : latest;
        }
        if (failures == MAX_FAILURES) {
          break;
        }
      }
      return new FailureStreak(last, failures, first, latest);
    }
  }

  boolean isFailing() {
    return last != null && last.result().isFailed();
  }

  /** Returns true if a lost run could not be reported before the success after it. */
  boolean hasLostBeforeSuccess() {
    return !isFailing() && lastFailed != null && lastFailed.result() == Result.LOST;
  }

  /** Returns what distinguishes a run from others, even if it never had an id. */
  static String key(RunRecord record) {
    return record.run() == null ? record.started().toString() : record.run();
  }
}
