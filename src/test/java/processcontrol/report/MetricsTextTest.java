package processcontrol.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunFigures;
import processcontrol.history.RunRecord;
import processcontrol.history.Standing;
import processcontrol.job.UtcTime;
import processcontrol.status.JobStatus;
import processcontrol.status.RunStatistics;
import processcontrol.status.RunStatisticsTest;

/** Metrics in Prometheus' text format. */
class MetricsTextTest {

  private static final Instant NEXT = Instant.parse("2026-11-20T12:00:00Z");

  private static MetricsText.Source source(String name, RunRecord last, Hold hold) {
    RunStatistics tally = new RunStatistics();
    if (last != null) {
      tally.add(RunFigures.of(last));
    }
    Standing standing = new Standing(last, last, last == null ? 0 : 2);
    JobStatus status =
        new JobStatus(
            name, null, null, List.of(), null, standing, hold, null, null, NEXT, null, null,
            List.of());
    return new MetricsText.Source(status, tally);
  }

  @Test
  void metrics_of_a_failed_and_held_job() {
    RunRecord last = RunStatisticsTest.record("r", Result.FAILURE, 1_000, 3_500L, "x");
    Hold hold = new Hold("x", new UtcTime(0), null);

    assertThat(MetricsText.of(source("yak", last, hold)).lines())
        .contains(
            "# TYPE process_control_job_last_run_timestamp_seconds gauge",
            "process_control_job_last_run_timestamp_seconds{job=\"yak\"} 3.5",
            "process_control_job_last_duration_seconds{job=\"yak\"} 2.5",
            "process_control_job_last_result{job=\"yak\",result=\"failure\"} 1.0",
            "process_control_job_last_result{job=\"yak\",result=\"success\"} 0.0",
            "# TYPE process_control_job_runs_total counter",
            "process_control_job_runs_total{job=\"yak\",result=\"failure\"} 1.0",
            "process_control_job_runs_total{job=\"yak\",result=\"skipped\"} 0.0",
            "process_control_job_consecutive_failures{job=\"yak\"} 2.0",
            "process_control_job_running{job=\"yak\"} 0.0",
            "process_control_job_held{job=\"yak\"} 1.0",
            "process_control_job_next_run_timestamp_seconds{job=\"yak\"} 1.795176E9")
        .noneMatch(line -> line.contains("last_success") || line.contains("invalid"));
  }

  @Test
  void job_that_never_ran_has_no_moments() {
    assertThat(MetricsText.of(source("yak", null, null)))
        .doesNotContain("last_")
        .contains("process_control_job_held{job=\"yak\"} 0.0");
  }

  @Test
  void labels_are_escaped_and_invalid_jobs_counted() {
    String text =
        MetricsText.of(List.of(source("a\"b\\c\nd", null, null), source("e", null, null)));

    assertThat(text)
        .contains("process_control_job_running{job=\"a\\\"b\\\\c\\nd\"} 0.0\n")
        .contains("process_control_invalid_jobs 2.0\n");
    assertThat(MetricsText.of(List.of())).contains("process_control_invalid_jobs 0.0\n");
  }
}
