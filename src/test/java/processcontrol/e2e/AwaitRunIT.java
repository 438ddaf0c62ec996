package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** run-job --wait: ends with the run, and as the run did. */
@EndToEnd
class AwaitRunIT {

  private static final String GATE = "while ! test -e go; do sleep 0.05; done; exit $(cat go)";

  private static String detach(Installation pc) {
    return pc.run("--detach", "job").stdout().strip();
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "7, exit code 7", "75, exit code 75"})
  void run_is_waited_for_to_its_end(int code, String reason, Installation pc) {
    pc.shellJob("job", GATE);
    String run = detach(pc);
    Running waiting = pc.start("--wait", run);
    pc.holder("job");
    assertThat(waiting.isOver()).isFalse();

    Tree.write(pc.root().resolve("code"), Integer.toString(code));
    Commands.run("mv", pc.root().resolve("code").toString(), pc.work().resolve("go").toString());

    Finished wait = waiting.await();
    Finished again = pc.run("--wait", run);
    if (code == 0) {
      wait.assertSilentSuccess();
      again.assertSilentSuccess();
    } else {
      wait.assertFailure(code, "run-job: job: " + reason + "; log: " + pc.logs("job").get(0));
      assertThat(again.stderr()).isEqualTo(wait.stderr());
      assertThat(again.exitCode()).isEqualTo(code);
    }
  }

  @Test
  void line_of_a_failed_run_is_that_of_the_run_itself(Installation pc) {
    pc.shellJob("job", "timeout: 200ms", "sleep 300");
    Finished run = pc.run("job");
    String name = pc.record("job").get("run").toString();

    Finished wait = pc.run("--wait", name);

    assertThat(wait.exitCode()).isEqualTo(124);
    assertThat(wait.stderr()).isEqualTo(run.stderr());
  }

  @Test
  void lost_run_is_told_as_long_as_its_record_is_not_written_and_after(Installation pc) {
    pc.shellJob("job", GATE);
    String run = detach(pc);
    Installation.Holder holder = pc.holder("job");
    Commands.run("kill", "-s", "KILL", Long.toString(holder.supervisor()));
    Running waiting = pc.start("--wait", run);
    Tree.write(pc.work().resolve("go"), "0");

    waiting.await().assertFailure(125, "job: the supervisor vanished", "; log: ");
    pc.run("job").assertSilentSuccess();
    assertThat(pc.results("job")).containsExactly("lost", "success");
    pc.run("--wait", run).assertFailure(125, "job: the supervisor vanished");
  }

  @Test
  void what_is_no_run_is_told(Installation pc) {
    pc.shellJob("job", "true");
    pc.run("job");

    pc.run("--wait", "job-20200101-000000")
        .assertFailure(64, "there is no run job-20200101-000000");
    pc.run("--wait", "job").assertFailure(64, "'job' is not the name of a run");
    pc.run("--wait", "../../etc-20200101-000000").assertFailure(64, "is not the name of a run");
    pc.run("--wait", "a\u001b[2J-20200101-000000").assertFailure(64, "'a\\x1b[2J-2020");
    pc.run("--wait").assertFailure(64, "which run?");
    pc.launch("--wait", "job-20200101-000000").asUser("nobody").run().assertFailure(77);
  }

  @Test
  void interrupt_ends_the_wait_alone(Installation pc) {
    pc.shellJob("job", GATE);
    String run = detach(pc);
    Running waiting = pc.start("--wait", run);
    Await.until(
        "it waits", () -> Processes.threads(waiting.pid()).size() > 5 && isServiceUser(waiting));

    waiting.signal("INT");

    assertThat(waiting.await().exitCode()).isEqualTo(130);
    Tree.write(pc.work().resolve("go"), "0");
    pc.run("--wait", run).assertSilentSuccess();
  }

  private static boolean isServiceUser(Running running) {
    return Processes.status(running.pid()).getOrDefault("Uid", "").startsWith(ServiceUser.uid());
  }
}
