package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run once more as it was. */
@EndToEnd
class RerunIT {

  @Test
  void arguments_and_slow_start_are_those_of_the_old_run_unless_the_file_has_changed(
      Installation pc) {
    Path file = pc.shellJob("job", "slow_start_command: echo slow $1", "echo fast $1");
    pc.run("job", "--slow-start", "--", "a b").assertSilentSuccess();
    String old = (String) pc.history("job").get(0).get("run");

    pc.run("--rerun", old).assertSilentSuccess();
    assertThat(pc.history("job").get(1).get("args")).isEqualTo(List.of("a b"));
    assertThat(pc.history("job").get(1).get("slow_start")).isEqualTo(true);
    assertThat(pc.history("job").get(1).get("rerun_of")).isEqualTo(old);
    assertThat(pc.run("--logs", "job", "--raw").stdout()).isEqualTo("slow a b\n");
    assertThat(pc.run("--history", "job").stdout()).contains("(slow start) (rerun of " + old + ")");

    Tree.replace(file, Tree.read(file) + "# changed\n");
    pc.run("--rerun", old).assertFailure(78, "its file has changed since " + old, "--force");
    pc.run("--rerun", old, "--force").assertSilentSuccess();
    assertThat(pc.history("job")).hasSize(3);
    pc.run("--rerun", "job-20010101-000000").assertFailure(64, "there is no record of the run");
  }
}
