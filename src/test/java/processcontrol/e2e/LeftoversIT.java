package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The remains of an interrupted test run are removed before the next one. */
@EndToEnd
class LeftoversIT {

  @Test
  void what_a_killed_test_run_has_left_is_removed(Installation pc) throws Exception {
    Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    String name = "process-control-it-" + killed.pid() + "-left";
    Path directory = Tree.directory(Path.of("/var/tmp", name));
    Path crontab = Tree.write(Path.of("/etc/cron.d", name), "# nothing\n");
    Path disk = Tree.directory(directory.resolve("disk"));
    Commands.Result mounted = Commands.tryRun("mount", "-t", "tmpfs", "tmpfs", disk.toString());
    assumeTrue(mounted.exitCode() == 0, "no file system can be mounted here: " + mounted.output());
    Process open = sleepWith(directory.resolve("open"), "");
    Process marked = sleepWith(pc.root().resolve("marked"), name);

    Leftovers.removeOf(pid -> pid == killed.pid());

    assertThat(directory).doesNotExist();
    assertThat(crontab).doesNotExist();
    assertThat(Tree.read(Path.of("/proc/self/mounts"))).doesNotContain(name);
    assertThat(open.waitFor()).isEqualTo(128 + 9);
    assertThat(marked.waitFor()).isEqualTo(128 + 9);
    assertThat(Files.isDirectory(pc.root())).isTrue();
  }

  private static Process sleepWith(Path output, String marker) throws IOException {
    ProcessBuilder sleep = new ProcessBuilder("sleep", "600").redirectOutput(output.toFile());
    sleep.environment().put("MARKER", marker);
    return sleep.start();
  }
}
