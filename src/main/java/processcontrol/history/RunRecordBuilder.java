package processcontrol.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

/** Puts a {@link RunRecord} together; what it is not given is null, empty, zero or false. */
public final class RunRecordBuilder {

  private final Slug job;
  private final Result result;
  private final String reason;
  private final Trigger trigger;
  private final UtcTime started;
  private @Nullable String run;
  private @Nullable Integer exitCode;
  private @Nullable Integer signal;
  private @Nullable Integer status;
  private @Nullable UtcTime ended;
  private int attempts;
  private List<String> args = List.of();
  private @Nullable String invokedBy;
  private @Nullable String jobSha256;
  private @Nullable String log;
  private List<String> failedAttempts = List.of();
  private List<String> warnings = List.of();
  private @Nullable UtcTime slot;
  private boolean slowStart;
  private @Nullable String rerunOf;
  private @Nullable String revision;
  private @Nullable Placement placement;
  private @Nullable String boot;
  private @Nullable SkipCause cause;

  RunRecordBuilder(Slug job, Result result, String reason, Trigger trigger, UtcTime started) {
    this.job = job;
    this.result = result;
    this.reason = reason;
    this.trigger = trigger;
    this.started = started;
  }

  public RunRecordBuilder run(@Nullable String value) {
    run = value;
    return this;
  }

  public RunRecordBuilder exitCode(@Nullable Integer value) {
    exitCode = value;
    return this;
  }

  public RunRecordBuilder signal(@Nullable Integer value) {
    signal = value;
    return this;
  }

  public RunRecordBuilder status(@Nullable Integer value) {
    status = value;
    return this;
  }

  public RunRecordBuilder ended(@Nullable UtcTime value) {
    ended = value;
    return this;
  }

  public RunRecordBuilder attempts(int value) {
    attempts = value;
    return this;
  }

  public RunRecordBuilder args(List<String> value) {
    args = value;
    return this;
  }

  public RunRecordBuilder invokedBy(@Nullable String value) {
    invokedBy = value;
    return this;
  }

  public RunRecordBuilder jobSha256(@Nullable String value) {
    jobSha256 = value;
    return this;
  }

  public RunRecordBuilder log(@Nullable String value) {
    log = value;
    return this;
  }

  public RunRecordBuilder failedAttempts(List<String> value) {
    failedAttempts = value;
    return this;
  }

  public RunRecordBuilder warnings(List<String> value) {
    warnings = value;
    return this;
  }

  public RunRecordBuilder slot(@Nullable UtcTime value) {
    slot = value;
    return this;
  }

  public RunRecordBuilder slowStart(boolean value) {
    slowStart = value;
    return this;
  }

  public RunRecordBuilder rerunOf(@Nullable String value) {
    rerunOf = value;
    return this;
  }

  public RunRecordBuilder revision(@Nullable String value) {
    revision = value;
    return this;
  }

  public RunRecordBuilder placement(@Nullable Placement value) {
    placement = value;
    return this;
  }

  public RunRecordBuilder boot(@Nullable String value) {
    boot = value;
    return this;
  }

  public RunRecordBuilder cause(@Nullable SkipCause value) {
    cause = value;
    return this;
  }

  public RunRecord build() {
    return new RunRecord(
        run,
        job,
        result,
        reason,
        exitCode,
        signal,
        status,
        started,
        ended,
        attempts,
        trigger,
        args,
        invokedBy,
        jobSha256,
        log,
        failedAttempts,
        warnings,
        slot,
        slowStart,
        rerunOf,
        revision,
        placement,
        boot,
        cause);
  }
}
