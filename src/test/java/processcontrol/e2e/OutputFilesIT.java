package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of the output in files of the job's own. */
@EndToEnd
class OutputFilesIT {

  private static Path copy(Installation pc) {
    return pc.work().resolve("copy");
  }

  private static void job(Installation pc, Path file, String more, String script) {
    pc.shellJob("job", "output: [{file: " + file + more + "}]", script);
  }

  private static List<?> warnings(Installation pc) {
    return (List<?>) pc.record("job").get("warnings");
  }

  @Test
  void both_streams_are_copied_byte_by_byte_as_the_service_user(Installation pc)
      throws IOException {
    String copied = "until [ $(stat -c %%s copy) = %d ]; do sleep 0.05; done; ";
    job(
        pc,
        copy(pc),
        "",
        "printf 'a\\0\\377b'; "
            + copied.formatted(4)
            + "echo err >&2; "
            + copied.formatted(8)
            + "printf end");

    pc.run("job").assertSilentSuccess();

    assertThat(Tree.bytes(copy(pc)))
        .isEqualTo(new byte[] {'a', 0, (byte) 255, 'b', 'e', 'r', 'r', '\n', 'e', 'n', 'd'});
    assertThat(Files.getOwner(copy(pc)).getName()).isEqualTo(ServiceUser.NAME);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy(pc))))
        .isEqualTo("rw-r-----");
  }

  @Test
  void a_copy_is_appended_to_or_replaced(Installation pc) {
    job(pc, copy(pc), "", "echo long long");
    pc.run("job");
    pc.run("job");
    assertThat(Tree.read(copy(pc))).isEqualTo("long long\nlong long\n");

    job(pc, copy(pc), ", append: false", "echo x");
    pc.run("job");
    pc.run("job");
    assertThat(Tree.read(copy(pc))).isEqualTo("x\n");
  }

  @Test
  void only_failures_are_written_where_asked(Installation pc) {
    String script = "seq 1 100000; echo err >&2; [ ! -e bad ] || exit 3";
    job(pc, copy(pc), ", when: failure, append: false", script);
    pc.run("job").assertSilentSuccess();
    assertThat(copy(pc)).doesNotExist();
    Tree.write(pc.work().resolve("bad"), "");

    pc.run("job").assertFailure(3);

    assertThat(Tree.read(copy(pc))).startsWith("1\n2\n").contains("100000\n", "err\n");
    assertThat(Tree.bytes(copy(pc))).hasSize(588_895 + 4);
    assertThat(Tree.list(pc.logs().resolve("job"))).hasSize(2); // No spool is left.
    Commands.run("rm", pc.work().resolve("bad").toString());
    pc.run("job").assertSilentSuccess();
    assertThat(Tree.bytes(copy(pc))).hasSize(588_895 + 4);
  }

  @ParameterizedTest
  @CsvSource({
    "expect: {max_output: 1}, true, 65",
    "timeout: 2s, sleep 300, 124",
    "fail_on: exit, kill -s KILL $$, 137"
  })
  void every_kind_of_failure_is_one(String key, String script, int exitCode, Installation pc) {
    pc.shellJob(
        "job", key + "\noutput: [{file: " + copy(pc) + ", when: failure}]", "echo text; " + script);

    pc.run("job").assertFailure(exitCode);

    assertThat(Tree.read(copy(pc))).isEqualTo("text\n");
  }

  @Test
  void all_attempts_are_copied(Installation pc) {
    pc.shellJob(
        "job",
        "retries: {attempts: 3}\noutput: [{file: " + copy(pc) + ", append: false}]",
        "echo $PC_ATTEMPT; [ $PC_ATTEMPT = 2 ]");

    pc.run("job").assertSilentSuccess();

    assertThat(Tree.read(copy(pc))).isEqualTo("1\n2\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"always", "failure"})
  void what_cannot_be_opened_is_a_warning_and_changes_nothing(String when, Installation pc) {
    Path directory = Tree.directory(pc.work().resolve("directory"));
    Path target = Tree.write(pc.work().resolve("target"), "precious\n");
    ServiceUser.own(target);
    Path link = Tree.link(pc.work().resolve("link"), target);
    Path pipe = pc.work().resolve("pipe");
    Commands.run("mkfifo", "-m", "666", pipe.toString());
    List<Path> files =
        List.of(directory, link, pipe, Path.of("/etc/passwd"), Path.of("/nowhere/x"), copy(pc));
    StringBuilder outputs = new StringBuilder("output:\n");
    for (Path file : files) {
      outputs.append("  - {file: " + file + ", when: " + when + ", append: false}\n");
    }
    pc.shellJob("job", outputs.toString(), "echo text; exit 3");

    pc.run("job").assertFailure(3, "job: exit code 3");

    assertThat(Tree.read(copy(pc))).isEqualTo("text\n");
    assertThat(Tree.read(target)).isEqualTo("precious\n");
    assertThat(warnings(pc)).hasSize(5);
    assertThat(warnings(pc).toString())
        .contains("directory: Is a directory")
        .contains("link: Too many levels of symbolic links")
        .contains("pipe: No such device or address")
        .contains("/etc/passwd: Permission denied")
        .contains("/nowhere/x: No such file or directory");
    assertThat(pc.output("job")).contains("run-job: warning: output: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"always", "failure"})
  void a_full_device_is_a_warning(String when, Installation pc) {
    job(pc, Path.of("/dev/full"), ", when: " + when, "seq 1 100000; exit 3");

    pc.run("job").assertFailure(3);

    assertThat(warnings(pc)).hasSize(1);
    assertThat(warnings(pc).toString()).contains("write /dev/full: No space left on device");
    assertThat(pc.output("job")).contains("\tINFO\t1\n", "\tINFO\t100000\n");
  }

  @Test
  void a_disk_that_fills_up_keeps_what_it_took(Installation pc) {
    Path small = Tree.directory(pc.work().resolve("small"));
    pc.mountSmall(small);
    job(pc, small.resolve("copy"), "", "seq 1 500000");

    pc.run("job").assertSilentSuccess();

    assertThat(warnings(pc).toString()).contains("No space left on device");
    assertThat(Tree.read(small.resolve("copy"))).startsWith("1\n2\n");
  }

  @Test
  void the_null_device_takes_all(Installation pc) {
    job(pc, Path.of("/dev/null"), ", append: false", "seq 1 100000");

    pc.run("job").assertSilentSuccess();

    assertThat(warnings(pc)).isIn(null, List.of());
    assertThat(Path.of("/dev/null")).exists();
  }

  @Test
  void a_pipe_with_a_reader_is_fed(Installation pc) {
    Path pipe = pc.work().resolve("pipe");
    Commands.run("mkfifo", "-m", "666", pipe.toString());
    CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> Tree.read(pipe));
    job(pc, pipe, "", "echo text");

    // Without a warning once the reader is there; what it has read is its own affair.
    Await.until(
        "it is fed",
        () -> {
          pc.run("job");
          List<? extends Map<?, ?>> records = pc.history("job");
          return !records.get(records.size() - 1).toString().contains("warnings=[output: ");
        });

    assertThat(reader.join()).isEqualTo("text\n");
  }

  @Test
  void a_pipe_that_nobody_empties_does_not_hold_the_job_up(Installation pc) {
    Path pipe = pc.work().resolve("pipe");
    Commands.run("mkfifo", "-m", "666", pipe.toString());
    job(pc, pipe, "", "seq 1 500000");
    Process reader = Commands.background("sh", "-c", "exec 3<>" + pipe + "; exec sleep 300");
    try {
      Await.until(
          "the pipe is open",
          () -> pipe.toString().equals(Processes.descriptors(reader.pid()).get(3)));

      pc.run("job").assertSilentSuccess();
    } finally {
      reader.destroyForcibly();
    }
    assertThat(warnings(pc).toString()).contains("takes no more now; the rest is missing");
    assertThat(pc.output("job")).contains("\tINFO\t500000\n");
  }

  @Test
  void a_killed_supervisor_leaves_no_spool(Installation pc) {
    job(pc, copy(pc), ", when: failure", "echo ready; sleep 300");
    Running running = pc.startUntilReady("job");
    running.signal("KILL");
    running.await();

    assertThat(Commands.run("ls", "-A", pc.logs().resolve("job").toString()))
        .endsWith(".log")
        .doesNotContain("spool");
  }

  @Test
  void commands_inherit_no_copy(Installation pc) {
    job(pc, copy(pc), "", "ls -l /proc/$$/fd");

    pc.run("job").assertSilentSuccess();

    assertThat(Tree.read(copy(pc))).contains("job.lock").doesNotContain(copy(pc).toString());
    Map<?, ?> record = pc.record("job");
    assertThat(record.get("result")).isEqualTo("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/full", "/nowhere/x", "/etc/passwd", "/usr", "small"})
  void output_that_no_other_copy_has_is_lost(String file, Installation pc) {
    Path path = pc.work().resolve(file); // An absolute one stays what it is.
    if (file.equals("small")) {
      path = Tree.directory(path).resolve("copy");
      pc.mountSmall(path.getParent());
    }
    pc.shellJob("job", "log_output: false\noutput: {file: " + path + "}", "seq 1 500000");

    pc.run("job").assertFailure(125, "job: output was lost: ", path.toString());

    assertThat(pc.record("job").get("result")).isEqualTo("error");
    assertThat(warnings(pc)).hasSize(1);
    pc.shellJob("job", "log_output: false\noutput: {file: " + path + "}", "seq 1 500000; exit 3");
    pc.run("job").assertFailure(3, "job: exit code 3; output was lost: ");
    pc.shellJob("job", "log_output: false\noutput: {file: /nowhere/x}", "true");
    pc.run("job").assertSilentSuccess(); // Nothing was there to be lost.
  }

  @Test
  void what_a_failed_run_keeps_is_lost_by_failed_runs_alone(Installation pc) {
    String output = "log_output: false\noutput: {file: /nowhere/x, when: failure}";
    pc.shellJob("job", output, "echo text");
    pc.run("job").assertSilentSuccess();
    pc.shellJob("job", output, "echo text; exit 3");
    pc.run("job").assertFailure(3, "exit code 3; output was lost: ", "/nowhere/x");
  }

  @Test
  void another_copy_is_enough_and_the_warning_is_shown_until_a_run_has_none(Installation pc) {
    String other = "{file: " + copy(pc) + ", append: false}";
    String keys = "log_output: false\noutput: [{file: /nowhere/x}, " + other + "]";
    pc.shellJob("job", keys, "echo text");

    pc.run("job").assertSilentSuccess();

    assertThat(Tree.read(copy(pc))).isEqualTo("text\n");
    String warning = "output: cannot open /nowhere/x: No such file or directory";
    assertThat(pc.run("--status", "job").stdout()).contains("    warning: " + warning + "\n");
    assertThat(pc.run("--status", "job", "--json").stdout())
        .contains("\"warnings\" : [ \"" + warning + "\" ]");
    assertThat(pc.run("--history", "job").stdout()).contains("succeeded; warning: " + warning);
    assertThat(pc.run("--metrics", "job").stdout())
        .contains("process_control_job_last_warnings{job=\"job\"} 1.0");
    Finished check = Operator.check(pc);
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.stdout())
        .startsWith("PROCESS-CONTROL WARNING - 1 warned (1 job) | ")
        .endsWith("\nWARNING: job: warning of its last run: " + warning + "\n");

    pc.shellJob("job", "echo text");
    pc.run("job").assertSilentSuccess();
    assertThat(Operator.check(pc).stdout()).contains("all is well");
    assertThat(pc.run("--status", "job").stdout()).doesNotContain("warning");
  }
}
