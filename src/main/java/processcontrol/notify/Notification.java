package processcontrol.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.RunRecord;
import processcontrol.job.CommandLine;
import processcontrol.job.Event;
import processcontrol.job.Job;

/**
 * The content of a notification.
 *
 * @param host the name of this machine
 * @param slug of the job
 * @param name the job's title
 * @param description of the job, or null
 * @param owner who answers for the job, or null
 * @param runbook what to do when it fails, or null
 * @param commands that the job runs
 * @param record of the run; during the run, its result, reason and end are not known
 * @param failures how many runs in a row failed, up to this one
 * @param hold why the job is on hold by now, or null
 */
public record Notification(
    Event event,
    String host,
    String slug,
    String name,
    String description,
    String owner,
    String runbook,
    List<String> commands,
    RunRecord record,
    int failures,
    @Nullable String hold) {

  public Notification {
    commands = List.copyOf(commands);
  }

  /** Makes the notification of an event in a run of a job. */
  public static Notification of(
      Event event, String host, Job job, RunRecord record, int failures, @Nullable String hold) {
    return new Notification(
        event,
        host,
        job.slug().value(),
        job.name(),
        job.description(),
        job.ownership().owner(),
        job.ownership().runbook(),
        job.commands().stream().map(CommandLine::toString).toList(),
        record,
        failures,
        hold);
  }

  /** Returns true if the run has not ended, so that its result is not known yet. */
  boolean isUnderWay() {
    return event == Event.START || event == Event.LATE || event == Event.RETRY;
  }

  /** Names the run: its id, or the moment of its start if it never had one. */
  String runId() {
    return record.run() == null ? slug + "-" + record.started().stamp() : record.run();
  }

  /** One line: what happened. */
  String headline() {
    return switch (event) {
      case START -> "started";
      case LATE -> "is late: still running";
      case RETRY -> "is tried again: " + lastFailedAttempt();
      case SUCCESS -> record.reason();
      case FAILURE -> "failed: " + record.reason();
      case RECOVERY -> "recovered" + after();
      case HOLD -> "is on hold until 'run-job --release " + slug + "': " + hold;
    };
  }

  private String after() {
    return failures == 0
        ? ""
        : failures == 1 ? " after 1 failed run" : " after " + failures + " failed runs";
  }

  String lastFailedAttempt() {
    List<String> attempts = record.failedAttempts();
    return attempts.isEmpty() ? "an attempt failed" : attempts.get(attempts.size() - 1);
  }
}
