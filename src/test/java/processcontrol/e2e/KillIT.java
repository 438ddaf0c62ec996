package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** run-job --kill-job: when it returns, the job is gone. */
@EndToEnd
class KillIT {

  private static void assertGone(Installation pc) {
    assertThat(Processes.withMarker(pc.marker())).isEmpty();
    assertThat(pc.run("--list-jobs", "--only-running").stdout()).isEmpty();
  }

  @Test
  void killed_job_is_gone_when_the_command_returns(Installation pc) {
    pc.shellJob("sleeper", "echo ready; sleep 300 & sleep 300");
    Running running = pc.startUntilReady("sleeper");

    Finished kill = pc.run("--kill-job", "sleeper");

    assertThat(kill.stdout()).isEqualTo("sleeper was killed\n");
    assertThat(kill.stderr()).isEmpty();
    assertThat(kill.exitCode()).isZero();
    assertGone(pc);
    assertThat(pc.record("sleeper").get("result")).isEqualTo("killed");
    assertThat(running.await().exitCode()).isEqualTo(143);
  }

  @Test
  void job_that_ignores_the_signal_is_killed_after_its_grace(Installation pc) {
    pc.shellJob(
        "stubborn", "kill_after: 1s", "trap '' TERM; echo ready; while :; do sleep 1; done");
    Running running = pc.startUntilReady("stubborn");

    Finished kill = pc.run("-k", "stubborn");

    assertThat(kill.stdout()).isEqualTo("stubborn was killed\n");
    assertThat(kill.duration()).isLessThan(Duration.ofSeconds(30));
    assertGone(pc);
    running.await();
  }

  @Test
  void orphan_that_alone_holds_the_lock_is_killed(Installation pc) {
    pc.shellJob("orphan", "kill_after: 1s", "trap '' TERM; echo ready; while :; do sleep 1; done");
    Running running = pc.startUntilReady("orphan");
    running.signal("KILL");
    running.await();
    assertThat(pc.run("--status", "orphan").stdout()).contains("running without supervisor}");

    Finished kill = pc.run("--kill-job", "orphan");

    assertThat(kill.stdout()).isEqualTo("orphan was killed\n");
    assertThat(kill.exitCode()).isZero();
    assertGone(pc);
    Tree.write(pc.jobs().resolve("orphan.yaml"), "name: Orphan\ncommand: 'true'\n");
    assertThat(pc.run("orphan").exitCode()).isZero();
    assertThat(pc.history("orphan").get(0).get("result")).isEqualTo("lost");
  }

  @Test
  void job_that_does_not_run_is_told_and_no_error(Installation pc) {
    pc.shellJob("idle", "true");

    Finished kill = pc.run("--kill-job", "idle");

    assertThat(kill.stdout()).isEqualTo("idle is not running\n");
    assertThat(kill.exitCode()).isZero();
    assertThat(pc.run("-q", "-k", "idle").stdout()).isEmpty();
    pc.run("--kill-job", "nobody").assertFailure(78, "there is no job nobody");
    pc.run("--kill-job").assertFailure(64, "which job?");
  }

  @Test
  void job_can_be_killed_while_its_file_is_broken(Installation pc) {
    pc.shellJob("sleeper", "echo ready; sleep 300");
    Running running = pc.startUntilReady("sleeper");
    pc.job("sleeper", "nme: Broken\n");

    assertThat(pc.run("--kill-job", "sleeper").stdout()).isEqualTo("sleeper was killed\n");
    assertGone(pc);
    running.await();
  }

  @Test
  void all_jobs_with_a_tag_are_killed(Installation pc) {
    for (String slug : new String[] {"one", "two", "three"}) {
      String tag = slug.equals("three") ? "other" : "batch";
      pc.shellJob(slug, "tag: " + tag, "echo ready; sleep 300");
    }
    pc.shellJob("idle", "tag: batch", "true");
    Running one = pc.startUntilReady("one");
    Running two = pc.startUntilReady("two");
    Running three = pc.startUntilReady("three");

    Finished kill = pc.run("--kill-job", "--tag", "batch");

    assertThat(kill.stdout()).isEqualTo("idle is not running\none was killed\ntwo was killed\n");
    assertThat(pc.run("-l", "-r").stdout()).isEqualTo("three\n");
    pc.run("--kill-job", "--tag", "nothing").assertFailure(78, "no job has the tag nothing");
    pc.run("--kill-job", "three");
    assertGone(pc);
    one.await();
    two.await();
    three.await();
  }

  @Test
  void other_users_are_refused(Installation pc) {
    pc.shellJob("sleeper", "echo ready; sleep 300");
    Running running = pc.startUntilReady("sleeper");

    pc.launch("--kill-job", "sleeper").asUser("nobody").run().assertFailure(77, "only root");

    assertThat(running.isOver()).isFalse();
    Finished kill = pc.launch("--kill-job", "sleeper").asUser(ServiceUser.NAME).run();
    assertThat(kill.stdout()).isEqualTo("sleeper was killed\n");
    running.await();
  }
}
