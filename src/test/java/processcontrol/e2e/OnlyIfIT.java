package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** only_if: no run unless some commands say so. */
@EndToEnd
class OnlyIfIT {

  @Test
  void job_runs_where_all_commands_succeed(Installation pc) {
    pc.shellJob("job", "only_if: ['test -d .', /bin/true]", "echo ran");

    pc.run("job").assertSilentSuccess();

    assertThat(pc.output("job")).contains("\tran\n").doesNotContain("only_if");
    assertThat(pc.record("job").get("result")).isEqualTo("success");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/bin/false|only_if: /bin/false: exit code 1",
        "[/bin/true, test -e x]|only_if: test -e x: exit code 1",
        "sh -c 'kill -9 $$'|only_if: sh -c 'kill -9 $$': killed by SIGKILL",
        "/no/such|only_if: /no/such: cannot execute /no/such: No such file or directory",
        "nosuch x|only_if: nosuch x: cannot execute nosuch: No such file or directory"
      })
  void job_is_skipped_where_one_does_not(String commands, String reason, Installation pc) {
    pc.shellJob("job", "only_if: " + commands, "echo ran");

    pc.run("job").assertSilentSuccess();
    pc.run("job", "--scheduled").assertSilentSuccess();

    assertThat(pc.logs("job")).isEmpty();
    assertThat(pc.results("job")).containsExactly("skipped", "skipped");
    Map<?, ?> record = pc.history("job").get(0);
    assertThat(record.get("reason")).isEqualTo(reason);
    assertThat(record.get("run")).isNull();
    assertThat(record.get("status")).isEqualTo(0);
    assertThat(Tree.read(pc.locks().resolve("job.lock"))).isEmpty();
    assertThat(pc.run("-v", "job").stderr()).contains(reason).doesNotContain("null");
  }

  @Test
  void commands_run_as_the_job_does_but_for_the_run(Installation pc) {
    pc.shellJob(
        "job",
        "only_if: sh -c 'env >env; id -un >user; ls /proc/self/fd >fds; echo noise; echo x >&2'",
        "true");

    pc.launch("job").with("SECRET", "x").run().assertSilentSuccess();

    assertThat(Tree.read(pc.work().resolve("env")))
        .contains("PC_JOB=job\n", "MARKER=" + pc.marker() + "\n", "PATH=/usr/local/sbin:")
        .doesNotContain("PC_RUN", "PC_ATTEMPT", "SECRET");
    assertThat(Tree.read(pc.work().resolve("user"))).isEqualTo(ServiceUser.NAME + "\n");
    assertThat(Tree.read(pc.work().resolve("fds"))).isEqualTo("0\n1\n2\n3\n4\n");
    assertThat(pc.output("job")).doesNotContain("noise");
  }

  @Test
  void job_is_locked_and_can_be_killed_while_a_command_runs(Installation pc) {
    pc.shellJob("job", "only_if: sh -c 'echo >begun; sleep 300'", "echo ran");
    Running running = pc.start("job");
    Await.until("only_if runs", () -> Tree.list(pc.work()).size() == 1);

    pc.run("job").assertFailure(75, "already running (pid " + running.pid());
    assertThat(pc.run("--status", "job").stdout())
        .contains("{pid: " + running.pid() + ", status: checking}");
    assertThat(pc.run("--kill-job", "job").stdout()).isEqualTo("job was killed\n");

    running.await().assertFailure(143, "job: stopped by SIGTERM");
    assertThat(pc.results("job")).containsExactly("killed");
    assertThat(pc.logs("job")).isEmpty();
    assertThat(Processes.withMarker(pc.marker())).isEmpty();
  }

  @Test
  void command_that_hangs_is_stopped_with_the_job_s_time(Installation pc) {
    pc.shellJob("job", "timeout: 1s\nonly_if: sleep 300", "echo ran");

    Finished run = pc.run("job");

    run.assertFailure(124, "job: only_if: sleep 300: timed out after 1s");
    assertThat(run.duration()).isLessThan(Duration.ofSeconds(60));
    assertThat(pc.record("job").get("result")).isEqualTo("timeout");
    assertThat(pc.record("job").get("run")).isNull();
    assertThat(Processes.withMarker(pc.marker())).isEmpty();
  }

  @Test
  void supervisor_killed_meanwhile_leaves_no_run_behind(Installation pc) {
    pc.shellJob(
        "job", "only_if: sh -c 'echo >begun; while ! test -e go; do sleep 0.1; done'", "true");
    Running running = pc.start("job");
    Await.until("only_if runs", () -> Tree.list(pc.work()).size() == 1);
    running.signal("KILL");
    running.await();

    pc.run("job").assertFailure(75, "already running");
    Tree.write(pc.work().resolve("go"), "");
    Await.until("the lock is free", () -> pc.run("job").exitCode() == 0);

    assertThat(pc.results("job")).containsExactly("success");
  }

  @Test
  void lost_run_is_not_taken_for_the_one_that_checks(Installation pc) {
    pc.shellJob("job", "echo ready; exec sleep 300");
    Running running = pc.startUntilReady("job");
    Installation.Holder holder = pc.holder("job");
    running.signal("KILL");
    running.await();
    Commands.run("kill", Long.toString(holder.child()));
    pc.shellJob("job", "only_if: test ! -s " + pc.locks().resolve("job.lock"), "true");
    Await.until("the lock is free", () -> pc.run("--list-jobs", "-r").stdout().isEmpty());

    pc.run("job").assertSilentSuccess();
    assertThat(pc.results("job")).containsExactly("lost", "skipped");
    assertThat(pc.history("job").get(1).get("reason").toString()).contains("exit code 1");
    pc.shellJob("job", "true");
    pc.run("job").assertSilentSuccess();
    assertThat(pc.results("job")).containsExactly("lost", "skipped", "success");
  }
}
