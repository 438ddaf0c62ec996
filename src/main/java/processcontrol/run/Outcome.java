package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.history.Result;
import processcontrol.history.SkipCause;
import processcontrol.job.Signal;
import processcontrol.job.SuccessCriteria;
import processcontrol.posix.Termination;

/**
 * The outcome of a run.
 *
 * @param reason a sentence for people
 * @param status the exit status of run-job ({@link ExitCode}, or the command's own)
 * @param exitCode the command's own exit code, or null
 * @param signal the signal that ended the command, or null
 * @param cause why there was no run; null for a run
 */
public record Outcome(
    Result result,
    String reason,
    int status,
    @Nullable Integer exitCode,
    @Nullable Integer signal,
    @Nullable SkipCause cause) {

  /** Makes one of a start that became a run. */
  Outcome(
      Result result,
      String reason,
      int status,
      @Nullable Integer exitCode,
      @Nullable Integer signal) {
    this(result, reason, status, exitCode, signal, null);
  }

  /** Of a job without commands, which only triggers others. */
  static final Outcome NOTHING_TO_RUN = new Outcome(Result.SUCCESS, "succeeded", 0, null, null);

  /** By how a command ended by itself. */
  static Outcome of(Termination end, SuccessCriteria criteria) {
    if (end.isSignal()) {
      return new Outcome(
          Result.FAILURE,
          "killed by " + new Signal(end.signal()),
          ExitCode.ofSignal(end.signal()),
          null,
          end.signal());
    }
    int code = end.exitCode();
    if (criteria.isSuccess(code)) {
      String reason = code == 0 ? "succeeded" : "exit code " + code + ", a success";
      return new Outcome(Result.SUCCESS, reason, 0, code, null);
    }
    int status = code == 0 ? ExitCode.UNEXPECTED.status() : code;
    return new Outcome(Result.FAILURE, "exit code " + code, status, code, null);
  }

  /** Of an attempt whose commands ended well, but not as the job expects. */
  static Outcome unexpected(String reason, Outcome ended) {
    return new Outcome(
        Result.FAILURE, reason, ExitCode.UNEXPECTED.status(), ended.exitCode, ended.signal);
  }

  static Outcome notExecuted(ExitCode code, String reason) {
    Result result = code == ExitCode.FAILED_ITSELF ? Result.ERROR : Result.FAILURE;
    return new Outcome(result, reason, code.status(), null, null);
  }

  /** Stopped because its time was over; {@code end} is null if it had not begun or did not end. */
  static Outcome timeout(String reason, @Nullable Termination end) {
    return ofStopped(Result.TIMEOUT, reason, ExitCode.TIMED_OUT.status(), end);
  }

  /** Makes one of a run that was stopped by a signal to the supervisor. */
  static Outcome stopped(int bySignal, @Nullable Termination end) {
    String reason = "stopped by " + new Signal(bySignal);
    return ofStopped(Result.KILLED, reason, ExitCode.ofSignal(bySignal), end);
  }

  /** Stopped so that it can begin again. */
  static Outcome restarted(String reason, Termination end) {
    int status = ExitCode.STOPPED_BY_TERM.status();
    return ofStopped(Result.KILLED, "restarted: " + reason, status, end);
  }

  private static Outcome ofStopped(Result result, String reason, int status, Termination end) {
    Integer exitCode = end == null || end.isSignal() ? null : Integer.valueOf(end.exitCode());
    Integer signal = end == null || !end.isSignal() ? null : Integer.valueOf(end.signal());
    return new Outcome(result, reason, status, exitCode, signal);
  }

  static Outcome error(String reason) {
    return new Outcome(Result.ERROR, reason, ExitCode.FAILED_ITSELF.status(), null, null);
  }

  /** Of a start that waited for etcd in vain. */
  static Outcome unreachable(String reason) {
    return new Outcome(Result.ERROR, reason, ExitCode.ALREADY_RUNNING.status(), null, null);
  }

  /** Stopped because another host may take its lock. */
  static Outcome lockLost(String reason, Termination end) {
    return ofStopped(Result.ERROR, reason, ExitCode.FAILED_ITSELF.status(), end);
  }

  /** Makes one of a start that became no run, which is no error. */
  static Outcome skipped(SkipCause cause, String reason) {
    return new Outcome(Result.SKIPPED, reason, 0, null, null, cause);
  }

  /** Makes one of a start that became no run, which its caller must hear. */
  static Outcome refused(SkipCause cause, String reason) {
    int status = ExitCode.ALREADY_RUNNING.status();
    return new Outcome(Result.SKIPPED, reason, status, null, null, cause);
  }

  Outcome because(String otherReason) {
    return new Outcome(result, otherReason, status, exitCode, signal, cause);
  }

  /** The outcome of a run whose output could not be kept. */
  Outcome withoutOutput(String fault) {
    String lost = "output was lost: " + fault;
    return isSuccess() ? error(lost) : because(reason + "; " + lost);
  }

  public boolean isSuccess() {
    return status == 0;
  }
}
