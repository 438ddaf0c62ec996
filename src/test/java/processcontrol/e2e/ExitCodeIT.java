package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exit status of run-job, and the one line that explains it. */
@EndToEnd
class ExitCodeIT {

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64, 75, 123, 255})
  void the_commands_own_code_is_passed_on(int code, Installation pc) {
    pc.shellJob("fails", "echo output; echo error >&2; exit " + code);

    pc.run("fails").assertFailure(code, "fails: exit code " + code + "; log: " + pc.logs());

    assertThat(pc.record("fails").get("result")).isEqualTo("failure");
    assertThat(pc.record("fails").get("exit_code")).isEqualTo(code);
    assertThat(pc.record("fails").get("signal")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"SEGV, 11", "KILL, 9", "TERM, 15", "HUP, 1"})
  void a_command_that_dies_of_a_signal_gives_128_and_its_number(
      String name, int number, Installation pc) {
    pc.shellJob("dies", "kill -s " + name + " $$");

    pc.run("dies").assertFailure(128 + number, "dies: killed by SIG" + name);

    assertThat(pc.record("dies").get("result")).isEqualTo("failure");
    assertThat(pc.record("dies").get("exit_code")).isNull();
    assertThat(pc.record("dies").get("signal")).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "/etc"})
  void a_file_that_cannot_be_executed_gives_126(String program, Installation pc) {
    pc.job("denied", "name: Denied\ncommand: " + program + "\n");

    pc.run("denied").assertFailure(126, "denied: cannot execute " + program + ": ");

    assertThat(pc.record("denied").get("result")).isEqualTo("failure");
  }

  @Test
  void a_script_that_only_root_may_execute_gives_126(Installation pc) {
    String script = Tree.write(pc.root().resolve("script"), "#!/bin/sh\n").toString();
    Commands.run("chmod", "700", script);
    pc.job("denied", "name: Denied\ncommand: " + script + "\n");

    pc.run("denied").assertFailure(126, "Permission denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-program", "/no/such/program", "./relative", "/etc/passwd/sub"})
  void a_program_that_does_not_exist_gives_127(String program, Installation pc) {
    pc.job("missing", "name: Missing\ncommand: " + program + " with words\n");

    pc.run("missing").assertFailure(127, "missing: cannot execute " + program + ": No");

    assertThat(pc.record("missing").get("result")).isEqualTo("failure");
  }

  @Test
  void a_directory_that_does_not_exist_is_not_blamed_on_the_program(Installation pc) {
    pc.job("lost", "name: Lost\ncommand: pwd\ndirectory: /no/such/directory\n");

    pc.run("lost").assertFailure(126, "directory: ", "/no/such/directory", "No such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"700", "744"})
  void a_directory_that_may_not_be_entered_is_not_blamed_on_the_program(
      String mode, Installation pc) {
    Path closed = Tree.directory(pc.root().resolve("closed"));
    Commands.run("chmod", mode, closed.toString());
    pc.job("closed", "name: Closed\ncommand: pwd\ndirectory: " + closed + "\n");

    pc.run("closed").assertFailure(126, "directory: ", closed + ": Permission denied");
  }

  @Test
  void a_directory_that_can_be_entered_but_not_read_is_fine(Installation pc) {
    Path dark = Tree.mode(Tree.directory(pc.root().resolve("dark")), "rwx--x--x");
    pc.job("dark", "name: Dark\ncommand: pwd\ndirectory: " + dark + "\n");

    pc.run("dark").assertSilentSuccess();

    assertThat(pc.log("dark").stdoutText()).isEqualTo(dark.toString());
  }

  @Test
  void a_script_without_an_interpreter_line_gives_126(Installation pc) {
    Path script = Tree.write(pc.root().resolve("script"), "echo no\n");
    Tree.mode(script, "rwxr-xr-x");
    pc.job("naked", "name: Naked\ncommand: " + script + "\n");

    pc.run("naked").assertFailure(126, "cannot execute " + script + ": Exec format error");
  }

  @Test
  void a_list_of_commands_stops_at_the_first_failure(Installation pc) {
    pc.job(
        "list",
        """
        name: List
        shell: true
        directory: %s
        command:
          - touch first
          - touch second; exit 5
          - touch third
        """
            .formatted(pc.work()));

    pc.run("list").assertFailure(5, "list: command 2 of 3: exit code 5");

    assertThat(Tree.list(pc.work()))
        .containsExactly(pc.work().resolve("first"), pc.work().resolve("second"));
    Map<?, ?> record = pc.record("list");
    assertThat(record.get("reason")).isEqualTo("command 2 of 3: exit code 5");
    assertThat(record.get("exit_code")).isEqualTo(5);
  }

  @Test
  void a_command_that_cannot_be_started_ends_a_list(Installation pc) {
    pc.job(
        "list",
        "name: List\ncommand: ['true', no-such-program, touch %s/third]\n".formatted(pc.work()));

    pc.run("list").assertFailure(127, "list: command 2 of 3: cannot execute no-such-program");

    assertThat(Tree.list(pc.work())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-such-option one",
        "-x one",
        "one two",
        "--job one two",
        "--job one --job one",
        "--job",
        "--config",
        "--job one --validate",
        "--validate -- argument",
        "-q",
        "--scheduled=yes one"
      })
  void wrong_usage_gives_64(String line, Installation pc) {
    pc.shellJob("one", "touch ran");
    pc.shellJob("two", "touch ran");

    pc.run(line.split(" ", -1)).assertFailure(64);

    pc.assertNothingWasWritten();
  }

  @Test
  void no_argument_at_all_is_wrong_usage(Installation pc) {
    pc.run().assertFailure(64, "which job?");
  }

  @Test
  void an_argument_that_is_not_text_is_wrong_usage(Installation pc) {
    pc.shellJob("one", "touch ran");

    pc.launch()
        .through("sh", "-c", "exec \"$@\" one -- \"$(printf '\\377')\"", "sh")
        .run()
        .assertFailure(64, "not valid UTF-8");

    pc.assertNothingWasWritten();
  }

  @Test
  void an_unknown_job_gives_78_and_a_guess(Installation pc) {
    pc.shellJob("paypal_audit", "touch ran");

    pc.run("paypal_adit").assertFailure(78, "there is no job", "did you mean paypal_audit?");

    pc.assertNothingWasWritten();
  }

  @Test
  void a_configuration_that_does_not_exist_gives_78(Installation pc) {
    pc.shellJob("one", "touch ran");
    Commands.run("rm", pc.config().toString());

    pc.run("one").assertFailure(78, pc.config().toString(), "No such file or directory");
  }

  @Test
  void a_slow_start_that_the_job_does_not_have_gives_64(Installation pc) {
    pc.shellJob("one", "touch ran");

    pc.run("-w", "one").assertFailure(64, "one has no slow_start_command");

    pc.assertNothingWasWritten();
  }
}
