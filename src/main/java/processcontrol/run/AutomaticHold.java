package processcontrol.run;

import processcontrol.history.HistoryReader;
import processcontrol.history.Hold;
import processcontrol.history.Standing;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;

/** Puts a job on hold by itself, so that cron does not run it again before somebody has looked. */
final class AutomaticHold {

  private AutomaticHold() {}

  /** Sets a hold; one that is there already stays. Returns it if it was set now, else null. */
  static Hold set(Job job, String stateDirectory, String reason) {
    if (Hold.find(stateDirectory, job.slug()) != null) {
      return null;
    }
    Hold hold = new Hold(reason, UtcTime.now(), null);
    hold.set(stateDirectory, job.slug());
    return hold;
  }

  /**
   * Sets a hold if the job has failed too often in a row, counted from its last release. Called
   * after a failed run was recorded; returns the hold if it was set now, else null.
   */
  static Hold afterFailure(Job job, String stateDirectory, Outcome outcome) {
    try (HistoryReader history = HistoryReader.open(stateDirectory, job.slug())) {
      Hold release = Hold.lastRelease(stateDirectory, job.slug());
      UtcTime from = release == null ? new UtcTime(0) : release.since();
      int failures = Standing.since(from, history).consecutiveFailures();
      if (failures < job.holdAfterFailures()) {
        return null;
      }
      String runs = failures == 1 ? "1 run has" : failures + " runs in a row have";
      return set(job, stateDirectory, runs + " failed, the last with: " + outcome.reason());
    }
  }
}
