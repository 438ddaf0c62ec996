package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code --logs}: the log of a run, whole or in part, finished or not. */
@EndToEnd
class LogsIT {

  private static final String BOTH = "echo out; echo err >&2; printf 'no end'";

  private static String text(Installation pc, String... options) {
    Finished finished = pc.run(options);
    assertThat(finished.stderr()).isEmpty();
    assertThat(finished.exitCode()).isZero();
    return finished.stdout();
  }

  private static void runTimes(Installation pc, String slug, int times) {
    for (int i = 1; i <= times; i++) {
      pc.run(slug, "--", Integer.toString(i)).assertSilentSuccess();
    }
  }

  @Test
  void the_last_log_is_printed_as_it_is(Installation pc) {
    pc.shellJob("job", BOTH);
    runTimes(pc, "job", 2);

    assertThat(text(pc, "--logs", "job"))
        .isEqualTo(Tree.read(Path.of((String) pc.history("job").get(1).get("log"))));
  }

  @Test
  void streams_and_raw_output_are_chosen(Installation pc) {
    pc.shellJob("job", BOTH);
    runTimes(pc, "job", 1);

    assertThat(text(pc, "--logs", "job", "--raw", "--streams", "stdout"))
        .isEqualTo("out\nno end\n");
    assertThat(text(pc, "--logs", "job", "--raw", "--streams", "stderr")).isEqualTo("err\n");
    assertThat(text(pc, "--logs", "job", "--raw").lines())
        .contains("out", "err", "no end")
        .hasSize(3);
    assertThat(text(pc, "--logs", "job", "--streams", "stderr"))
        .endsWith("\tERROR\terr\n")
        .hasLineCount(1);
    assertThat(text(pc, "--logs", "job", "--streams", "stdout,stderr"))
        .isEqualTo(text(pc, "--logs", "job"));
    pc.run("--logs", "job", "--streams", "both").assertFailure(64, "--streams is stdout, stderr");
  }

  @Test
  void runs_are_chosen_by_number_and_by_name(Installation pc) {
    pc.shellJob("job", "echo run $1");
    runTimes(pc, "job", 3);
    String id = (String) pc.history("job").get(1).get("run");

    assertThat(text(pc, "--logs", "job", "--raw")).isEqualTo("run 3\n");
    assertThat(text(pc, "--logs", "job", "--raw", "--run=-1")).isEqualTo("run 3\n");
    assertThat(text(pc, "--logs", "job", "--raw", "--run", "-2")).isEqualTo("run 2\n");
    assertThat(text(pc, "--logs", "job", "--raw", "--run", "1")).isEqualTo("run 1\n");
    assertThat(text(pc, "--logs", "job", "--raw", "--run", id)).isEqualTo("run 2\n");
    assertThat(text(pc, "--logs", "job", "--raw", "--run", "all"))
        .isEqualTo("run 1\nrun 2\nrun 3\n");
    assertThat(text(pc, "--logs", "job", "--raw", "--run", "all", "--lines", "2"))
        .isEqualTo("run 2\nrun 3\n");
    pc.run("--logs", "job", "--run", "4").assertFailure(64, "the logs of 3 runs are kept");
    pc.run("--logs", "job", "--run", "0").assertFailure(64, "--run takes a number");
    pc.run("--logs", "job", "--run", "../job").assertFailure(64, "--run takes a number");
    pc.run("--logs", "job", "--run", "job-20010101-000000")
        .assertFailure(64, "the oldest that is kept");
  }

  @Test
  void last_lines_come_from_all_files_of_a_log(Installation pc) {
    pc.shellJob(
        "job", "log: {rotate_bytes: 4096, rotate_files: 9}", "seq 1 500; echo e >&2; seq 501 600");
    runTimes(pc, "job", 1);
    assertThat(pc.logs("job")).hasSizeGreaterThan(4);

    assertThat(text(pc, "--logs", "job", "--raw", "--streams", "stdout"))
        .isEqualTo(Commands.run("seq", "1", "600") + "\n");
    assertThat(text(pc, "--logs", "job", "--raw", "--streams", "stdout", "--lines", "450"))
        .isEqualTo(Commands.run("seq", "151", "600") + "\n");
    assertThat(text(pc, "--logs", "job", "--lines", "300")).hasLineCount(300).endsWith("output\n");
    assertThat(text(pc, "--logs", "job", "--streams", "stderr", "--lines", "5")).hasLineCount(1);
    assertThat(text(pc, "--logs", "job", "--lines", "0")).isEmpty();
    pc.run("--logs", "job", "--lines", "x").assertFailure(64, "--lines takes a number");
  }

  @Test
  void logs_of_a_job_that_is_broken_or_gone_can_be_read(Installation pc) {
    Path file = pc.shellJob("job", "echo once");
    runTimes(pc, "job", 1);

    Tree.write(file, "nonsense: [");
    assertThat(text(pc, "--logs", "job", "--raw")).isEqualTo("once\n");
    Commands.run("rm", file.toString());
    assertThat(text(pc, "--logs", "job", "--raw")).isEqualTo("once\n");
    pc.run("--logs", "nobody").assertFailure(78, "there is no job nobody");
    pc.run("--logs", "../etc").assertFailure(78, "is not a job name");
    pc.shellJob("new", "true");
    pc.run("--logs", "new").assertFailure(64, "new: there is no log yet");
  }

