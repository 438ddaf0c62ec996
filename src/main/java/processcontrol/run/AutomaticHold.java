package processcontrol.run;

import processcontrol.history.HistoryReader;
import processcontrol.history.Hold;
import processcontrol.history.Standing;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;

/**
 * Puts a job on hold by itself once it has failed too often in a row, counted from its last
 * release.
 */
public final class AutomaticHold {

  private AutomaticHold() {}

  /** Called after a failed run was recorded; returns the hold if it was set now, else null. */
  public static Hold afterFailure(Job job, String stateDirectory, Outcome outcome) {
    if (job.holdAfterFailures() == 0 || !outcome.result().isFailed()) {
      return null;
    }
    try (HistoryReader history = HistoryReader.open(stateDirectory, job.slug())) {
      Hold release = Hold.lastRelease(stateDirectory, job.slug());
      UtcTime from = release == null ? new UtcTime(0) : release.since();
      int failures = Standing.since(from, history).consecutiveFailures();
      if (failures < job.holdAfterFailures() || Hold.find(stateDirectory, job.slug()) != null) {
        return null;
      }
      String runs = failures == 1 ? "1 run has" : failures + " runs in a row have";
      Hold hold =
          new Hold(runs + " failed, the last with: " + outcome.reason(), UtcTime.now(), null);
      hold.set(stateDirectory, job.slug());
      return hold;
    }
  }
}
