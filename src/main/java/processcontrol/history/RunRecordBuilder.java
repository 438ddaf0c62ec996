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
  private String run;
  private Integer exitCode;
  private Integer signal;
  private Integer status;
  private UtcTime ended;
  private int attempts;
  private List<String> args = List.of();
  private String invokedBy;
  private String jobSha256;
  private String log;
  private List<String> failedAttempts = List.of();
  private List<String> warnings = List.of();
  private UtcTime slot;
  private boolean slowStart;
  private String rerunOf;
  private String revision;
  private Placement placement;
  private String boot;
  private @Nullable SkipCause cause;

  RunRecordBuilder(Slug job, Result result, String reason, Trigger trigger, UtcTime started) {
    this.job = job;
    this.result = result;
    this.reason = reason;
    this.trigger = trigger;
    this.started = started;
  }

  public RunRecordBuilder run(String value) {
    run = value;
    return this;
  }

  public RunRecordBuilder exitCode(Integer value) {
    exitCode = value;
    return this;
  }

  public RunRecordBuilder signal(Integer value) {
    signal = value;
    return this;
  }

  public RunRecordBuilder status(Integer value) {
    status = value;
    return this;
  }

  public RunRecordBuilder ended(UtcTime value) {
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

  public RunRecordBuilder invokedBy(String value) {
    invokedBy = value;
    return this;
  }

  public RunRecordBuilder jobSha256(String value) {
    jobSha256 = value;
    return this;
  }

  public RunRecordBuilder log(String value) {
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

  public RunRecordBuilder slot(UtcTime value) {
    slot = value;
    return this;
  }

  public RunRecordBuilder slowStart(boolean value) {
    slowStart = value;
    return this;
  }

  public RunRecordBuilder rerunOf(String value) {
    rerunOf = value;
    return this;
  }

  public RunRecordBuilder revision(String value) {
    revision = value;
    return this;
  }

  public RunRecordBuilder placement(Placement value) {
    placement = value;
    return this;
  }

  public RunRecordBuilder boot(String value) {
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
