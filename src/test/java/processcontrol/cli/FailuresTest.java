package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.posix.Fd;
import processcontrol.start.UsageException;

class FailuresTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);

  private int report(Throwable failure, boolean verbose) {
    return Failures.report("run-job", failure, verbose, err);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void every_fault_of_a_configuration_is_a_line() {
    assertThat(report(new InvalidConfigException(List.of("f:1:2: x", "f:3:4: y")), false))
        .isEqualTo(78);
    assertThat(printed()).isEqualTo("run-job: f:1:2: x\nrun-job: f:3:4: y\n");
  }

  @Test
  void wrong_usage_is_64() {
    assertThat(report(new UsageException("which job?"), false)).isEqualTo(64);
    assertThat(printed()).isEqualTo("run-job: which job?\n");
  }

  @Test
  void a_caller_who_is_not_allowed_gets_77() {
    assertThat(report(new NotAllowedException("only root"), false)).isEqualTo(77);
    assertThat(printed()).isEqualTo("run-job: only root\n");
  }

  @Test
  void a_failed_system_call_is_125() {
    assertThat(report(catchThrowable(() -> Fd.openForReading("/no/such")), false)).isEqualTo(125);
    assertThat(printed()).isEqualTo("run-job: cannot open /no/such: No such file or directory\n");
  }

  @Test
  void what_nobody_expected_is_125_and_one_line() {
    assertThat(report(new IllegalStateException("odd"), false)).isEqualTo(125);
    assertThat(report(new StackOverflowError(), false)).isEqualTo(125);
    assertThat(printed())
        .isEqualTo(
            "run-job: internal error: java.lang.IllegalStateException: odd (-v shows where; please"
                + " report it)\n"
                + "run-job: internal error: java.lang.StackOverflowError (-v shows where; please"
                + " report it)\n");
  }

  @Test
  void the_stack_is_shown_only_if_asked() {
    report(new UsageException("x"), true);

    assertThat(printed())
        .startsWith("run-job: x\nprocesscontrol.start.UsageException: x\n")
        .contains("\tat processcontrol.cli.FailuresTest.");
  }

  @Test
  void validate_reports_every_fault_of_every_job(@TempDir Path directory) throws Exception {
    Path jobs = Files.createDirectory(directory.toRealPath().resolve("jobs"));
    Path config = directory.resolve("config.yaml");
    Files.writeString(config, "job_directory: " + jobs + "\nlogging: {version: 1}\n");
    Files.writeString(jobs.resolve("a.yaml"), "name: A\ncommand: x\n");
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
    GlobalConfig global = GlobalConfig.loadFrom(config.toString());
    // Not through RunJob, which drops the privileges of this JVM for good.
    Invocation all = RunJobOptions.parse(new String[] {"--validate"}, out);

    assertThat(ValidateAction.run(all, global, out, err)).isZero();
    assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("1 job is valid\n");
    assertThat(printed()).isEqualTo("run-job: " + config + ": the 'logging' block is ignored\n");

    printed.reset();
    Files.writeString(jobs.resolve("b.yaml"), "name: B\nschedule: x\n");
    Files.createDirectory(jobs.resolve("sub"));
    Files.writeString(jobs.resolve("sub/a.yaml"), "name: A\ncommand: x\n");
    Invocation quiet = RunJobOptions.parse(new String[] {"--validate", "-q"}, out);
    assertThat(ValidateAction.run(quiet, global, out, err)).isEqualTo(78);
    assertThat(printed())
        .isEqualTo(
            "run-job: "
                + jobs
                + "/sub/a.yaml: the job a is defined in "
                + jobs
                + "/a.yaml as well\n"
                + "run-job: "
                + jobs
                + "/b.yaml:2:11: schedule: minute 'x' is not a whole number"
                + " from 0 to 59\n"
                + "run-job: "
                + jobs
                + "/b.yaml:1:1: command: is missing\n");
  }

  @Test
  void an_argument_that_was_not_utf_8_is_refused() {
    RunJob runJob = new RunJob(err, err);

    assertThat(runJob.run(new String[] {"yak", "--", "a\ufffd"})).isEqualTo(64);
    assertThat(printed()).isEqualTo("run-job: an argument is not valid UTF-8: 'a\ufffd'\n");
  }
}
