package processcontrol.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.UtcTime;
import processcontrol.run.SmallSite;
import processcontrol.trigger.PendingTrigger;
import processcontrol.trigger.Spool;

/** When triggers that wait come to a run. */
@Timeout(60)
class TriggerWorkerTest {

  private static final StartRequest SERVE =
      new StartRequest("yak", List.of(), null, false, true, false, false, true, false, false);

  @TempDir Path directory;
  private SmallSite site;
  private int sleeps;

  @BeforeEach
  void open() {
    site = new SmallSite(directory);
  }

  @AfterEach
  void close() {
    site.close();
  }

  private void trigger(String arg) {
    trigger(arg, site.clock().wall());
  }

  private void trigger(String arg, long time) {
    new Spool(site.config().stateDirectory())
        .add(SmallSite.YAK, new PendingTrigger(List.of(arg), null, "root", new UtcTime(time), 0));
  }

  private void serve() {
    PrintStream err =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new TriggerWorker(SERVE, site.config(), SmallSite.account(), err, site.clock()).serve();
  }

  private long slept() {
    return site.clock().sleeps().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void idle_counts_from_the_first_trigger_whatever_comes_later() {
    site.job("idle: 10m", "echo \"$@\"");
    trigger("first");
    site.clock().pass(60_000);
    site.clock()
        .onSleep(
            () -> {
              if (++sleeps == 1) {
                trigger("later");
              }
            });

    serve();

    assertThat(site.records()).hasSize(1);
    assertThat(site.records().get(0).args()).containsExactly("first", "later");
    assertThat(slept()).isEqualTo(9 * 60_000);
  }

  @Test
  void idle_counts_from_the_end_of_the_last_run_if_that_is_later() {
    site.job("", "true");
    trigger("one");
    serve();
    long end = site.clock().wall();
    site.job("idle: 10m", "true");
    trigger("while it ran", end - 60_000);
    site.clock().pass(240_000);

    serve();

    assertThat(site.records()).hasSize(2);
    assertThat(slept()).isEqualTo(6 * 60_000);
  }

  @Test
  void a_clock_that_is_set_back_does_not_make_idle_longer() {
    site.job("idle: 10m", "true");
    trigger("one");
    site.clock().set(site.clock().wall() - 3_600_000);

    serve();

    assertThat(site.records()).hasSize(1);
    assertThat(slept()).isEqualTo(10 * 60_000);
  }

  @Test
  void without_idle_nothing_is_waited_for() {
    site.job("", "true");
    trigger("one");

    serve();

    assertThat(site.records()).hasSize(1);
    assertThat(slept()).isZero();
  }
}
