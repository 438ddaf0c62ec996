package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that jobs leave in the directories that they can write to do not make any command wait. */
@EndToEnd
@Timeout(240)
class HostileFilesIT {

  private static void fifo(Path path) {
    Commands.run("mkfifo", path.toString());
    ServiceUser.own(path);
  }

  @Test
  void fifo_in_place_of_a_lock_is_an_error(Installation pc) {
    pc.shellJob("yak", "echo hi");
    fifo(pc.locks().resolve("yak.lock"));

    pc.run("yak").assertFailure(125, "yak.lock");

    assertThat(pc.run("--status", "yak").exitCode()).isZero();
  }

  @Test
  void run_whose_record_nobody_would_have_does_not_begin(Installation pc) {
    pc.shellJob("yak", "echo hi");
    ServiceUser.own(Tree.directory(pc.states().resolve("yak")));
    fifo(pc.historyFile("yak"));

    pc.run("yak").assertFailure(125, "history.jsonl: it is a FIFO");

    assertThat(pc.logs("yak")).isEmpty();
  }
}