  @Test
  void without_timestamps_or_output_the_frame_is_still_understood(Installation pc) {
    pc.shellJob("plain", "log: {timestamps: false}", BOTH);
    pc.shellJob("secret", "log_output: false", "echo s3cr3t; echo s3cr3t >&2");
    runTimes(pc, "plain", 1);
    runTimes(pc, "secret", 1);

    assertThat(pc.output("plain"))
        .startsWith("INFO\t===========\nINFO\t")
        .contains("\nERROR\terr\n");
    assertThat(text(pc, "--logs", "plain", "--raw", "--streams", "stdout"))
        .isEqualTo("out\nno end\n");
    assertThat(pc.output("secret"))
        .contains("' secret 1 (")
        .doesNotContain("\ts3cr3t")
        .hasLineCount(4);
    assertThat(text(pc, "--logs", "secret", "--raw")).isEmpty();
  }

  @Test
  void follow_sees_every_line_once_however_often_the_log_is_continued(Installation pc) {
    pc.shellJob(
        "job",
        "log: {rotate_bytes: 256k, rotate_files: 200}",
        "echo ready; while [ ! -e go ]; do sleep 0.05; done; seq 1 400000");
    Running job = pc.startUntilReady("job");
    Running follow = pc.start("--logs", "job", "--follow", "--raw");
    Tree.write(pc.work().resolve("go"), "");

    job.await().assertSilentSuccess();
    Finished followed = follow.await();
    assertThat(followed.stderr()).isEmpty();
    assertThat(followed.exitCode()).isZero();
    assertThat(pc.logs("job")).hasSizeGreaterThan(20);
    String expected = "ready\n" + Commands.run("seq", "1", "400000") + "\n";
    assertThat(followed.stdout().equals(expected))
        .as(followed.stdout().length() + " bytes")
        .isTrue();
  }

  @Test
  void follow_shows_what_comes_and_is_stopped_quietly(Installation pc) {
    pc.shellJob("job", "echo ready; sleep 1000");
    Running job = pc.startUntilReady("job");
    String script = "\"$@\" | head -n 4 | tail -n 1";
    Launch piped = pc.launch("--logs", "job", "--follow").through("sh", "-c", script, "sh");

    assertThat(piped.run().stdout()).endsWith("\tINFO\tready\n");
    Running follow = pc.start("--logs", "job", "--follow");
    Running raw = pc.start("--logs", "job", "--follow", "--lines", "1", "--raw");
    follow.signal("TERM");
    assertThat(follow.await().stderr()).isEmpty();
    pc.run("--kill-job", "job");
    job.await();
    assertThat(raw.await().exitCode()).isZero();
    Finished ended = pc.run("--logs", "job", "--follow");
    assertThat(ended.stdout()).endsWith("end command output\n");
    assertThat(ended.exitCode()).isZero();
  }

  @Test
  void terminal_does_not_obey_what_a_job_prints(Installation pc) {
    pc.shellJob("job", "printf 'a\\033[31m\\r\\302\\233x\\377 \\303\\244\\n'");
    runTimes(pc, "job", 1);
    String command = pc.launcher() + " --config " + pc.config() + " --logs job --raw";

    assertThat(Commands.run("script", "-qec", command, "/dev/null"))
        .isEqualTo("a\\x1b[31m\\x0d\\xc2\\x9bx\\xff \u00e4");
    assertThat(text(pc, "--logs", "job", "--raw")).startsWith("a\u001b[31m\r");
  }

  @Test
  void links_and_other_things_among_the_logs_are_not_read(Installation pc) {
    pc.shellJob("job", "echo once");
    runTimes(pc, "job", 1);
    Path logs = pc.logs().resolve("job");
    Tree.link(logs.resolve("job-20990101-000000.log"), Path.of("/etc/passwd"));
    Tree.link(logs.resolve("job-20990101-000000.log.1"), Path.of("/etc/passwd"));
    Tree.directory(logs.resolve("job-20990101-000001.log"));
    Commands.run("mkfifo", logs.resolve("job-20990101-000002.log").toString());
    Tree.write(logs.resolve("-n\nevil"), "evil");

    assertThat(text(pc, "--logs", "job", "--raw", "--run", "all")).isEqualTo("once\n");
    pc.run("--logs", "job", "--run", "job-20990101-000000").assertFailure(64, "there is no log");
    Commands.run("mv", logs.toString(), pc.logs().resolve("moved").toString());
    Tree.link(logs, pc.logs().resolve("moved"));
    assertThat(pc.run("--logs", "job").exitCode()).isEqualTo(64);
    pc.launch("--logs", "job").asUser("nobody").run().assertFailure(77, "only root");
  }

  @Test
  void rotation_goes_on_on_a_disk_that_is_full(Installation pc) {
    pc.mountSmall(pc.logs());
    pc.shellJob("job", "log: {rotate_bytes: 100k, rotate_files: 2}", "seq 1 500000");

    pc.run("job").assertSilentSuccess();

    long size = pc.logs("job").stream().mapToLong(file -> Tree.bytes(file).length).sum();
    assertThat(size).isLessThanOrEqualTo(3 * 102_400);
    assertThat(text(pc, "--logs", "job", "--raw", "--lines", "1")).isEqualTo("500000\n");
    assertThat(pc.logs("job")).hasSize(3);
    assertThat(List.copyOf(pc.results("job"))).containsExactly("success");
  }
}
