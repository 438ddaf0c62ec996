package processcontrol.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.TimeSpan;
import processcontrol.report.Screen.Color;
import processcontrol.status.JobStatus;

/**
 * The one word for a job, and why.
 *
 * @param reason a few words; empty for nothing to say
 */
public record JobState(Kind kind, String reason) {

  /** Default of check-jobs-icinga's option. */
  static final TimeSpan GRACE = TimeSpan.parse("10m");

  /** The states, those first that need a person's attention. */
  public enum Kind {
    INVALID("invalid", Color.BAD),
    FAILING("failing", Color.BAD),
    OVERDUE("overdue", Color.BAD),
    HELD("held", Color.WARNING),
    RUNNING("running", Color.ACTIVE),
    WAITING("waiting", Color.WAITING),
    OK("ok", Color.PLAIN),
    NEW("new", Color.QUIET),
    DISABLED("disabled", Color.QUIET);

    private final String word;
    private final Color color;

    Kind(String word, Color color) {
      this.word = word;
      this.color = color;
    }

    /** The word. */
    public String word() {
      return word;
    }

    Color color() {
      return color;
    }
  }

  /** Returns true if the last run of a job failed, or it cannot run at all. */
  public static boolean isFailed(JobStatus status) {
    return !status.isValid() || lastFailed(status);
  }

  static boolean lastFailed(JobStatus status) {
    RunRecord last = last(status);
    return last != null && last.result().isFailed();
  }

  static @Nullable RunRecord last(JobStatus status) {
    return status.standing() == null ? null : status.standing().last();
  }

  /** The place of a job where those come first that need attention; the others are equal. */
  static Kind rank(JobStatus status, Instant now) {
    Kind kind = of(status, now).kind;
    if ((kind == Kind.RUNNING || kind == Kind.WAITING) && lastFailed(status)) {
      return Kind.FAILING;
    }
    return kind.compareTo(Kind.OK) > 0 ? Kind.OK : kind;
  }

  /** The state of a job. */
  public static JobState of(JobStatus status, Instant now) {
    if (!status.isValid()) {
      String problem = status.problems().isEmpty() ? "" : status.problems().get(0);
      return new JobState(Kind.INVALID, withoutPath(problem, status.path()));
    }
    if (status.running() != null) {
      boolean waits = status.running().pool() != null || !status.running().phase().isEmpty();
      return new JobState(waits ? Kind.WAITING : Kind.RUNNING, withFailure(status, doing(status)));
    }
    if (status.hold() != null) {
      return new JobState(Kind.HELD, withFailure(status, held(status.hold())));
    }
    if (lastFailed(status)) {
      return new JobState(Kind.FAILING, failure(status));
    }
    for (Alarms.Alarm alarm : new Alarms(now, GRACE).of(status)) {
      if (alarm.kind() == Alarms.Kind.OVERDUE) {
        return new JobState(Kind.OVERDUE, alarm.text().replaceFirst("^overdue: ", ""));
      }
    }
    String waiting = waiting(status);
    if (waiting != null) {
      return new JobState(Kind.WAITING, waiting);
    }
    if (status.job().disabled()) {
      return new JobState(Kind.DISABLED, reasonOfDisabled(status.job()));
    }
    return new JobState(last(status) == null ? Kind.NEW : Kind.OK, remark(status));
  }

  /** Returns the problem without the place, since the job's name is beside it. */
  private static String withoutPath(String problem, String path) {
    return path != null && problem.startsWith(path + ":")
        ? "line " + problem.substring(path.length() + 1)
        : problem;
  }

  private static String doing(JobStatus status) {
    JobStatus.Running running = status.running();
    if (running.pool() != null) {
      return "for the pool " + running.pool();
    }
    return running.state().equals("running") ? "" : running.state();
  }

  private static String held(Hold hold) {
    return (hold.by() == null ? "" : hold.by() + ": ") + hold.reason();
  }

  private static String withFailure(JobStatus status, String reason) {
    return !lastFailed(status)
        ? reason
        : (reason.isEmpty() ? "" : reason + "; ") + "failed: " + failure(status);
  }

  private static String failure(JobStatus status) {
    int times = status.standing().consecutiveFailures();
    return (times > 1 ? times + "x " : "") + last(status).reason();
  }

  private static @Nullable String waiting(JobStatus status) {
    if (!status.pending().isEmpty()) {
      int count = status.pending().size();
      return "triggered by "
          + status.pending().get(0).from()
          + (count == 1 ? "" : " and " + (count - 1) + " more");
    }
    JobStatus.After after = status.after();
    return after == null || after.dueSince() == null ? null : "its dependencies have succeeded";
  }

  private static String reasonOfDisabled(Job job) {
    String words = job.ownership().disabledInWords().strip();
    return words.startsWith(": ") ? words.substring(2) : words;
  }

  private static String remark(JobStatus status) {
    List<String> remarks = new ArrayList<>();
    if (status.standing().fault() != null) {
      remarks.add(status.standing().fault());
    }
    if (status.standing().clockFault() != null) {
      remarks.add(status.standing().clockFault());
    }
    RunRecord last = last(status);
    if (last != null) {
      remarks.addAll(last.warnings());
    }
    return remarks.isEmpty() ? "" : "warning: " + String.join("; ", remarks);
  }
}
