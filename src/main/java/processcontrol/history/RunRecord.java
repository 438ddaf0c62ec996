package processcontrol.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

/**
 * The facts of one finished run (run-job(1), "RECORD FORMAT"), or of a start that was skipped.
 *
 * @param run the run id; null if there was no run
 * @param reason a sentence
 * @param exitCode the command's own exit code, or null
 * @param signal the number of the signal that ended the command, or null
 * @param status the exit status of run-job; null if it is not known
 * @param ended null if it is not known
 * @param attempts number of attempts of the commands
 * @param args the extra arguments of this run
 * @param invokedBy the user behind a manual start, or null
 * @param jobSha256 of the job file that ran
 * @param log the path of the run's log, or null
 * @param failedAttempts the reasons of the failed attempts before the last one
 * @param warnings what was noticed and did not change the result
 * @param slot the moment that the run was scheduled for; null if no schedule started it
 * @param slowStart whether it ran the job's {@code slow_start_command}
 * @param rerunOf the run that it repeats, or null
 * @param revision of the job directory, from its file {@code REVISION}; null where there is none
 * @param boot of the machine, for a job that starts once after each; null for any other job
 * @param placement the host of a job of a cluster; null for any other job
 * @param cause why a start was skipped or refused; null for a run, and if unknown
 */
