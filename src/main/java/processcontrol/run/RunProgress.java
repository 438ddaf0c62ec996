package processcontrol.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.posix.Clock;
import processcontrol.trigger.PendingTrigger;

/** Facts that become known during a run, for its record. */
final class RunProgress {

  /** Number of failures that are kept of a run that is tried for ever: the latest ones. */
  private static final int FAILURES_KEPT = 20;

  private final Job job;
  private final Clock clock;
  private final List<String> failedAttempts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private RunRequest request;
  private boolean leavesTriggers;
  private UtcTime started;
  private long deadline;
  private long lateAt;
  private @Nullable String runId;
  private @Nullable String logPath;
  private int attempts;

  /** Null if no output is reported during the run. */
  private @Nullable PartialOutput partial;

  RunProgress(RunRequest request, Clock clock) {
    this.request = request;
    this.job = request.job();
    this.clock = clock;
    begin();
  }

  /** Begins the run now: what it waited for its lock is none of its time. */
  void begin() {
    started = new UtcTime(clock.wall());
    beginTime();
  }

  /** Begins the time of the run now: what it waited for its pool does not count. */
  void beginTime() {
    deadline = clock.deadlineAfter(job.timeout().millis());
    lateAt = clock.deadlineAfter(job.warnAfter().millis());
  }

  UtcTime started() {
    return started;
  }

  /** Returns when the run's time is over, on the scale of {@link Clock#monotonic}. */
  long deadline() {
    return deadline;
  }

  boolean isOverdue() {
    return clock.monotonic() >= deadline;
  }

  /**
   * Returns when the run is late, on the same scale; {@link Long#MAX_VALUE} once that was noticed.
   */
  long lateAt() {
    return lateAt;
  }

  /** Returns true once, when the run has become late. */
  boolean hasBecomeLate() {
    boolean late = clock.monotonic() >= lateAt;
    lateAt = late ? Long.MAX_VALUE : lateAt;
    return late;
  }

  /** Returns what is run, with the arguments of the triggers that were taken. */
  RunRequest request() {
    return request;
  }

  void addTriggers(List<PendingTrigger> triggers) {
    request = request.with(triggers);
  }

  /** Leaves the triggers that wait: they are for a job that is not on hold. */
  void leaveTriggers() {
    leavesTriggers = true;
  }

  boolean leavesTriggers() {
    return leavesTriggers || request.pending() == RunRequest.Pending.LEAVE;
  }

  /** Notes the name and the log that the run has got. */
  void isLogged(String newRunId, String newLogPath) {
    runId = newRunId;
    logPath = newLogPath;
  }

  /** Null before it has one. */
  @Nullable String runId() {
    return runId;
  }

  @Nullable String logPath() {
    return logPath;
  }

  /** Counts an attempt that begins; returns its number, from 1. */
  int beginAttempt() {
    return ++attempts;
  }

  int attempts() {
    return attempts;
  }

  void addFailedAttempt(String reason) {
    if (failedAttempts.size() == FAILURES_KEPT) {
      failedAttempts.remove(0);
    }
    failedAttempts.add(reason);
  }

  List<String> failedAttempts() {
    return List.copyOf(failedAttempts);
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Reports from now on what is printed during the run. */
  void tellPrinted(PartialOutput output) {
    partial = output;
  }

  /** Returns null if nothing of it is reported. */
  @Nullable PartialOutput partial() {
    return partial;
  }
}
