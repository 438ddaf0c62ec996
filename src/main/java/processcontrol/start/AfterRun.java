package processcontrol.start;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.report.MetricsFile;
import processcontrol.run.Outcome;
import processcontrol.run.RunReport;
import processcontrol.trigger.Spool;

/**
 * Does what follows a run once its lock is free: the system's log, the jobs that it triggers, what
 * its caller reads, metrics, and notifications.
 */
final class AfterRun {

  private final StartRequest request;
  private final GlobalConfig config;
  private final Job job;
  private final PrintStream err;

  /** Null for a job without notifications. */
  private final @Nullable RunNotifications notifications;

  /** Null if runs are not reported to the system's log. */
  private final @Nullable SystemLog systemLog;

  private final boolean detached;

  /**
   * @param detached true where a call waits for the name of the run
   */
  AfterRun(
      StartRequest request,
      GlobalConfig config,
      Job job,
      PrintStream err,
      @Nullable RunNotifications notifications,
      @Nullable SystemLog systemLog,
      boolean detached) {
    this.request = request;
    this.config = config;
    this.job = job;
    this.err = err;
    this.notifications = notifications;
    this.systemLog = systemLog;
    this.detached = detached;
  }

  /** Reports a run, or why a start that was due became none. */
  void tellAll(RunReport report) {
    Outcome outcome = report.outcome();
    tellSystemLog(report);
    triggerOthers(report);
    if (report.warning() != null) {
      tell("warning: " + report.warning());
    }
    String log = report.logPath() == null ? "" : "; log: " + report.logPath();
    // What cron would mail is printed once it is known that no notification has reported it.
    boolean unattended =
        notifications != null && JobStart.isScheduled(request) && !Audience.isPerson();
    if (!outcome.isSuccess() && !unattended) {
      tell(outcome.reason() + log);
      tellOfHold(report);
    } else if (outcome.result() == Result.SKIPPED) {
      tellOfSkip(report);
    }
    if (outcome.isSuccess() && request.verbose()) {
      tell(outcome.reason() + log);
    }
    if (config.metricsDirectory() != null) {
      ErrorOutput.printFault(MetricsFile.write(config, job), err);
    }
    if (notifications != null) {
      List<String> faults = notifications.afterRun(report);
      if (unattended && !outcome.isSuccess()) {
        if (!notifications.isFailureTold()) {
          tell(outcome.reason() + log);
        }
        if (!notifications.isHoldTold()) {
          tellOfHold(report);
        }
      }
      tellFaults(faults, outcome);
    }
  }

  /** Tells of a start that its schedule had decided against. */
  void tellOfDecision(RunReport report) {
    tellSystemLog(report);
    tellOfSkip(report);
  }

  private void tellFaults(List<String> faults, Outcome outcome) {
    for (String fault : faults) {
      // A run that succeeded is silent; its log has it.
      if (!outcome.isSuccess() || request.verbose()) {
        tell(fault);
      }
    }
  }

  /** Tells what is known where the lock or the history failed; the failure itself is thrown. */
  void tellFailure(RunReport report) {
    tellSystemLog(report);
    RunRecord record = report.record();
    if (record != null && record.result() == Result.FAILURE) {
      tell(record.reason() + "; log: " + report.logPath()); // It stands nowhere else.
    }
    tellOfHold(report);
  }

  /**
   * Reports why there was no run to the caller of a run in the background, who gets no name of a
   * run then, and to a person at a terminal.
   */
  void tellOfSkip(RunReport report) {
    if (detached && report.logPath() == null) {
      tell(report.outcome().reason());
    } else if (!request.quiet()) {
      Audience.tellOfSkip(job.slug(), report.outcome().reason(), err);
    }
  }

  void tell(String message) {
    ErrorOutput.printLine("run-job", job.slug() + ": " + message, err);
  }

  private void tellSystemLog(RunReport report) {
    if (systemLog != null) {
      systemLog.ended(report);
    }
  }

  private void tellOfHold(RunReport report) {
    if (report.hold() != null) {
      tell("is on hold now: " + report.hold().reason());
    } else if (report.holdFault() != null) {
      tell("could not be put on hold: " + report.holdFault());
    }
  }

  /** Fires what the run triggers, and sees to triggers of its own job that came meanwhile. */
  private void triggerOthers(RunReport report) {
    for (String fault : report.triggerFaults()) {
      tell(fault);
    }
    if (!report.triggers().isEmpty()) {
      for (String fault : new TriggerDispatch(config).fire(report.triggers())) {
        tell(fault);
      }
    }
    boolean leftOver =
        !request.serving()
            && report.record() != null
            && report.outcome().result() != Result.KILLED // What is to stop must not begin again.
            && new Spool(config.stateDirectory()).isPending(job.slug())
            && Hold.find(config.stateDirectory(), job.slug()) == null;
    if (leftOver) {
      WorkerStarter.start(config, job.slug());
    }
  }
}