public record RunRecord(
    @Nullable String run,
    Slug job,
    Result result,
    String reason,
    @Nullable Integer exitCode,
    @Nullable Integer signal,
    @Nullable Integer status,
    UtcTime started,
    @Nullable UtcTime ended,
    int attempts,
    Trigger trigger,
    List<String> args,
    @Nullable String invokedBy,
    @Nullable String jobSha256,
    @Nullable String log,
    List<String> failedAttempts,
    List<String> warnings,
    @Nullable UtcTime slot,
    boolean slowStart,
    @Nullable String rerunOf,
    @Nullable String revision,
    @Nullable Placement placement,
    @Nullable String boot,
    @Nullable SkipCause cause) {

  /** A record of what is always known; the rest is added. */
  public static RunRecordBuilder builder(
      Slug job, Result result, String reason, Trigger trigger, UtcTime started) {
    return new RunRecordBuilder(job, result, reason, trigger, started);
  }

  /** The record as one line of JSON, its newline included. */
  public byte[] toLine() {
    JsonLine line =
        new JsonLine()
            .add("run", run)
            .add("job", job.value())
            .add("result", result.toString())
            .add("reason", reason)
            .add("exit_code", exitCode)
            .add("signal", signal)
            .add("status", status)
            .add("started", started.toString())
            .add("ended", ended == null ? null : ended.toString())
            .addSeconds(
                "duration",
                ended == null ? null : Math.max(0, ended.epochMillis() - started.epochMillis()))
            .add("attempts", attempts)
            .add("trigger", trigger.toString())
            .add("args", args)
            .add("invoked_by", invokedBy)
            .add("job_sha256", jobSha256)
            .add("log", log)
            .add("failed_attempts", failedAttempts)
            .add("warnings", warnings)
            .add("slot", slot == null ? null : slot.toString())
            .add("slow_start", slowStart);
    if (rerunOf != null) {
      line.add("rerun_of", rerunOf);
    }
    if (revision != null) {
      line.add("revision", revision);
    }
    if (boot != null) {
      line.add("boot", boot);
    }
    if (placement != null) {
      line.add("host", placement.host()).addNumber("fence", placement.fence());
    }
    if (cause != null) {
      line.add("cause", cause.toString());
    }
    return line.toBytes();
  }

  /** Returns what the record says about when. */
  public RunTrace trace() {
    boolean byClock = trigger == Trigger.CRON || trigger == Trigger.CATCH_UP;
    return new RunTrace(
        run,
        started,
        ended,
        byClock,
        slot,
        jobSha256,
        run == null ? Hold.sinceIn(reason) : null,
        boot);
  }

  /** Reads a line that {@link #toLine} wrote; null if it is something else. */
  public static @Nullable RunRecord ofLine(byte[] line) {
    Map<String, Object> members = JsonReader.read(line);
    if (members == null) {
      return null;
    }
    try {
      Result result = Result.of((String) members.get("result"));
      String reason = Objects.requireNonNull((String) members.get("reason"));
      Integer status = number(members.get("status"));
      return builder(
              new Slug((String) Objects.requireNonNull(members.get("job"))),
              result,
              reason,
              Trigger.of((String) members.get("trigger")),
              Objects.requireNonNull(time(members.get("started"))))
          .run((String) members.get("run"))
          .exitCode(number(members.get("exit_code")))
          .signal(number(members.get("signal")))
          .status(status)
          .ended(time(members.get("ended")))
          .attempts(Objects.requireNonNull(number(members.get("attempts"))))
          .args(texts(members.get("args")))
          .invokedBy((String) members.get("invoked_by"))
          .jobSha256((String) members.get("job_sha256"))
          .log((String) members.get("log"))
          .failedAttempts(texts(members.get("failed_attempts")))
          .warnings(texts(members.get("warnings")))
          .slot(time(members.get("slot")))
          .slowStart("true".equals(members.get("slow_start")))
          .rerunOf((String) members.get("rerun_of"))
          .revision((String) members.get("revision"))
          .boot((String) members.get("boot"))
          .placement(placement(members.get("host"), members.get("fence")))
          .cause(
              result == Result.SKIPPED
                  ? SkipCause.of((String) members.get("cause"), reason, status)
                  : null)
          .build();
    } catch (IllegalArgumentException | NullPointerException | ClassCastException e) {
      return null; // Not ours; half a line that a full disk left behind, above all.
    }
  }

  /**
   * As {@link #ofLine}, of a line within other bytes, and without what only those want to know who
   * look at a single run: what it was given, what it printed, and what was noticed.
   *
   * @param known the job whose record it most likely is
   */
  static @Nullable RunRecord brief(RecordScan scan, byte[] bytes, int from, int until, Slug known) {
    if (!scan.read(bytes, from, until) || !scan.isComplete()) {
      return ofLine(Arrays.copyOfRange(bytes, from, until));
    }
    try {
      Result result = scan.result();
      String job = Objects.requireNonNull(scan.shared(RecordScan.JOB));
      String reason = scan.reason();
      Integer status = scan.number(RecordScan.STATUS);
      return builder(
              known.value().equals(job) ? known : new Slug(job),
              result,
              reason,
              scan.trigger(),
              scan.started())
          .run(scan.text(RecordScan.RUN))
          .status(status)
          .ended(scan.time(RecordScan.ENDED))
          .attempts(Objects.requireNonNull(scan.number(RecordScan.ATTEMPTS)))
          .jobSha256(scan.shared(RecordScan.SHA256))
          .slot(scan.time(RecordScan.SLOT))
          .boot(scan.shared(RecordScan.BOOT))
          .cause(
              result == Result.SKIPPED
                  ? SkipCause.of(scan.text(RecordScan.CAUSE), reason, status)
                  : null)
          .build();
    } catch (IllegalArgumentException e) {
      return null; // Not ours.
    }
  }

  private static @Nullable Integer number(@Nullable Object value) {
    return value == null ? null : Integer.valueOf((String) value);
  }

  private static @Nullable Placement placement(@Nullable Object host, @Nullable Object fence) {
    return host == null
        ? null
        : new Placement((String) host, fence == null ? null : Long.valueOf((String) fence));
  }

  private static @Nullable UtcTime time(@Nullable Object value) {
    return value == null ? null : UtcTime.parse((String) value);
  }

  private static List<String> texts(@Nullable Object value) {
    if (value == null) {
      return List.of(); // Written before there was such a key.
    }
    List<String> texts = new ArrayList<>();
    for (Object text : (List<?>) value) {
      texts.add((String) text);
    }
    return texts;
  }

  /** Returns how long the run took, in milliseconds; null if that is not known. */
  public @Nullable Long duration() {
    return ended == null
        ? null
        : Long.valueOf(Math.max(0, ended.epochMillis() - started.epochMillis()));
  }

  /** Returns when the run ended, or began where that is all that is known. */
  public UtcTime latestMoment() {
    return ended == null ? started : ended;
  }
}
