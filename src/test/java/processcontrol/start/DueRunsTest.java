package processcontrol.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.run.SmallSite;

/** Which starts the process of one minute makes. */
@Timeout(60)
class DueRunsTest {

  private static final StartRequest CALL =
      new StartRequest("yak", List.of(), null, true, false, false, false, true, false, false);

  @TempDir Path directory;
  private SmallSite site;
  private long minute;

  @BeforeEach
  void open() {
    site = new SmallSite(directory);
    minute = site.clock().wall();
  }

  @AfterEach
  void close() {
    site.close();
  }

  private int run(Job job) {
    PrintStream err =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new DueRuns(CALL, site.config(), SmallSite.account(), job, err, site.clock()).run();
  }

  /** When the runs were started, in seconds from the minute that the test begins in. */
  private List<Long> starts() {
    List<Long> starts = new ArrayList<>();
    for (RunRecord each : site.records()) {
      starts.add((each.started().epochMillis() - minute) / 1000);
    }
    return starts;
  }

  @Test
  void starts_within_the_minute_are_made_when_they_are_due() {
    Job job = site.job("period: 20s", "true");

    assertThat(run(job)).isZero();
    assertThat(starts()).containsExactly(0L, 20L, 40L);
    assertThat(site.clock().sleeps()).containsExactly(20_000L, 20_000L);
  }

  @Test
  void the_status_is_that_of_the_start_that_failed() {
    Job job = site.job("period: 20s", "[ -e again ] || { touch again; exit 9; }");

    assertThat(run(job)).isEqualTo(9);
    assertThat(starts()).containsExactly(0L, 20L, 40L);
  }

  @Test
  void a_run_that_outlasts_its_minute_is_followed_by_what_has_become_due() {
    site.clock().passSecondsOf(site.file("passed"));
    Job job = site.job("period: 30s", "[ -e passed ] || printf %70s > passed");

    assertThat(run(job)).isZero();
    assertThat(starts()).containsExactly(0L, 70L, 100L);
  }

  @Test
  void a_clock_that_is_set_back_ends_the_minute() {
    Job job = site.job("period: 20s", "true");
    site.clock().onSleep(() -> site.clock().set(minute - 7_200_000));

    assertThat(run(job)).isZero();
    assertThat(starts()).containsExactly(0L);
  }

  @Test
  void a_job_that_was_started_for_this_moment_is_not_due() {
    Job job = site.job("every: 1h", "true");
    run(job);

    assertThat(run(job)).isZero();
    assertThat(starts()).hasSize(1);
  }
}
