package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stops of runs, which nothing outlives. */
@EndToEnd
class StopIT {

  private static void assertNothingLives(Installation pc) {
    assertThat(Processes.withMarker(pc.marker())).isEmpty();
  }

  private static long sleepers(Installation pc) {
    return Processes.withMarker(pc.marker()).stream()
        .filter(pid -> Processes.commandLine(pid).startsWith("sleep"))
        .count();
  }

  @ParameterizedTest
  @CsvSource({"2s", "0.03"})
  void timeout_kills_the_whole_process_group(String timeout, Installation pc) {
    pc.shellJob("slow", "timeout: " + timeout, "echo ready; sleep 300 & sleep 300");

    Finished run = pc.run("slow").assertFailure(124, "slow: timed out after ");

    assertNothingLives(pc);
    assertThat(run.duration()).isGreaterThan(Duration.ofMillis(1800));
    assertThat(pc.record("slow").get("result")).isEqualTo("timeout");
    assertThat(pc.record("slow").get("signal")).isEqualTo(15);
    assertThat(pc.log("slow").stdoutText()).isEqualTo("ready");
  }

  @Test
  void timeout_kills_descendants_that_left_the_group(Installation pc) {
    Running running = null;
    // On a slow machine it takes a while until all of them are there.
    for (int seconds = 3; running == null || running.isOver(); seconds *= 3) {
      running = startDaemons(pc, seconds);
    }

    running.await().assertFailure(124, "daemons: timed out after ");

    assertNothingLives(pc);
    assertThat(pc.results("daemons")).containsOnly("timeout");
  }

  /** Starts a job, of which four processes have left the group; they all run, or it is over. */
  private static Running startDaemons(Installation pc, int seconds) {
    pc.shellJob(
        "daemons",
        "kill_after: 1s\ntimeout: " + seconds + "s",
        """
        setsid sleep 300 &
        (setsid sh -c 'trap "" TERM HUP; sleep 301 & sleep 302' </dev/null >/dev/null 2>&1 &)
        (setsid sh -c 'exec 3>&-; exec sleep 303' </dev/null >/dev/null 2>&1 &)
        echo ready
        sleep 304
        """);
    Running running = pc.start("daemons");
    Await.until("all five sleep", () -> sleepers(pc) == 5 || running.isOver());
    return running;
  }

  @Test
  void what_a_command_starts_while_it_is_stopped_is_killed_too(Installation pc) {
    pc.shellJob(
        "respawner",
        "timeout: 2s\nkill_after: 1s",
        """
        trap 'setsid sh -c "trap : TERM; sleep 301; sleep 302" & exit 0' TERM
        while :; do sleep 0.1; done
        """);

    pc.run("respawner").assertFailure(124);

    assertNothingLives(pc);
    assertThat(pc.record("respawner").get("exit_code")).isEqualTo(0);
  }

  @Test
  void a_command_that_ignores_the_stop_signal_is_killed_after_its_grace(Installation pc) {
    pc.shellJob("stubborn", "timeout: 1s\nkill_after: 2s", "trap '' TERM; sleep 300; sleep 300");

    Finished run = pc.run("stubborn").assertFailure(124);

    assertNothingLives(pc);
    assertThat(pc.record("stubborn").get("signal")).isEqualTo(9);
    assertThat(run.duration()).isBetween(Duration.ofMillis(2800), Duration.ofSeconds(30));
  }

  @Test
  void a_stopped_process_is_stopped_for_good_all_the_same(Installation pc) {
    pc.shellJob("frozen", "timeout: 2s\nkill_after: 10m", "kill -s STOP $$; sleep 300");

    pc.run("frozen").assertFailure(124);

    assertNothingLives(pc);
    assertThat(pc.record("frozen").get("signal")).isEqualTo(15);
  }

  @Test
  void the_stop_signal_of_the_job_comes_first(Installation pc) {
    pc.shellJob(
        "polite",
        "timeout: 2s\nkill_after: 10m\nstop_signal: USR1",
        "trap 'echo told by USR1; exit 7' USR1; while :; do sleep 0.2; done");

    pc.run("polite").assertFailure(124);

    assertThat(pc.log("polite").stdoutText()).isEqualTo("told by USR1");
    assertThat(pc.record("polite").get("exit_code")).isEqualTo(7);
    assertThat(pc.record("polite").get("signal")).isNull();
  }

