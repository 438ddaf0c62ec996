package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Disks that are full and directories that are not writable. */
@EndToEnd
class TroubleIT {

  private static final String FULL = "No space left on device";

  private static void fill(Path directory) {
    Commands.tryRun("dd", "if=/dev/zero", "of=" + directory.resolve("filler"), "bs=4096");
    assertThat(Commands.tryRun("cp", "/etc/passwd", directory + "/more").output()).contains(FULL);
  }

  @Test
  void a_disk_that_fills_up_is_an_error_but_the_command_runs_to_its_end(Installation pc) {
    pc.mountSmall(pc.logs());
    pc.shellJob("flood", "seq 1 500000; seq 1 500000 >&2; touch finished");

    pc.run("flood").assertFailure(125, "flood: output was lost: ", FULL, "; log: ");

    assertThat(pc.work().resolve("finished")).exists();
    assertThat(pc.record("flood").get("result")).isEqualTo("error");
    assertThat((String) pc.record("flood").get("reason")).contains(FULL);
    assertThat(pc.output("flood")).contains("\tINFO\t1\n");
  }

  @Test
  void a_failure_is_told_even_if_its_output_was_lost(Installation pc) {
    pc.mountSmall(pc.logs());
    pc.shellJob("flood", "seq 1 500000; exit 3");

    pc.run("flood").assertFailure(3, "exit code 3; output was lost: ", FULL);

    assertThat(pc.record("flood").get("result")).isEqualTo("failure");
    assertThat(pc.record("flood").get("exit_code")).isEqualTo(3);
  }

  @Test
  void a_gap_in_the_log_is_marked_where_writing_works_again(Installation pc) {
    pc.mountSmall(pc.logs());
    Path filler = Tree.write(pc.logs().resolve("filler"), new byte[700_000]);
    ServiceUser.own(filler);
    pc.shellJob("gap", "seq 1 200000; sleep 2; rm " + filler + "; echo again");

    pc.run("gap").assertFailure(125, "gap: output was lost: ", FULL);

    assertThat(pc.output("gap"))
        .containsPattern("\tERROR\trun-job: about \\d+ bytes of this log are missing: " + FULL)
        .contains("\tINFO\tagain\n")
        .endsWith("----------- end command output\n");
  }

  @Test
  void nothing_is_started_without_room_for_its_log(Installation pc) {
    pc.mountSmall(pc.logs());
    fill(pc.logs());
    pc.shellJob("one", "touch ran");

    pc.run("one").assertFailure(125, pc.logs().toString(), FULL);

    assertThat(Tree.list(pc.work())).isEmpty();
    assertThat(pc.results("one")).isEqualTo(List.of("error"));
  }

  @Test
  void nothing_is_started_without_room_for_its_lock(Installation pc) {
    pc.mountSmall(pc.locks());
    fill(pc.locks());
    pc.shellJob("one", "touch ran");

    pc.run("one").assertFailure(125, pc.locks().toString(), FULL);

    assertThat(Tree.list(pc.work())).isEmpty();
  }

  @Test
  void a_record_that_cannot_be_written_is_an_error(Installation pc) {
    pc.mountSmall(pc.states());
    fill(pc.states());
    pc.shellJob("one", "true");

    pc.run("one").assertFailure(125, pc.states().toString(), FULL);

    Commands.run("rm", pc.states().resolve("filler").toString());
    pc.run("one").assertSilentSuccess();
    assertThat(pc.results("one")).endsWith("success");
  }

  @Test
  void a_log_directory_that_is_not_writable_is_an_error(Installation pc) {
    Commands.run("chown", "root:root", pc.logs().toString());
    Tree.mode(pc.logs(), "rwxr-xr-x");
    pc.shellJob("one", "touch ran");

    pc.run("one").assertFailure(125, pc.logs().toString(), "Permission denied");

    assertThat(Tree.list(pc.work())).isEmpty();
    assertThat(pc.results("one")).isEqualTo(List.of("error"));
  }

  @Test
  void directories_that_do_not_exist_are_errors(Installation pc) {
    pc.shellJob("one", "touch ran");
    for (Path missing : List.of(pc.logs(), pc.states(), pc.locks())) {
      Commands.run("rm", "-r", missing.toString());
      pc.run("one").assertFailure(125, missing.toString(), "No such file or directory");
    }
    assertThat(Tree.list(pc.work())).isEmpty();
  }
}
