package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The output of run-job, and the ways to call it. */
@EndToEnd
class ConsoleIT {

  @Test
  void success_without_a_terminal_prints_nothing(Installation pc) {
    pc.shellJob("one", "echo output; echo error >&2");

    pc.run("one").assertSilentSuccess();
    pc.run("--job", "one").assertSilentSuccess();
    pc.run("-j", "one", "--scheduled", "-q").assertSilentSuccess();
    pc.run("--job=one").assertSilentSuccess();
  }

  @Test
  void failure_prints_one_line_that_names_the_log(Installation pc) {
    pc.shellJob("one", "echo output; echo error >&2; exit 1");

    Finished run = pc.run("one");

    assertThat(run.stderr())
        .isEqualTo("run-job: one: exit code 1; log: " + pc.logs("one").get(0) + "\n");
    assertThat(run.stdout()).isEmpty();
  }

  @Test
  void a_terminal_sees_the_output_as_the_log_does(Installation pc) {
    pc.shellJob("shown", "printf 'to stdout\\n'; printf 'to stderr\\n' >&2");

    assertThat(onTerminal(pc, "shown").lines()).containsExactlyInAnyOrder("to stdout", "to stderr");
    assertThat(pc.log("shown").stdoutText()).isEqualTo("to stdout");
    assertThat(pc.log("shown").stderrText()).isEqualTo("to stderr");
    assertThat(onTerminal(pc, "-q shown")).isEmpty();
  }

  @Test
  void a_terminal_sees_much_output_to_its_last_byte(Installation pc) {
    pc.shellJob("shown", "seq 1 20000; exit 4");

    String seen = onTerminal(pc, "shown");

    assertThat(seen).startsWith("1\r\n2\r\n").contains("\r\n20000\r\nrun-job: shown: exit code 4;");
    assertThat(seen.lines()).hasSize(20_001);
  }

  @Test
  void a_terminal_is_not_steered_by_the_output(Installation pc) {
    pc.shellJob("evil", "printf 'a\\033[31mred\\033]0;t\\007\\342\\200\\256x\\rY\\n'");

    assertThat(onTerminal(pc, "evil"))
        .isEqualTo("a\33[31mred\\x1b]0;t\\x07\\xe2\\x80\\xaex\r\nY\r\n\33[m");
    assertThat(onTerminal(pc, "--raw evil")).isEqualTo("a\33[31mred\33]0;t\7\u202ex\rY");
  }

  private static String onTerminal(Installation pc, String args) {
    String command = pc.launcher() + " --config " + pc.config() + " " + args;
    return Commands.tryRun("script", "-qec", command, "/dev/null").output();
  }

  @Test
  void the_keyboard_stops_a_run_on_a_terminal(Installation pc) {
    pc.shellJob("shown", "echo ready; sleep 300");
    String command = pc.launcher() + " --config " + pc.config() + " shown";
    // Ctrl-C, typed once the job runs; the input must not end before the program has.
    String type =
        """
        until grep -q ready %s/shown/*; do sleep 0.1; done
        printf '\\003'
        until [ -e %s ]; do sleep 0.1; done
        """
            .formatted(pc.logs(), pc.root().resolve("ended"));
    String script = "{ " + type + "} 2>/dev/null | script -qec \"$1\" /dev/null";
    String whole =
        "trap : INT; " + command + "; code=$?; >" + pc.root().resolve("ended") + "; exit $code";

    Commands.Result result = Commands.tryRun("timeout", "300", "sh", "-c", script, "sh", whole);

    assertThat(result.output()).contains("run-job: shown: stopped by SIGINT");
    assertThat(result.exitCode()).isEqualTo(130);
    assertThat(pc.record("shown").get("result")).isEqualTo("killed");
  }

  @Test
  void the_program_alone_is_a_guide_for_a_person_and_an_error_for_a_script(Installation pc) {
    pc.shellJob("fine", "true");
    pc.shellJob("import", "exit 1");
    pc.run("import");

    String guide = onTerminal(pc, "").replace("\r", "");

    assertThat(guide).startsWith("2 jobs in " + pc.jobs() + ": 1 failing\n");
    assertThat(guide).contains("  run-job --status ", "  run-job --logs import ", "--help");
    assertThat(guide.lines()).hasSize(6).allMatch(line -> line.length() <= 80);
    pc.run().assertFailure(64, "which job? name one, or see run-job --help");
  }

