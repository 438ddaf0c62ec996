package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.history.HistoryReader;
import processcontrol.history.Hold;
import processcontrol.history.Standing;
import processcontrol.history.WrongClock;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.posix.PosixException;

/**
 * Puts a job on hold by itself, so that cron does not run it again before an operator has looked.
 */
final class AutomaticHold {

  private final RunContext context;
  private final Job job;
  private final String stateDirectory;
  private @Nullable Hold hold;
  private String fault;

  AutomaticHold(RunContext context) {
    this.context = context;
    this.job = context.job;
    this.stateDirectory = context.settings.stateDirectory();
  }

  /** The hold that was set now; null if none was. */
  @Nullable Hold hold() {
    return hold;
  }

  /** Returns why a hold could not be set, or null. */
  String fault() {
    return fault;
  }

  /** Sets a hold after an exit code that is fatal. */
  void ifFatal(Outcome outcome) {
    Integer code = outcome.exitCode();
    if (code != null && job.criteria().fatalCodes().contains(code)) {
      try {
        hold = set("exit code " + code + " is fatal");
      } catch (PosixException e) {
        fault = e.getMessage();
        context.progress.warn("it could not be put on hold: " + fault);
      }
    }
  }

  /** Sets a hold after too many failures; called when the run was recorded. */
  void ifFailing(Outcome outcome) {
    if (hold == null && job.holdAfterFailures() != 0 && outcome.result().isFailed()) {
      try {
        hold = context.cluster == null ? afterFailure(outcome) : afterFailureOfHosts(outcome);
      } catch (PosixException e) {
        fault = e.getMessage();
      }
    }
  }

  /** Sets a hold; one that is there already stays. Returns it if it was set now, else null. */
  private @Nullable Hold set(String reason) {
    if (Hold.find(stateDirectory, job.slug()) != null) {
      return null;
    }
    Hold fresh = new Hold(reason, context.now(), null, /* automatic= */ true);
    if (context.cluster != null && context.cluster.last() != null) {
      return fresh; // Of all hosts, with the end of the run.
    }
    fresh.set(stateDirectory, job.slug());
    return fresh;
  }

  /**
   * Sets a hold if the job has failed too often in a row, counted from its last release. Called
   * after a failed run was recorded; returns the hold if it was set now, else null.
   */
  private @Nullable Hold afterFailure(Outcome outcome) {
    long now = context.now().epochMillis();
    try (HistoryReader history = HistoryReader.open(stateDirectory, job.slug())) {
      Hold release = Hold.lastRelease(stateDirectory, job.slug());
      boolean known = release != null && !WrongClock.isAhead(release.since().epochMillis(), now);
      UtcTime from = known ? release.since() : new UtcTime(0);
      int failures = Standing.since(from, history).consecutiveFailures();
      if (failures < job.holdAfterFailures()) {
        return null;
      }
      return set(inWords(failures, outcome));
    }
  }

  /** The same of a job that other hosts run as well: they have counted until now. */
  private @Nullable Hold afterFailureOfHosts(Outcome outcome) {
    int failures = context.cluster.failuresWith(outcome);
    return failures < job.holdAfterFailures() ? null : set(inWords(failures, outcome));
  }

  private static String inWords(int failures, Outcome outcome) {
    String runs = failures == 1 ? "1 run has" : failures + " runs in a row have";
    return runs + " failed, the last with: " + outcome.reason();
  }
}
