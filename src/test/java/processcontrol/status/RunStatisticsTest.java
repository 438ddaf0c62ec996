package processcontrol.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.history.Result;
import processcontrol.history.RunFigures;
import processcontrol.history.RunRecord;
import processcontrol.history.Trigger;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.report.HistoryReport;
import processcontrol.report.StatsReport;
import processcontrol.report.TimeText;

/** Counts and durations, and the tables that show records. */
public class RunStatisticsTest {

  public static RunRecord record(
      String run, Result result, long started, Long ended, String reason) {
    return RunRecord.builder(new Slug("job"), result, reason, Trigger.CRON, new UtcTime(started))
        .run(run)
        .ended(ended == null ? null : new UtcTime(ended))
        .attempts(1)
        .build();
  }

  private static RunRecord lasting(long millis) {
    return record("r", Result.SUCCESS, 1_000, 1_000 + millis, "ok");
  }

  private static RunStatistics tally(RunRecord... records) {
    RunStatistics tally = new RunStatistics();
    for (RunRecord record : records) {
      tally.add(RunFigures.of(record));
    }
    return tally;
  }

  @Test
  void failed_runs_are_errors_and_killed_and_skipped_ones_are_not() {
    RunStatistics tally =
        tally(
            record("r1", Result.SUCCESS, 1, 2L, "ok"),
            record("r2", Result.FAILURE, 3, 4L, "no"),
            record("r3", Result.TIMEOUT, 5, 6L, "no"),
            record("r4", Result.LOST, 7, null, "no"),
            record("r5", Result.ERROR, 9, 10L, "no"),
            record("r6", Result.KILLED, 11, 12L, "no"),
            record(null, Result.SKIPPED, 13, 14L, "no"));

    assertThat(tally.count(Result.SUCCESS)).isEqualTo(1);
    assertThat(tally.errors()).isEqualTo(4);
    assertThat(tally.count(Result.KILLED)).isEqualTo(1);
    assertThat(tally.count(Result.SKIPPED)).isEqualTo(1);
    assertThat(tally.lastSuccess()).isEqualTo(new UtcTime(2));
    assertThat(tally.lastError()).isEqualTo(new UtcTime(10));
    assertThat(tally.lastAttempt()).isEqualTo(new UtcTime(11));
    assertThat(tally.maxDuration()).isEqualTo(1);
  }

  @Test
  void start_of_a_lost_run_stands_for_its_end() {
    assertThat(tally(record("r", Result.LOST, 7, null, "x")).lastError()).isEqualTo(new UtcTime(7));
    assertThat(tally(record("r", Result.LOST, 7, null, "x")).meanDuration()).isNull();
  }

  @Test
  void percentile_is_the_nearest_rank() {
    RunStatistics tally = new RunStatistics();
    assertThat(tally.percentileDuration(95)).isNull();
    for (int i = 100; i >= 1; i--) {
      tally.add(RunFigures.of(lasting(i * 10L)));
    }
    assertThat(tally.percentileDuration(95)).isEqualTo(950);
    assertThat(tally.percentileDuration(100)).isEqualTo(1000);
    assertThat(tally.meanDuration()).isEqualTo(505);
    // The five values of the usual example: rank 0.4 * 5 = 2, and 0.95 * 5 rounded up = 5.
    RunStatistics five = tally(lasting(15), lasting(20), lasting(35), lasting(40), lasting(50));
    assertThat(five.percentileDuration(40)).isEqualTo(20);
    assertThat(five.percentileDuration(95)).isEqualTo(50);
    assertThat(tally(lasting(3)).percentileDuration(95)).isEqualTo(3);
  }

