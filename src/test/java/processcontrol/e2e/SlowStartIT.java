package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A start with another command than usual. */
@EndToEnd
class SlowStartIT {

  private static final String SLOW = "slow_start_command: /bin/sh -c 'echo slowly $PC_ATTEMPT'\n";

  @Test
  void a_slow_start_is_told_and_is_a_run_as_any_other(Installation pc) {
    pc.shellJob("job", SLOW + "triggers: {success: next}", "echo fast");
    pc.shellJob("next", "true");

    pc.run("--slow-start", "--job", "job").assertSilentSuccess();

    assertThat(pc.output("job")).contains("slowly 1").doesNotContain("fast");
    assertThat(pc.record("job").get("slow_start")).isEqualTo(true);
    assertThat(pc.run("--status", "job").stdout()).contains("last run: success (slow start), ");
    assertThat(pc.run("--status", "job", "--json").stdout()).contains("\"slow_start\" : true");
    assertThat(pc.run("--history", "job").stdout()).contains("succeeded (slow start)");
    Await.until("the next job ran", () -> pc.results("next").size() == 1);

    pc.run("job").assertSilentSuccess();
    assertThat(pc.history("job").get(1).get("slow_start")).isEqualTo(false);
    assertThat(pc.run("--status", "job").stdout()).doesNotContain("slow start");
  }

  @Test
  void a_lost_slow_start_was_one(Installation pc) {
    pc.shellJob("job", "slow_start_command: /bin/sh -c 'echo ready; sleep 300'", "true");
    Running running = pc.untilReady("job", pc.start("-w", "--job", "job"));
    running.signal("KILL");
    running.await();

    pc.run("--kill-job", "job");
    assertThat(pc.run("--status", "job").stdout())
        .containsPattern("last run: lost \\(.*\\) \\(slow start\\), ");
  }

  @Test
  void what_is_kept_running_is_started_slowly_once(Installation pc) {
    pc.shellJob("job", SLOW + "keep_running: true\nrestart_delay: 0s", "echo fast; sleep 300");

    Running keeper = pc.start("-w", "--job", "job");
    Await.until("the command is started again", () -> pc.output("job").contains("fast"));
    assertThat(pc.history("job").get(0).get("slow_start")).isEqualTo(true);
    assertThat(pc.history("job")).hasSize(1);

    keeper.signal("TERM");
    keeper.await();
    assertThat(pc.history("job").get(1).get("slow_start")).isEqualTo(false);
  }
}
