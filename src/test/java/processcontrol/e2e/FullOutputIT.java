package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output that cannot be written is never a success. */
@EndToEnd
class FullOutputIT {

  private static Commands.Result shell(Installation pc, String program, String arguments) {
    pc.shellJob("yak", "echo shaved");
    pc.run("yak").assertSilentSuccess();
    pc.shellJob("yak", "schedule: \"5 4 * * *\"\ntriggers: {end: other}", "echo shaved");
    pc.shellJob("other", "true");
    String path = pc.launcher().resolveSibling(program).toString();
    return Commands.tryRun("bash", "-c", path + " --config " + pc.config() + " " + arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "--version",
        "--metrics",
        "--status",
        "--status --json",
        "--history yak",
        "--validate",
        "--list-jobs",
        "--stats",
        "--audit",
        "--show yak",
        "--graph",
        "--logs yak",
        "--hold --reason x yak"
      })
  void full_device_is_told_by_run_job(String action, Installation pc) {
    Commands.Result result = shell(pc, "run-job", action + " >/dev/full");

    assertThat(result.output())
        .isEqualTo("run-job: cannot write standard output: No space left on device");
    assertThat(result.exitCode()).isEqualTo(125);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--output console", "--plan", "--plan --json", "--check", "--help"})
  void full_device_is_told_by_cron_generate(String action, Installation pc) {
    Commands.Result result = shell(pc, "cron-generate", action + " >/dev/full");

    assertThat(result.output())
        .isEqualTo("cron-generate: cannot write standard output: No space left on device");
    assertThat(result.exitCode()).isEqualTo(125);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "--version"})
  void check_that_cannot_be_told_is_unknown(String option, Installation pc) {
    Commands.Result result = shell(pc, "check-jobs-icinga", option + " >/dev/full");

    assertThat(result.output())
        .isEqualTo("check-jobs-icinga: cannot write standard output: No space left on device");
    assertThat(result.exitCode()).isEqualTo(3);
  }

  @Test
  void reader_that_has_read_enough_hears_no_more(Installation pc) {
    pc.shellJob("yak", "schedule: \"5 4 * * *\"", "true");
    for (String call : List.of("run-job|--help", "cron-generate|--output console")) {
      int bar = call.indexOf('|');
      // The reader is gone before anything is written.
      String gone = "exec 3> >(exec true); wait $!; ";
      String path = pc.launcher().resolveSibling(call.substring(0, bar)).toString();
      String line = path + " --config " + pc.config() + " " + call.substring(bar + 1);
      Commands.Result result = Commands.tryRun("bash", "-c", gone + line + " >&3; echo $?");
      assertThat(result.output()).isEqualTo("141");
    }
  }
}
