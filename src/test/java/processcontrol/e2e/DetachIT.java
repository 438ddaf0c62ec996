package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** run-job --detach: returns once the job has its lock; the run continues by itself. */
@EndToEnd
class DetachIT {

  /** A command that ends once it is let go. */
  private static final String GATE = "while ! test -e go; do sleep 0.05; done; echo let go";

  private static void letGo(Installation pc, String... slugs) {
    Tree.write(pc.work().resolve("go"), "");
    for (String slug : slugs) {
      Await.until(slug + " has ended", () -> !pc.history(slug).isEmpty());
    }
  }

  private static String detach(Installation pc, String... args) {
    Finished call = pc.run(args);
    assertThat(call.stderr()).isEmpty();
    assertThat(call.exitCode()).isZero();
    assertThat(call.stdout()).matches("\\S+-\\d{8}-\\d{6}(\\.\\d+)?\n");
    return call.stdout().strip();
  }

  @Test
  void run_goes_on_after_its_name_was_printed(Installation pc) {
    pc.shellJob("job", GATE + "; printf '<%s>' \"$@\"");

    String run = detach(pc, "--detach", "job", "-q", "--", "a b", "", "--", "-j", "\u00e4\n");

    Installation.Holder holder = pc.holder("job");
    assertThat(holder.runId()).isEqualTo(run);
    assertThat(pc.run("--status", "job").stdout()).contains("pid: " + holder.supervisor());
    pc.run("--detach", "--job", "job").assertFailure(75, "already running");
    letGo(pc, "job");
    Map<?, ?> record = pc.record("job");
    assertThat(record.get("run")).isEqualTo(run);
    assertThat(record.get("result")).isEqualTo("success");
    assertThat(record.get("trigger")).isEqualTo("manual");
    assertThat(record.get("args")).isEqualTo(List.of("a b", "", "--", "-j", "\u00e4\n"));
    assertThat(pc.output("job")).contains("let go\n", "<a b><><--><-j><\u00e4\n");
  }

  @Test
  void background_has_nothing_of_its_caller(Installation pc) {
    pc.shellJob("job", GATE);
    pc.launch("--detach", "job").with("SECRET", "x").with("SUDO_USER", "alice").run();

    long pid = pc.holder("job").supervisor();

    assertThat(Processes.environment(pid))
        .containsOnlyKeys("LC_ALL", "MALLOC_ARENA_MAX")
        .containsEntry("LC_ALL", "C.UTF-8");
    Map<Integer, String> open = Processes.descriptors(pid);
    assertThat(List.of(open.get(0), open.get(1), open.get(2))).containsOnly("/dev/null");
    assertThat(open.values()).noneMatch(target -> target.startsWith(pc.root() + "/calls"));
    String[] stat = Processes.stat(pid);
    assertThat(stat[2]).as("process group").isEqualTo(Long.toString(pid));
    assertThat(stat[3]).as("session").isEqualTo(Long.toString(pid));
    assertThat(stat[4]).as("controlling terminal").isEqualTo("0");
    assertThat(Processes.status(pid).get("Uid")).startsWith(ServiceUser.uid() + "\t");
    assertThat(Tree.target(Path.of("/proc/" + pid + "/cwd"))).isEqualTo("/");
    letGo(pc, "job");
  }

  @Test
  void reader_of_a_pipe_sees_its_end_at_once(Installation pc) {
    pc.shellJob("job", GATE);

    Finished call =
        pc.launch("--detach", "job").through("sh", "-c", "\"$@\" 2>&1 | cat", "sh").run();

    assertThat(call.stdout()).startsWith("job-").hasLineCount(1);
    assertThat(pc.history("job")).isEmpty();
    letGo(pc, "job");
    assertThat(pc.results("job")).containsExactly("success");
  }

  @Test
  void run_survives_the_end_of_its_terminal(Installation pc) {
    pc.shellJob("job", GATE);
    String command = pc.launcher() + " --config " + pc.config() + " --detach job";

    String shown = Commands.tryRun("script", "-qec", command, "/dev/null").output();

    assertThat(shown).startsWith("job-");
    assertThat(Processes.isAlive(pc.holder("job").supervisor())).isTrue();
    letGo(pc, "job");
    assertThat(pc.results("job")).containsExactly("success");
  }

