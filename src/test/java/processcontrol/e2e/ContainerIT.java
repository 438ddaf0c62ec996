package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A run in namespaces of its own: run-job is the first process there, and the root is read-only.
 */
@EndToEnd
class ContainerIT {

  private static final String[] CONTAINER = {
    "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"
  };

  /** What has volumes stays as it is, the rest of all file systems becomes read-only. */
  private static String[] container(Installation pc) {
    List<String> test = new ArrayList<>(List.of(CONTAINER));
    test.add("true");
    Commands.Result made = Commands.tryRun(test.toArray(new String[0]));
    assumeTrue(made.exitCode() == 0, "no mount namespace can be made here: " + made.output());
    String script =
        "mount --bind "
            + pc.root()
            + " "
            + pc.root()
            + " && mount --bind / / && mount -o remount,ro,bind / && exec \"$@\"";
    List<String> all = new ArrayList<>(List.of(CONTAINER));
    all.addAll(List.of("sh", "-c", script, "sh"));
    return all.toArray(new String[0]);
  }

  private static long first(Running unshare) {
    String pid = "" + unshare.pid();
    String[] child = {""};
    Await.until(
        "the container has a process",
        () -> {
          child[0] = Commands.tryRun("ps", "-o", "pid=", "--ppid", pid).output().strip();
          return !child[0].isEmpty();
        });
    return Long.parseLong(child[0]);
  }

  @Test
  void run_job_is_the_first_process_and_collects_what_the_job_leaves(Installation pc) {
    pc.shellJob(
        "yak",
        "(sleep 0.1 &)\necho parent $PPID\n! touch /x 2>&1\n"
            + "while ps -A -o stat= -o comm= | grep -q -e sleep -e Z; do :; done\nexit 3");

    Finished run = pc.launch("yak").through(container(pc)).run();

    run.assertFailure(3, "yak: exit code 3");
    assertThat(pc.log("yak").stdoutText()).contains("parent 1", "Read-only file system");
    assertThat(pc.results("yak")).containsExactly("failure");
  }

  @Test
  void signal_to_the_container_ends_the_run_in_order(Installation pc) {
    pc.shellJob(
        "yak", "trap 'echo stopping; exit 0' TERM\necho ready\nwhile :; do sleep 0.05; done");
    Running running = pc.launch("yak").through(container(pc)).start();
    pc.untilReady("yak", running);

    Commands.run("kill", "-s", "TERM", "" + first(running));

    running.await().assertFailure(143, "yak: ");
    assertThat(pc.log("yak").stdoutText()).contains("stopping");
    assertThat(pc.results("yak")).containsExactly("killed");
  }

  @Test
  void output_goes_to_the_terminal_of_the_container(Installation pc) {
    pc.shellJob("yak", "echo to standard output");
    List<String> call = new ArrayList<>(List.of(container(pc)));
    for (int i = 0; i < call.size(); i++) {
      call.set(i, "'" + call.get(i) + "'");
    }
    call.add(pc.launcher() + " --config " + pc.config() + " yak");

    Commands.Result result = Commands.tryRun("script", "-qec", String.join(" ", call), "/dev/null");

    assertThat(result.output()).contains("to standard output");
    assertThat(result.exitCode()).isZero();
  }
}
