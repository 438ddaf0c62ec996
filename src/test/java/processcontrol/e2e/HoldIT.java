package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds: set, honoured, released. */
@EndToEnd
class HoldIT {

  @Test
  void scheduled_runs_of_a_held_job_are_skipped_silently(Installation pc) {
    pc.shellJob("job", "echo ran");
    Finished hold = pc.run("--hold", "job", "--reason", " maintenance ");
    assertThat(hold.stdout()).isEqualTo("job is on hold\n");

    pc.run("--job", "job", "--scheduled").assertSilentSuccess();

    Map<?, ?> record = pc.record("job");
    assertThat(record.get("result")).isEqualTo("skipped");
    assertThat(record.get("reason").toString())
        .startsWith("on hold since ")
        .endsWith("maintenance");
    assertThat(record.get("run")).isNull();
    assertThat(pc.logs("job")).isEmpty();
  }

  @Test
  void manual_run_of_a_held_job_needs_force_and_warns(Installation pc) {
    pc.shellJob("job", "true");
    pc.run("--hold", "job", "--reason", "maintenance");

    pc.run("job").assertFailure(75, "job: on hold since ", "maintenance", "--force");
    assertThat(pc.history("job")).isEmpty();

    Finished forced = pc.run("job", "--force");
    assertThat(forced.exitCode()).isZero();
    assertThat(forced.errors()).hasSize(1);
    assertThat(forced.stderr()).startsWith("run-job: job: warning: on hold since ");
    assertThat(pc.record("job").get("result")).isEqualTo("success");
    assertThat(pc.run("--status", "job").stdout()).contains("    on hold since ");
  }

  @Test
  void released_job_runs_again(Installation pc) {
    pc.shellJob("job", "true");
    pc.run("--hold", "job", "--reason", "maintenance");

    assertThat(pc.run("--release", "job").stdout()).isEqualTo("job is released\n");
    assertThat(pc.run("--release", "job").stdout()).isEqualTo("job was not on hold\n");
    pc.run("--job", "job", "--scheduled").assertSilentSuccess();
    assertThat(pc.record("job").get("result")).isEqualTo("success");
  }

  @Test
  void jobs_are_held_and_released_by_tag(Installation pc) {
    pc.shellJob("one", "tag: db", "true");
    pc.shellJob("two", "tag: [db, web]", "true");
    pc.shellJob("three", "tag: web", "true");

    assertThat(pc.run("--hold", "--tag", "db", "--reason", "move").stdout())
        .isEqualTo("one is on hold\ntwo is on hold\n");
    assertThat(pc.run("three").exitCode()).isZero();
    assertThat(pc.run("two").exitCode()).isEqualTo(75);
    assertThat(pc.run("--release", "--tag", "web").stdout())
        .isEqualTo("three was not on hold\ntwo is released\n");
    assertThat(pc.run("one").exitCode()).isEqualTo(75);
  }

  @Test
  void job_holds_itself_after_so_many_failures(Installation pc) {
    pc.shellJob("flaky", "hold_after_failures: 2", "exit 3");
    pc.run("flaky", "--scheduled").assertFailure(3, "exit code 3");

    Finished second = pc.run("flaky", "--scheduled");

    assertThat(second.exitCode()).isEqualTo(3);
    assertThat(second.errors()).hasSize(2);
    assertThat(second.stderr())
        .contains("flaky: is on hold now: 2 runs in a row have failed, the last with: exit code 3");
    pc.run("flaky", "--scheduled").assertSilentSuccess();
    assertThat(pc.history("flaky")).hasSize(3);
    assertThat(pc.history("flaky").get(2).get("result")).isEqualTo("skipped");
    pc.run("--release", "flaky");
    assertThat(pc.run("flaky", "--scheduled").exitCode()).isEqualTo(3);
  }

  @Test
  void success_between_failures_starts_the_count_again(Installation pc) {
    pc.shellJob("flaky", "hold_after_failures: 2", "test -e ok");
    pc.run("flaky");
    Tree.write(pc.work().resolve("ok"), "");
    pc.run("flaky").assertSilentSuccess();
    Commands.run("rm", pc.work().resolve("ok").toString());
    pc.run("flaky");

    assertThat(pc.run("flaky").stderr()).contains("is on hold now");
  }

  @Test
  void damaged_hold_is_a_hold_all_the_same(Installation pc) {
    pc.shellJob("job", "true");
    pc.run("--hold", "job", "--reason", "x");
    Tree.write(pc.states().resolve("job/hold"), "{\"reason\":1,\"since\":\"yesterday\",\"by\":2");

    pc.run("job").assertFailure(75, "is damaged");
    assertThat(pc.run("--status", "job").stdout()).contains("is damaged");
    Tree.write(
        pc.states().resolve("job/hold"), "{\"reason\":\"x\",\"since\":\"yesterday\",\"by\":[]}");
    pc.run("job").assertFailure(75, "is damaged");
    pc.run("--release", "job");
    assertThat(pc.run("job").exitCode()).isZero();
  }

  @Test
  void wrong_usage_is_told(Installation pc) {
    pc.shellJob("job", "true");

    pc.run("--hold", "job").assertFailure(64, "--hold needs a --reason");
    pc.run("--hold", "job", "--reason", " ").assertFailure(64, "--hold needs a --reason");
    pc.run("--hold", "--reason", "x").assertFailure(64, "which job?");
    pc.run("--hold", "nobody", "--reason", "x").assertFailure(78, "there is no job nobody");
    pc.launch("--hold", "job", "--reason", "x")
        .asUser("nobody")
        .run()
        .assertFailure(77, "only root");
    assertThat(pc.run("job").exitCode()).isZero();
  }
}
