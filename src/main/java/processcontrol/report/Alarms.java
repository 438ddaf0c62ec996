package processcontrol.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.TimeSpan;
import processcontrol.status.JobStatus;

/** Finds faults of jobs that need a person's attention. */
public final class Alarms {

  /** The kind of a fault. */
  public enum Kind {
    INVALID,
    FAILING,
    LOST,
    HELD,
    /** A failure has put it on hold, which waits for a person. */
    STOPPED,
    OVERDUE,
    /** The evidence about the job is not whole, so that all may not be well. */
    DAMAGED,
    /** The evidence about the job lies in the future, so that a clock was wrong. */
    CLOCK,
    /** The last run went well, but not all around it. */
    WARNED
  }

  /** One thing that is wrong with one job. */
  public record Alarm(String job, Kind kind, String text, int failures) {}

  private final Instant now;
  private final TimeSpan grace;

  /**
   * @param grace how long after it was due a run may have no record
   */
  public Alarms(Instant now, TimeSpan grace) {
    this.now = now;
    this.grace = grace;
  }

  /** Everything that is wrong with a job. */
  public List<Alarm> of(JobStatus status) {
    List<Alarm> alarms = new ArrayList<>();
    if (!status.isValid()) {
      String problem = status.problems().isEmpty() ? "invalid" : status.problems().get(0);
      alarms.add(new Alarm(status.name(), Kind.INVALID, "invalid: " + problem, 0));
    }
    addStanding(status, alarms);
    addWarnings(status, alarms);
    if (status.standing() != null && status.standing().fault() != null) {
      alarms.add(new Alarm(status.name(), Kind.DAMAGED, status.standing().fault(), 0));
    }
    if (status.standing() != null && status.standing().clockFault() != null) {
      alarms.add(new Alarm(status.name(), Kind.CLOCK, status.standing().clockFault(), 0));
    }
    if (status.hold() != null) {
      boolean automatic = status.hold().automatic();
      String text = (automatic ? "put itself on hold: " : "on hold: ") + status.hold().reason();
      alarms.add(new Alarm(status.name(), automatic ? Kind.STOPPED : Kind.HELD, text, 0));
    }
    if (status.isValid()) {
      addOverdue(status, alarms);
      addWaiting(status, alarms);
    }
    return alarms;
  }

  /** A job that its parents, or a trigger, have asked to run. */
  private void addWaiting(JobStatus status, List<Alarm> alarms) {
    JobStatus.After after = status.job().disabled() ? null : status.after();
    if (after != null && !after.disabled().isEmpty()) {
      String text = "does not run: " + String.join(", ", after.disabled());
      alarms.add(new Alarm(status.name(), Kind.WARNED, text + " is disabled (after)", 0));
    }
    if (status.hold() != null || status.running() != null) {
      return;
    }
    String what = "its parents had succeeded";
    Instant since = after == null ? null : after.dueSince();
    if (since == null && !status.pending().isEmpty()) {
      since = TimeText.instant(status.pending().get(0).time());
      what = "it was triggered by " + status.pending().get(0).from();
    }
    long patience = grace.millis() + status.job().chain().idle().millis();
    if (since != null && since.plusMillis(patience).isBefore(now)) {
      long minutes = Duration.between(since, now).toMinutes();
      String text = "overdue: " + what + " at " + since + ", " + minutes + " minutes ago";
      alarms.add(new Alarm(status.name(), Kind.OVERDUE, text, 0));
    }
  }

  /** Returns the alarm that triggers of any job may wait unseen. */
  public static Alarm ofTriggers(String fault) {
    return new Alarm("triggers of all jobs", Kind.DAMAGED, fault, 0);
  }

  /** Returns the alarm that it may be unknown which host runs what. */
  public static Alarm ofCluster(String name, String fault) {
    return new Alarm("cluster " + name, Kind.DAMAGED, "etcd cannot be reached: " + fault, 0);
  }

  private static void addStanding(JobStatus status, List<Alarm> alarms) {
    RunRecord last = status.standing() == null ? null : status.standing().last();
    if (last == null || !last.result().isFailed()) {
      return;
    }
    int failures = status.standing().consecutiveFailures();
    Kind kind = last.result() == Result.LOST ? Kind.LOST : Kind.FAILING;
    String times = failures > 1 ? " (" + failures + " times in a row)" : "";
    String text = last.result() + times + ": " + last.reason();
    alarms.add(new Alarm(status.name(), kind, text, failures));
  }

  private static void addWarnings(JobStatus status, List<Alarm> alarms) {
    RunRecord last = status.standing() == null ? null : status.standing().last();
    if (last != null && !last.warnings().isEmpty()) {
      String text = "warning of its last run: " + String.join("; ", last.warnings());
      alarms.add(new Alarm(status.name(), Kind.WARNED, text, 0));
    }
  }

  /** A scheduled job that was due since its last record, or since its file was put there. */
  private void addOverdue(JobStatus status, List<Alarm> alarms) {
    Job job = status.job();
    boolean expected =
        (job.isScheduled() || job.restartPolicy() != null)
            && !job.disabled()
            && status.hold() == null
            && status.running() == null;
    if (expected && job.restartPolicy() != null && status.seen() != null) {
      addMissing(status, alarms);
      return;
    }
    Instant due = status.due();
    if (expected && due != null && due.plusMillis(grace.millis()).isBefore(now)) {
      long minutes = Duration.between(due, now).toMinutes();
      String text = "overdue: was due at " + due + ", " + minutes + " minutes ago";
      alarms.add(new Alarm(status.name(), Kind.OVERDUE, text, 0));
    }
  }

  /** A job that is to be kept running and has not run for a while. */
  private void addMissing(JobStatus status, List<Alarm> alarms) {
    if (status.seen().plusMillis(grace.millis()).isBefore(now)) {
      long minutes = Duration.between(status.seen(), now).toMinutes();
      String text = "overdue: is to be kept running, but has not run for " + minutes + " minutes";
      alarms.add(new Alarm(status.name(), Kind.OVERDUE, text, 0));
    }
  }
}
