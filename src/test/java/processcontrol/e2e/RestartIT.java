package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Restarts and reloads of jobs that are kept running, and what a long life of theirs costs. */
@EndToEnd
class RestartIT {

  private static final String SERVICE = "echo ready; exec sleep 300";
  private static final String LONG = "keep_running: true\nrestart_delay: 5m\nmax_delay: 5m";

  private static final String RELOADING =
      "trap 'echo reloaded' HUP; echo ready; while :; do sleep 300 & wait; kill $!; done";

  private static void stop(Running keeper) {
    keeper.signal("TERM");
    assertThat(keeper.await().exitCode()).isEqualTo(143);
  }

  private static long count(Installation pc, String slug, String line) {
    return pc.output(slug).lines().filter(each -> each.endsWith("\t" + line)).count();
  }

  @Test
  void restart_begins_anew_without_a_delay(Installation pc) {
    pc.shellJob("yak", LONG, SERVICE);
    Running keeper = pc.startUntilReady("yak");
    String before = pc.holder("yak").runId();

    assertThat(pc.run("--restart", "yak").stdout()).isEqualTo("yak is restarted\n");

    assertThat(pc.holder("yak").runId()).isNotEqualTo(before);
    assertThat(keeper.isOver()).isFalse();
    Map<?, ?> record = pc.record("yak");
    assertThat(record.get("result")).isEqualTo("killed");
    assertThat(record.get("reason")).isEqualTo("restarted by an operator");
    stop(keeper);
    assertThat(pc.history("yak").get(1).get("reason")).isEqualTo("stopped by SIGTERM");
  }

  @Test
  void restart_cuts_the_delay_short(Installation pc) {
    pc.shellJob("yak", LONG, "true");
    Running keeper = pc.start("--scheduled", "--job", "yak");
    Await.until("it waits", () -> KeepIT.keeperState(pc, "yak").equals("restarting"));

    assertThat(pc.run("--restart", "yak").stdout()).isEqualTo("yak is restarted\n");

    KeepIT.awaitRuns(pc, "yak", 2);
    stop(keeper);
  }

  @Test
  void restart_and_reload_say_what_they_cannot_do(Installation pc) {
    pc.shellJob("yak", LONG, SERVICE);
    pc.shellJob("once", SERVICE);

    pc.run("--restart", "yak").assertFailure(125, "yak: is not running");
    pc.run("--reload", "yak").assertFailure(125, "yak: is not running");
    pc.run("--restart", "once").assertFailure(125, "once: is not a job with keep_running");
    pc.run("--reload", "once").assertFailure(125, "once: is not a job with keep_running");
    pc.run("--restart").assertFailure(64, "which job?");
    pc.run("--hold", "yak", "--reason", "x");
    pc.run("--restart", "yak").assertFailure(125, "yak: is on hold");
    pc.launch("--restart", "yak").asUser("nobody").run().assertFailure(77, "only root");
  }

  @Test
  void reload_sends_hup_to_the_command(Installation pc) {
    pc.shellJob("yak", LONG, RELOADING);
    Running keeper = pc.startUntilReady("yak");

    assertThat(pc.run("--reload", "yak").stdout()).isEqualTo("yak was told to reload\n");

    Await.until("it reloads", () -> count(pc, "yak", "reloaded") == 1);
    assertThat(pc.history("yak")).isEmpty();
    stop(keeper);
  }

  @Test
  void change_of_a_file_restarts_once_for_a_burst_and_for_one_that_is_renamed(Installation pc) {
    Path file = Tree.write(pc.work().resolve("conf"), "1");
    pc.shellJob("yak", LONG + "\nrestart_on_change: " + file, SERVICE);
    Running keeper = pc.startUntilReady("yak");
    // However long the burst takes, to the keeper it is one.
    keeper.signal("STOP");
    for (int i = 0; i < 20; i++) {
      Tree.write(file, "burst " + i);
    }
    keeper.signal("CONT");
    Await.until("the second run", () -> count(pc, "yak", "ready") == 2);
    assertThat(pc.record("yak").get("result")).isEqualTo("killed");
    assertThat(pc.record("yak").get("reason")).isEqualTo("restarted: " + file + " has changed");

    Path other = Tree.write(pc.work().resolve(".conf.tmp"), "burst 19");
    Commands.run("rm", file.toString());
    Commands.run("mv", other.toString(), file.toString());
    Await.until("the third run", () -> count(pc, "yak", "ready") == 3);

    assertThat(pc.history("yak")).hasSize(2);
    stop(keeper);
  }

  @Test
  void change_of_a_file_reloads(Installation pc) {
    Path file = pc.work().resolve("not/yet/there");
    pc.shellJob("yak", LONG + "\nreload_on_change: [" + file + "]", RELOADING);
    Running keeper = pc.startUntilReady("yak");

    Path made = pc.work().resolve("made");
    Tree.write(made.resolve("yet/there"), "now");
    Commands.run("mv", made.toString(), pc.work().resolve("not").toString());

    Await.until("it reloads", () -> count(pc, "yak", "reloaded") == 1);
    Tree.replace(file, "again");
    Await.until("it reloads again", () -> count(pc, "yak", "reloaded") == 2);
    assertThat(pc.history("yak")).isEmpty();
    stop(keeper);
  }

  @Test
  void log_is_rotated_while_the_command_runs(Installation pc) {
    String log = "\nlog: {rotate_bytes: 100k, rotate_files: 2}";
    String script =
        "i=0; while :; do i=$((i + 1)); echo line $i; [ $i -lt 30000 ] || sleep 1; done";
    pc.shellJob("yak", LONG + log, script);
    Running keeper = pc.start("--scheduled", "--job", "yak");

    Await.until("there are older files", () -> pc.logs("yak").size() == 3);

    assertThat(keeper.isOver()).isFalse();
    assertThat(pc.history("yak")).isEmpty();
    stop(keeper);
    assertThat(pc.history("yak")).hasSize(1);
  }

  @Test
  void descriptors_threads_and_memory_stay_flat_over_many_runs(Installation pc) {
    Path file = Tree.write(pc.work().resolve("conf"), "1");
    String keys =
        "keep_running: true\nrestart_delay: 0\nmax_delay: 1ms\nrestart_on_change: " + file;
    pc.shellJob("yak", keys + "\nmail_to: []\nlog: {max_runs: 10}", "echo x");
    Running keeper = pc.start("--scheduled", "--job", "yak");
    KeepIT.awaitRuns(pc, "yak", 150); // The heap has its size by now.
    int threads = Processes.threads(keeper.pid()).size();
    long memory = memory(keeper);

    KeepIT.awaitRuns(pc, "yak", 400);

    assertThat(memory(keeper)).as("memory in kB").isLessThan(memory + 12_000);
    // In the middle of a run there are some more.
    Await.until("no more threads", () -> Processes.threads(keeper.pid()).size() <= threads + 1);
    assertThat(pc.logs("yak")).hasSizeLessThanOrEqualTo(14);
    keeper.signal("STOP");
    long pipes =
        Processes.descriptors(keeper.pid()).values().stream()
            .filter(target -> target.startsWith("pipe:") || target.contains("inotify"))
            .count();
    keeper.signal("CONT");
    assertThat(pipes).as("pipes and inotify").isLessThanOrEqualTo(8);
    stop(keeper);
  }

  private static long memory(Running keeper) {
    String rss = Processes.status(keeper.pid()).get("VmRSS");
    return Long.parseLong(rss.substring(0, rss.indexOf(' ')));
  }
}
