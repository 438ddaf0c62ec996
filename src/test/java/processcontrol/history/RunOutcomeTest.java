package processcontrol.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;

class RunOutcomeTest {

  private static String line(String run, Result result, String reason) {
    UtcTime started = UtcTime.parse("2026-02-28T23:59:59.250Z");
    return new String(
        RunRecord.builder(new Slug("a-b"), result, reason, Trigger.CRON, started)
            .run(run)
            .exitCode(3)
            .status(3)
            .ended(started)
            .attempts(1)
            .slot(started)
            .build()
            .toLine(),
        StandardCharsets.UTF_8);
  }

  private static RunOutcome read(String line) {
    byte[] bytes = ("x\n" + line.strip()).getBytes(StandardCharsets.UTF_8);
    return RunOutcome.in(new RecordScan(), bytes, 2, bytes.length);
  }

  private static long second() {
    return UtcTime.parse("2026-02-28T23:59:59.000Z").epochMillis();
  }

  @Test
  void name_of_a_run_says_when_it_began() {
    for (Result result : List.of(Result.SUCCESS, Result.FAILURE, Result.LOST)) {
      assertThat(read(line("a-b-20260228-235959", result, "\"r\" \u20ac")))
          .isEqualTo(new RunOutcome(result, second()));
      assertThat(read(line("a-b-20260228-235959.12", result, "")))
          .isEqualTo(new RunOutcome(result, second()));
    }
  }

  @Test
  void record_without_such_a_name_is_read_in_full() {
    RunOutcome whole = new RunOutcome(Result.SKIPPED, second() + 250);
    assertThat(read(line(null, Result.SKIPPED, "held"))).isEqualTo(whole);
    assertThat(read(line("other", Result.SKIPPED, "held"))).isEqualTo(whole);
  }

  @Test
  void what_is_no_record_is_none() {
    String line = line("a-b-20260228-235959", Result.SUCCESS, "").strip();
    for (int i = 0; i < line.length(); i++) {
      assertThat(read(line.substring(0, i))).as("%d bytes", i).isNull();
    }
    assertThat(read(line.replace("success", "fine"))).isNull();
    assertThat(read(line.replace("\"result\"", "\"other\""))).isNull();
  }
}
