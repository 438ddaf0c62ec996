package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The essentials without the archive of classes; all other tests run with it. */
@EndToEnd
class NoArchiveIT {

  private static Application application;
  private Installation pc;

  @BeforeAll
  static void copy() {
    application = Application.plain(System.getProperty("it.java.home", ""));
  }

  @BeforeEach
  void install() {
    pc = Installation.create(application);
  }

  @AfterEach
  void remove() {
    pc.close();
  }

  @Test
  void no_archive_is_used() {
    pc.shellJob("one", "echo ready; sleep 300");
    Running running = pc.untilReady("one", pc.start("--job", "one"));

    assertThat(Tree.read(Path.of("/proc/" + running.pid() + "/maps")))
        .contains("/libjvm.so")
        .doesNotContain("/lib/process-control.jsa", "/lib/process-control.aot");
  }

  @Test
  void runs_end_as_they_do_with_it() {
    pc.shellJob("one", "echo to stdout; exit $1");

    pc.run("one", "--", "0").assertSilentSuccess();
    pc.run("--job", "one", "--", "3").assertFailure(3, "one: exit code 3");

    assertThat(pc.results("one")).isEqualTo(List.of("success", "failure"));
    assertThat(pc.output("one")).contains("\tto stdout\n");
  }

  @Test
  void timeout_kills_everything() {
    pc.shellJob("one", "timeout: 1s", "setsid sleep 300 & sleep 300");

    pc.run("--job", "one").assertFailure(124, "one: timed out after 1s");

    assertThat(Processes.withMarker(pc.marker())).isEmpty();
  }

  @Test
  void other_programs_and_actions_print_no_warning() {
    Operator.scheduled(pc, "one", "1 * * * *");
    Operator.cronGenerate(pc).assertSilentSuccess();
    pc.run("one").assertSilentSuccess();

    for (String action : List.of("--status", "--history", "--logs", "--show", "--validate")) {
      Finished call = pc.run(action, "one");
      assertThat(call.exitCode()).as(action).isZero();
      assertThat(call.stderr()).as(action).isEmpty();
    }
    assertThat(Operator.check(pc).stdout()).startsWith("PROCESS-CONTROL OK");
  }
}