  @Test
  void help_lists_every_exit_code(Installation pc) {
    for (String topic : List.of("all", "exit-codes")) {
      Finished run = pc.run("--help", topic);

      assertThat(run.exitCode()).isZero();
      assertThat(run.stderr()).isEmpty();
      for (String code :
          List.of(
              "0", "64", "75", "77", "78", "124", "125", "126", "127", "129", "130", "143", "1-123",
              "128+N")) {
        assertThat(run.stdout()).containsPattern("(?m)^ +" + code.replace("+", "\\+") + " +\\S");
      }
      assertThat(run.stdout().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
    }
  }

  @Test
  void help_and_version_need_neither_configuration_nor_privileges(Installation pc) {
    Commands.run("rm", pc.config().toString());

    Finished help = pc.launch("--help").asUser("nobody").run();
    Finished version = pc.launch("--version").asUser("nobody").run();

    assertThat(help.exitCode()).isZero();
    assertThat(version.exitCode()).isZero();
    assertThat(version.stderr()).isEmpty();
    assertThat(version.stdout()).matches("process-control \\d+\\.\\d+\\.\\d+\\S*\n");
  }

  @Test
  void verbose_tells_how_it_went(Installation pc) {
    pc.shellJob("one", "true");

    Finished run = pc.run("-v", "one");

    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr())
        .isEqualTo("run-job: one: succeeded; log: " + pc.logs("one").get(0) + "\n");
  }

  @Test
  void verbose_logs_where_an_operators_command_looks(Installation pc) {
    pc.shellJob("one", "true");
    String quiet = pc.run("--list-jobs").stdout();

    Finished list = pc.run("--list-jobs", "-v");

    assertThat(list.exitCode()).isZero();
    assertThat(list.stdout()).isEqualTo(quiet);
    assertThat(list.errors()).hasSize(3);
    assertThat(list.errors().get(0))
        .startsWith("INFO run-job - configuration ")
        .endsWith(", jobs in " + pc.jobs());
    assertThat(list.errors().get(1)).startsWith("INFO run-job - as user ");
    assertThat(list.errors().get(2)).matches("INFO run-job - exit code 0 after \\d+ ms");
  }

  @Test
  void the_launcher_works_through_links_and_from_anywhere(Installation pc) {
    pc.shellJob("one", "true");
    Path bin = Tree.directory(pc.root().resolve("bin"));
    Tree.link(bin.resolve("absolute"), pc.launcher());
    Tree.link(bin.resolve("relative"), bin.relativize(pc.launcher()));
    Tree.link(bin.resolve("twice"), Path.of("relative"));
    String call = "cd \"$1\" && exec \"$2\" --config \"$3\" one";
    String config = pc.config().toString();
    for (String program : List.of("./absolute", "./relative", "./twice", bin + "/twice")) {
      shell(call, bin.toString(), program, config);
    }
    shell("PATH=$1:$PATH; cd / && exec relative --config \"$2\" one", bin.toString(), config);

    assertThat(pc.results("one")).hasSize(5).containsOnly("success");
  }

  private static void shell(String script, String... words) {
    String[] command = new String[4 + words.length];
    command[0] = "sh";
    command[1] = "-c";
    command[2] = script;
    command[3] = "sh";
    System.arraycopy(words, 0, command, 4, words.length);
    assertThat(Commands.run(command)).isEmpty();
  }

  @Test
  void a_working_directory_that_cannot_be_read_does_not_matter(Installation pc) {
    pc.shellJob("one", "pwd");
    Path closed = Tree.mode(Tree.directory(pc.root().resolve("closed")), "rwx------");

    pc.launch("one")
        .through("sh", "-c", "cd \"$0\" && exec \"$@\"", closed.toString())
        .run()
        .assertSilentSuccess();

    assertThat(pc.log("one").stdoutText()).isEqualTo(pc.work().toString());
  }

  @Test
  void a_working_directory_that_was_removed_does_not_matter(Installation pc) {
    pc.shellJob("one", "pwd");
    Path gone = Tree.directory(pc.root().resolve("gone"));

    Finished run =
        pc.launch("one")
            .through("sh", "-c", "cd \"$0\" && rmdir \"$0\" && exec \"$@\"", gone.toString())
            .run();

    // The shell itself says that it cannot tell where it is.
    assertThat(run.errors()).allSatisfy(line -> assertThat(line).contains("getcwd() failed"));
    assertThat(run.exitCode()).isZero();
    assertThat(pc.log("one").stdoutText()).isEqualTo(pc.work().toString());
  }

  @Test
  void a_relative_configuration_is_found_where_the_caller_is(Installation pc) {
    pc.shellJob("one", "true");

    shell(
        "cd \"$1\" && exec \"$2\" --config process-control.yaml one",
        pc.root().toString(),
        pc.launcher().toString());

    assertThat(pc.results("one")).containsExactly("success");
  }
}
