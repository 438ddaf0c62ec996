package processcontrol.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

class SkipCauseTest {

  private static RunFigures figures(byte[] line) {
    return RunFigures.in(new RecordScan(), line, 0, line.length);
  }

  private static RunRecord read(RunRecord record, String remove) {
    String line = new String(record.toLine(), StandardCharsets.UTF_8).replace(remove, "");
    return RunRecord.ofLine(line.getBytes(StandardCharsets.UTF_8));
  }

  private static RunRecord record(SkipCause cause, String reason, int status) {
    return RunRecord.builder(
            new Slug("yak"), Result.SKIPPED, reason, Trigger.CRON, new UtcTime(1_795_176_000_123L))
        .status(status)
        .cause(cause)
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void cause_is_read_as_it_was_written_whatever_the_sentence(SkipCause cause) {
    RunRecord record = record(cause, "only_if: what others say", 0);

    assertThat(read(record, "")).isEqualTo(record);
    assertThat(figures(record.toLine()).cause()).isEqualTo(cause);
  }

  @ParameterizedTest
  @CsvSource({
    "on hold since 2026-11-20T00:40:00.000Z: move, 0, HELD",
    "not before 2026-12-01, 0, NOT_DUE",
    "in the blackout 22:00-06:00, 0, NOT_DUE",
    "only_if: /bin/test: exit code 1, 0, PRECONDITION",
    "'too late: it was due at 2026-11-20T00:40:00.000Z, start_deadline is 5m', 0, TOO_LATE",
    "already running (pid 1); start_deadline is 5m, 0, TOO_LATE",
    "'the pool db is full: 1 job runs', 75, POOL_FULL",
    "'already running (pid 7, since 2026-11-20T00:40:00.000Z)', 0, LOCK_HELD",
    "something else, 0, ",
  })
  void cause_of_a_former_version_is_in_its_sentence(String reason, int status, SkipCause cause) {
    RunRecord former = record(null, reason, status);

    assertThat(read(former, "").cause()).isEqualTo(cause);
    assertThat(figures(former.toLine()).cause()).isEqualTo(cause);
  }

  @Test
  void cause_of_a_later_version_is_not_known() {
    RunRecord record = record(SkipCause.HELD, "only_if: x", 0);
    String line = new String(record.toLine(), StandardCharsets.UTF_8).replace("\"held\"", "\"x\"");

    assertThat(RunRecord.ofLine(line.getBytes(StandardCharsets.UTF_8)).cause()).isNull();
  }

  @Test
  void runs_have_none() {
    RunRecord run =
        RunRecord.builder(
                new Slug("yak"), Result.FAILURE, "only_if: x", Trigger.CRON, new UtcTime(1))
            .run("yak-1")
            .build();

    assertThat(new String(run.toLine(), StandardCharsets.UTF_8)).doesNotContain("cause");
    assertThat(RunRecord.ofLine(run.toLine()).cause()).isNull();
  }
}