  @Test
  void twenty_at_once_run_all(Installation pc) {
    String[] slugs = new String[20];
    Running[] calls = new Running[slugs.length];
    for (int i = 0; i < slugs.length; i++) {
      slugs[i] = "job-" + i;
      pc.shellJob(slugs[i], GATE);
    }
    for (int i = 0; i < slugs.length; i++) {
      calls[i] = pc.start("--detach", "--job", slugs[i]);
    }
    for (int i = 0; i < slugs.length; i++) {
      Finished call = calls[i].await();
      assertThat(call.stderr()).isEmpty();
      assertThat(call.stdout()).isEqualTo(pc.holder(slugs[i]).runId() + "\n");
    }
    letGo(pc, slugs);
    for (String slug : slugs) {
      assertThat(pc.results(slug)).containsExactly("success");
    }
  }

  @Test
  void of_those_who_start_one_job_at_once_one_succeeds(Installation pc) {
    pc.shellJob("job", GATE);
    Running[] calls = new Running[5];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = pc.start("--detach", "--job", "job");
    }
    int started = 0;
    for (Running each : calls) {
      Finished call = each.await();
      started += call.exitCode() == 0 ? 1 : 0;
      assertThat(call.exitCode()).isIn(0, 75);
    }
    assertThat(started).isEqualTo(1);
    letGo(pc, "job");
  }

  @Test
  void what_keeps_a_job_from_running_is_told_as_in_the_foreground(Installation pc) {
    pc.run("--detach", "nobody").assertFailure(78, "there is no job nobody");
    pc.run("--detach", "../x").assertFailure(78, "is not a job name");
    pc.run("--detach").assertFailure(64, "which job?");
    pc.job("broken", "nme: Broken\n");
    assertThat(pc.run("--detach", "broken").exitCode()).isEqualTo(78);
    pc.shellJob("job", "true");
    pc.run("--detach", "-w", "job").assertFailure(64, "has no slow_start_command");
    pc.launch("--detach", "job").asUser("nobody").run().assertFailure(77, "only root");
    pc.run("--hold", "job", "--reason", "x");
    pc.run("--detach", "job").assertFailure(75, "on hold since");
    assertThat(pc.history("job")).isEmpty();
    Finished forced = pc.run("--detach", "job", "--force");
    assertThat(forced.stderr()).contains("warning: on hold since");
    assertThat(forced.stdout()).startsWith("job-");
    pc.run("--wait", forced.stdout().strip()).assertSilentSuccess();
    pc.run("--release", "job");
    Tree.mode(pc.logs(), "r-xr-xr-x");
    Commands.run("chown", "-R", "root:root", pc.logs().toString());
    pc.run("--detach", "job").assertFailure(125, "job: cannot ", "Permission denied");
  }

  @Test
  void run_that_is_skipped_is_told_and_no_error(Installation pc) {
    pc.shellJob("job", "only_if: test -e x", "true");
    pc.run("--detach", "job").assertFailure(0, "job: only_if: test -e x: exit code 1");

    pc.shellJob("patient", "allow_overtime: true", GATE);
    detach(pc, "--detach", "patient");
    pc.run("--detach", "patient").assertFailure(0, "patient: already running (pid ");
    letGo(pc);

    pc.run("--hold", "job", "--reason", "x");
    pc.run("--detach", "--scheduled", "job").assertFailure(0, "job: on hold since");
    pc.run("--kill-job", "patient");
  }

  @Test
  void record_tells_who_and_what_started_the_run(Installation pc) {
    pc.shellJob("job", "true");
    pc.launch("--detach", "job").with("SUDO_USER", "alice").run();
    Await.until("it has run", () -> pc.history("job").size() == 1);
    pc.launch("--detach", "job", "--scheduled")
        .with("SUDO_USER", "mallory")
        .asUser(ServiceUser.NAME)
        .run();
    Await.until("it has run again", () -> pc.history("job").size() == 2);

    assertThat(pc.history("job").get(0).get("trigger")).isEqualTo("manual");
    assertThat(pc.history("job").get(1).get("trigger")).isEqualTo("cron");
    String loginUid = Tree.read(Path.of("/proc/self/loginuid")).strip();
    assumeTrue(loginUid.equals("4294967295"), "somebody is logged in, so the kernel says who");
    assertThat(pc.history("job").get(0).get("invoked_by")).isEqualTo("alice");
    assertThat(pc.history("job").get(1).get("invoked_by")).isNull();
  }

  @Test
  void detached_run_is_killed_like_any_other(Installation pc) {
    pc.shellJob("job", GATE);
    String run = detach(pc, "--detach", "job");

    assertThat(pc.run("--kill-job", "job").stdout()).isEqualTo("job was killed\n");

    pc.run("--wait", run).assertFailure(143, "job: stopped by SIGTERM; log: ");
    assertThat(Processes.withMarker(pc.marker())).isEmpty();
  }
}
