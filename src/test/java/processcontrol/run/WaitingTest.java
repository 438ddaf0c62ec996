package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.Result;
import processcontrol.job.Job;

/** How long a run waits for its conditions. */
@Timeout(60)
class WaitingTest {

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

  private long slept() {
    return site.clock().sleeps().stream().mapToLong(Long::longValue).sum();
  }

  private void create(String name) {
    try {
      Files.createFile(site.file(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_span_is_waited_for_in_one_sleep() {
    Job job = site.job("wait: {for: 1h, poll_interval: 2h}", "true");

    RunReport report = site.run(job);

    assertThat(report.outcome().isSuccess()).isTrue();
    assertThat(site.clock().sleeps()).containsExactly(3_600_000L);
  }

  @Test
  void a_wait_that_is_given_up_is_a_timeout_after_that_time() {
    Job job = site.job("wait: {files: [/nowhere/at/all], give_up_at: 90s}", "true");

    RunReport report = site.run(job);

    assertThat(report.outcome().result()).isEqualTo(Result.TIMEOUT);
    assertThat(report.outcome().reason())
        .isEqualTo("gave up waiting for file /nowhere/at/all after 90s");
    assertThat(slept()).isEqualTo(90_000);
  }

  @Test
  void a_clock_that_is_set_forward_brings_the_end_of_the_wait_near() {
    Job job = site.job("wait: {files: [/nowhere/at/all], give_up_at: 8h}", "true");
    site.clock().onSleep(() -> site.clock().set(site.clock().wall() + 3 * 3_600_000));

    RunReport report = site.run(job);

    assertThat(report.outcome().result()).isEqualTo(Result.TIMEOUT);
    assertThat(slept()).isLessThanOrEqualTo(3 * 60_000);
  }

  @Test
  void the_timeout_of_the_run_counts_from_its_start() {
    Job job = site.job("timeout: 100s\nwait: {files: [/nowhere/at/all]}", "true");

    RunReport report = site.run(job);

    assertThat(report.outcome().reason())
        .isEqualTo("timed out after 100s, waiting for file /nowhere/at/all");
    assertThat(slept()).isEqualTo(100_000);
  }

  @Test
  void extra_delay_follows_the_last_condition() {
    Job job = site.job("wait: {files: [%s], extra_delay: 5m}".formatted(site.file("in")), "true");
    site.clock()
        .onSleep(
            () -> {
              if (site.clock().sleeps().size() == 2) {
                create("in");
              }
            });

    RunReport report = site.run(job);

    assertThat(report.outcome().isSuccess()).isTrue();
    assertThat(site.clock().sleeps().subList(3, site.clock().sleeps().size()))
        .containsExactly(300_000L);
  }

  @Test
  void commands_are_asked_once_in_a_poll_interval() throws IOException {
    Job job =
        site.job(
            """
            wait:
              commands: ["/bin/sh -c 'echo >> asked; [ $(wc -l < asked) -eq 4 ]'"]
              poll_interval: 10m
            """,
            "true");

    RunReport report = site.run(job);

    assertThat(report.outcome().isSuccess()).isTrue();
    assertThat(Files.readAllLines(site.file("asked"))).hasSize(4);
    assertThat(slept()).isEqualTo(1_800_000);
  }
}