  @Test
  void tallies_add_up_in_any_order() {
    RunStatistics one = tally(lasting(10), record("r", Result.FAILURE, 50_000, 50_001L, "x"));
    RunStatistics other = tally(lasting(30));
    RunStatistics sum = new RunStatistics();
    sum.addAll(other);
    sum.addAll(one);
    sum.addAll(new RunStatistics());

    assertThat(sum.count(Result.SUCCESS)).isEqualTo(2);
    assertThat(sum.lastError()).isEqualTo(new UtcTime(50_001));
    assertThat(sum.lastSuccess()).isEqualTo(new UtcTime(1_030));
    assertThat(sum.maxDuration()).isEqualTo(30);
  }

  @Test
  void durations_are_short_to_read() {
    assertThat(TimeText.duration(0L)).isEqualTo("0.000s");
    assertThat(TimeText.duration(59_999L)).isEqualTo("59.999s");
    assertThat(TimeText.duration(60_000L)).isEqualTo("1m00s");
    assertThat(TimeText.duration(754_321L)).isEqualTo("12m34s");
    assertThat(TimeText.duration(3_607_000L)).isEqualTo("1h00m07s");
    assertThat(TimeText.duration(null)).isNull();
  }

  @Test
  void stats_have_a_row_for_each_job_and_the_total() {
    Instant next = Instant.parse("2026-11-20T12:00:00Z");
    List<StatsReport.Row> rows =
        List.of(
            new StatsReport.Row("a", tally(lasting(10), lasting(20)), next),
            new StatsReport.Row("b\u001b", new RunStatistics(), null));

    String[] lines = StatsReport.text(rows, ZoneOffset.UTC).split("\n", -1);
    assertThat(lines[0])
        .matches("JOB +SUCCESS +ERROR +KILLED +SKIPPED +MEAN +P95 +MAX +LAST.*NEXT RUN");
    assertThat(lines[1])
        .matches(
            "a +2 +0 +0 +0 +0.015s +0.020s +0.020s +1970-01-01 00:00:01 UTC +- +1970.*"
                + "2026-11-20 12:00:00 UTC");
    assertThat(lines[2]).startsWith("b\\x1b ");
    assertThat(lines[3]).startsWith("total ").endsWith("2026-11-20 12:00:00 UTC");
    assertThat(StatsReport.json(rows, new JobCounts(6, 3, 2, 1, 4, 5)).replaceAll("\\s", ""))
        .startsWith(
            "{\"jobs\":[{\"job\":\"a\",\"success_count\":2,\"error_count\":0,\"killed_count\":0,"
                + "\"skipped_count\":0,\"mean_duration\":0.015,\"p95_duration\":0.020,")
        .contains("\"mean_duration\":null")
        .contains(
            "\"total\":{\"jobs\":6,\"active_jobs\":3,\"disabled_jobs\":2,\"invalid_jobs\":1,"
                + "\"held_jobs\":4,\"running_jobs\":5,\"success_count\":2,")
        .endsWith("\"next_run\":\"2026-11-20T12:00:00Z\"}}");
  }

  @Test
  void records_are_shown_on_a_line_each_whatever_is_in_them() {
    List<RunRecord> records =
        List.of(
            record(null, Result.SKIPPED, 0, 1L, "on hold"),
            record("job-1", Result.FAILURE, 61_000, 62_500L, "evil\n\u001b[2J \u009b"));

    assertThat(HistoryReport.text(records, ZoneOffset.UTC).split("\n", -1))
        .containsExactly(
            "RUN    STARTED                  DURATION  RESULT   ATTEMPTS  TRIGGER  REASON",
            "-      1970-01-01 00:00:00 UTC         -  skipped         -  cron     on hold",
            "job-1  1970-01-01 00:01:01 UTC    1.500s  failure         1  cron     evil\\n\\x1b[2J"
                + " \\x9b",
            "");
    assertThat(HistoryReport.json(records))
        .startsWith("[\n{\"run\":null,")
        .contains("},\n{\"run\":\"job-1\"")
        .contains("evil\\n\\u001b[2J \\u009b")
        .endsWith("}\n]\n");
    assertThat(HistoryReport.json(List.of())).isEqualTo("[]\n");
  }
}
