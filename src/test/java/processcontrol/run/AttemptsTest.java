package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.Result;
import processcontrol.job.Job;

/** When an attempt that has failed is followed by another one. */
@Timeout(60)
class AttemptsTest {

  @TempDir Path directory;
  private SmallSite site;

  @BeforeEach
  void open() {
    site = new SmallSite(directory);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void the_delay_grows_with_backoff_up_to_max_delay() {
    Job job = site.job("retries: {attempts: 5, delay: 10s, backoff: 3, max_delay: 1m}", "exit 7");

    RunReport report = site.run(job);

    assertThat(report.outcome().reason()).isEqualTo("exit code 7 (after 5 attempts)");
    assertThat(report.record().attempts()).isEqualTo(5);
    assertThat(site.clock().sleeps()).containsExactly(10_000L, 30_000L, 60_000L, 60_000L);
  }

  @Test
  void no_attempt_begins_after_until() {
    Job job = site.job("retries: {until: 25s, delay: 10s}", "exit 7");

    RunReport report = site.run(job);

    assertThat(report.outcome().reason()).isEqualTo("exit code 7 (after 3 attempts)");
    assertThat(site.clock().sleeps()).containsExactly(10_000L, 10_000L);
  }

  @Test
  void until_is_looked_at_once_more_after_a_clock_was_set() {
    Job job = site.job("retries: {until: 25s, delay: 10s}", "exit 7");
    site.clock().onSleep(() -> site.clock().set(site.clock().wall() + 3_600_000));

    RunReport report = site.run(job);

    assertThat(report.outcome().reason()).isEqualTo("exit code 7");
    assertThat(site.clock().sleeps()).containsExactly(10_000L);
  }

  @Test
  void the_timeout_of_the_run_ends_the_pause() {
    Job job = site.job("timeout: 15s\nretries: {attempts: 5, delay: 10s}", "exit 7");

    RunReport report = site.run(job);

    assertThat(report.outcome().result()).isEqualTo(Result.TIMEOUT);
    assertThat(report.outcome().reason()).isEqualTo("timed out after 15s");
    assertThat(report.record().attempts()).isEqualTo(2);
    assertThat(site.clock().sleeps()).containsExactly(10_000L, 5_000L);
  }

  @Test
  void the_time_that_an_attempt_takes_counts_for_its_own_timeout_alone() {
    site.clock().passSecondsOf(site.file("passed"));
    Job job =
        site.job(
            "attempt_timeout: 1m\nretries: {attempts: 2, delay: 10s, on_timeout: true}",
            "[ -e passed ] || { printf %90s > passed; echo woken; sleep 60; }");

    RunReport report = site.run(job);

    assertThat(report.outcome().isSuccess()).isTrue();
    assertThat(report.record().failedAttempts())
        .containsExactly("timed out after 1m (attempt_timeout)");
  }
}