  @Test
  void the_timeout_is_for_all_commands_together(Installation pc) {
    pc.job(
        "chain",
        """
        name: Chain
        timeout: 3s
        environment: {MARKER: %s}
        command: [sleep 1, sleep 300, touch %s/third]
        """
            .formatted(pc.marker(), pc.work()));

    Finished run = pc.run("chain").assertFailure(124, "chain: command 2 of 3: timed out after 3s");

    assertNothingLives(pc);
    assertThat(run.duration()).isLessThan(Duration.ofSeconds(30));
    assertThat(Tree.list(pc.work())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void a_signal_to_the_supervisor_stops_the_run(String signal, int exitCode, Installation pc) {
    pc.shellJob("stopped", "echo ready; setsid sleep 300 & sleep 300");
    Running running = pc.startUntilReady("stopped");

    running.signal(signal);

    running.await().assertFailure(exitCode, "stopped: stopped by SIG" + signal);
    assertNothingLives(pc);
    Map<?, ?> record = pc.record("stopped");
    assertThat(record.get("result")).isEqualTo("killed");
    assertThat(record.get("reason")).isEqualTo("stopped by SIG" + signal);
    assertThat(record.get("signal")).isEqualTo(15);
    assertThat(pc.locks().resolve("stopped.lock")).isEmptyFile();
  }

  @Test
  void a_second_signal_kills_at_once(Installation pc) {
    pc.shellJob(
        "stubborn",
        "kill_after: 1h",
        "trap 'echo told' TERM; echo ready; while :; do sleep 0.2; done");
    Running running = pc.startUntilReady("stubborn");
    running.signal("TERM");
    Await.until("the job is told", () -> pc.output("stubborn").contains("told"));
    assertThat(running.isOver()).isFalse();

    running.signal("TERM");

    running.await().assertFailure(143, "stubborn: stopped by SIGTERM");
    assertNothingLives(pc);
    assertThat(pc.record("stubborn").get("signal")).isEqualTo(9);
  }

  @Test
  void no_further_command_starts_after_a_stop(Installation pc) {
    pc.job(
        "chain",
        """
        name: Chain
        shell: true
        command:
          - "trap 'exit 0' TERM; echo ready; while :; do sleep 0.2; done"
          - touch %s/second
        """
            .formatted(pc.work()));
    Running running = pc.startUntilReady("chain");

    running.signal("TERM");

    running.await().assertFailure(143, "chain: command 1 of 2: stopped by SIGTERM");
    assertThat(Tree.list(pc.work())).isEmpty();
    assertThat(pc.record("chain").get("exit_code")).isEqualTo(0);
  }

  @Test
  void what_a_command_leaves_running_lives_on_and_holds_nothing_up(Installation pc) {
    pc.shellJob("leaver", "setsid sleep 300 & echo done");

    Finished first = pc.run("leaver").assertSilentSuccess();

    assertThat(first.duration()).isLessThan(Duration.ofSeconds(60));
    // One that is being executed has no environment for a moment.
    Await.until("it lives on", () -> Processes.withMarker(pc.marker()).size() == 1);
    assertThat(pc.log("leaver").stdoutText()).isEqualTo("done");

    pc.run("leaver").assertSilentSuccess();

    Await.until("both live on", () -> Processes.withMarker(pc.marker()).size() == 2);
    assertThat(pc.results("leaver")).isEqualTo(List.of("success", "success"));
  }

  @Test
  void an_interrupt_that_was_ignored_at_the_start_stays_ignored(Installation pc) {
    pc.shellJob("background", "echo ready; sleep 300");
    Running running =
        pc.untilReady(
            "background", pc.launch("background").through("env", "--ignore-signal=INT").start());
    long child = pc.holder("background").child();

    assertThat(Processes.status(running.pid()).get("SigIgn")).matches("[0-9a-f]{15}[2367abef]");
    assertThat(Processes.status(child).get("SigIgn")).isEqualTo("0000000000000000");

    // Were it handled, it would be handled first: the kernel delivers low numbers first.
    running.signal("INT");
    running.signal("TERM");
    running.await().assertFailure(143, "background: stopped by SIGTERM");
  }
}
