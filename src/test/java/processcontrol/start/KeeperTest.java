package processcontrol.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.history.Hold;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.run.SmallSite;

/** When a job that is kept running is started again. */
@Timeout(60)
class KeeperTest {

  private static final StartRequest CALL =
      new StartRequest("yak", List.of(), null, false, false, false, false, true, false, false);
  private static final String KEEP = "keep_running: true\nrestart_delay: 10s\nmax_delay: 60s\n";

  @TempDir Path directory;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private SmallSite site;

  @BeforeEach
  void open() {
    site = new SmallSite(directory);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private int keep(Job job) {
    PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Keeper(CALL, site.config(), SmallSite.account(), "root", err, site.clock())
        .run(job, null);
  }

  @Test
  void runs_that_fail_fast_are_further_and_further_apart_up_to_max_delay() {
    Job job = site.job(KEEP + "hold_after_failures: 6", "exit 1");

    assertThat(keep(job)).as("the hold ends it").isZero();
    assertThat(site.records()).hasSize(6);
    assertThat(site.clock().sleeps()).containsExactly(10_000L, 20_000L, 40_000L, 60_000L, 60_000L);
  }

  @Test
  void a_run_that_lasts_brings_the_delay_back_to_restart_delay() {
    site.clock().passSecondsOf(site.file("passed"));
    Job job =
        site.job(
            KEEP + "hold_after_failures: 5",
            """
            echo >> runs
            [ $(wc -l < runs) -ne 3 ] || printf %15s >> passed
            exit 1
            """);

    assertThat(keep(job)).isZero();
    assertThat(site.records()).hasSize(5);
    assertThat(site.clock().sleeps()).containsExactly(10_000L, 20_000L, 10_000L, 10_000L);
  }

  @Test
  void a_hold_that_is_set_while_nothing_runs_ends_it_after_the_delay() {
    Job job = site.job(KEEP, "true");
    String state = site.config().stateDirectory();
    site.clock()
        .onSleep(
            () ->
                new Hold("enough", new UtcTime(site.clock().wall()), "root")
                    .set(state, SmallSite.YAK));

    assertThat(keep(job)).isZero();
    assertThat(site.records()).hasSize(1);
    assertThat(printed.toString(StandardCharsets.UTF_8)).as("no start was refused").isEmpty();
    assertThat(site.clock().sleeps()).containsExactly(10_000L);
  }
}
