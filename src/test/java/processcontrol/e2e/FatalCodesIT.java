package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes after which a job does not run again until it is released. */
@EndToEnd
class FatalCodesIT {

  private static Path hold(Installation pc) {
    return pc.states().resolve("job/hold");
  }

  private static List<String> runs(Installation pc) {
    return Tree.read(pc.work().resolve("runs")).lines().toList();
  }

  @Test
  void a_fatal_code_puts_the_job_on_hold_until_it_is_released(Installation pc) {
    pc.shellJob(
        "job", "fatal_codes: [42]\nretries: {attempts: 3}", "echo x >>runs; [ -e ok ] || exit 42");

    Finished first = pc.run("job", "--scheduled");

    assertThat(first.exitCode()).isEqualTo(42);
    assertThat(first.errors()).hasSize(2);
    assertThat(first.stderr())
        .contains("job: exit code 42; log: ")
        .contains("job: is on hold now: exit code 42 is fatal\n");
    assertThat(pc.record("job").get("attempts")).isEqualTo(1);
    pc.run("job", "--scheduled").assertSilentSuccess();
    pc.run("job").assertFailure(75, "exit code 42 is fatal; run it all the same with --force");
    assertThat(pc.run("--status", "job").stdout()).contains("exit code 42 is fatal");
    assertThat(runs(pc)).hasSize(1);
    assertThat(pc.results("job")).containsExactly("failure", "skipped");

    assertThat(pc.run("job", "--force").exitCode()).isEqualTo(42);
    Tree.write(pc.work().resolve("ok"), "");
    assertThat(pc.run("--release", "job", "--reason", "disk replaced").exitCode()).isZero();
    pc.run("job", "--scheduled").assertSilentSuccess();
    assertThat(runs(pc)).hasSize(3);
    assertThat(Tree.read(pc.states().resolve("job/released"))).contains("disk replaced");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 3", "exit 0"})
  void other_codes_do_not(String script, Installation pc) {
    pc.shellJob("job", "fatal_codes: [42]", script);

    pc.run("job");

    assertThat(hold(pc)).doesNotExist();
  }

  @Test
  void a_fatal_code_of_a_later_attempt_and_of_any_command_counts(Installation pc) {
    pc.job(
        "job",
        """
        name: x
        shell: true
        fatal_codes: [42]
        retries: {attempts: 9}
        command: ["true", "exit $((40 + PC_ATTEMPT))", "true"]
        """);

    Finished run = pc.run("job");

    assertThat(run.exitCode()).isEqualTo(42);
    assertThat(pc.record("job").get("attempts")).isEqualTo(2);
    assertThat(pc.record("job").get("reason"))
        .isEqualTo("command 2 of 3: exit code 42 (after 2 attempts)");
    assertThat(Tree.read(hold(pc))).contains("exit code 42 is fatal");
  }

  @Test
  void zero_can_be_fatal(Installation pc) {
    pc.shellJob("job", "fatal_codes: [0]\nfail_on: [stderr]", "true");

    assertThat(pc.run("job").exitCode()).isEqualTo(65);

    assertThat(hold(pc)).exists();
  }

  @Test
  void an_attempt_that_ends_with_a_fatal_code_when_stopped_is_not_tried_again(Installation pc) {
    pc.shellJob(
        "job",
        "fatal_codes: [42]\nattempt_timeout: 2s\nretries: {attempts: 3, on_timeout: true}",
        "trap 'exit 42' TERM; while :; do sleep 0.1; done");

    assertThat(pc.run("job").exitCode()).isEqualTo(124);

    assertThat(pc.record("job").get("attempts")).isEqualTo(1);
    assertThat(hold(pc)).exists();
  }

  @Test
  void an_operator_s_hold_is_not_replaced(Installation pc) {
    pc.shellJob("job", "fatal_codes: [42]\nhold_after_failures: 1", "exit 42");
    pc.run("--hold", "job", "--reason", "mine");

    assertThat(pc.run("job", "--force").exitCode()).isEqualTo(42);

    assertThat(Tree.read(hold(pc))).contains("mine").doesNotContain("fatal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--scheduled", "--quiet"})
  void of_many_simultaneous_starts_only_one_runs(String option, Installation pc) {
    pc.shellJob("job", "fatal_codes: [42]", "echo x >>runs; exit 42");
    List<Running> started = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      started.add(pc.start("--job", "job", option));
    }

    List<Integer> codes =
        new ArrayList<>(started.stream().map(Running::await).map(Finished::exitCode).toList());

    assertThat(runs(pc)).hasSize(1);
    assertThat(codes.remove(Integer.valueOf(42))).isTrue();
    assertThat(codes).isSubsetOf(0, 75).doesNotContain(42);
    assertThat(Collections.frequency(pc.results("job"), "failure")).isEqualTo(1);
    assertThat(hold(pc)).exists();
  }

  @Test
  void a_run_killed_after_the_hold_was_set_stays_on_hold(Installation pc) {
    pc.shellJob("job", "fatal_codes: [42]", "exit 42");
    pc.run("job");

    IntStream.range(0, 3).forEach(i -> pc.run("job", "--scheduled").assertSilentSuccess());

    assertThat(pc.results("job")).containsExactly("failure", "skipped", "skipped", "skipped");
  }

  @Test
  void without_room_for_the_hold_that_is_told_and_recorded(Installation pc) {
    pc.mountSmall(pc.states());
    pc.shellJob("job", "fatal_codes: [42]", "[ -e ok ] || exit 42");
    Tree.write(pc.work().resolve("ok"), "");
    pc.run("job").assertSilentSuccess(); // The history has room in its page from now on.
    Commands.run("rm", pc.work().resolve("ok").toString());
    Commands.tryRun("dd", "if=/dev/zero", "of=" + pc.states().resolve("filler"), "bs=4096");

    Finished run = pc.run("job");

    assertThat(run.exitCode()).isEqualTo(42);
    assertThat(run.errors()).hasSize(2);
    assertThat(run.stderr())
        .contains("job: exit code 42; log: ")
        .contains("job: could not be put on hold: ", "No space left on device");
    Map<?, ?> record = pc.history("job").get(1);
    assertThat(record.get("exit_code")).isEqualTo(42);
    assertThat(record.get("warnings").toString())
        .contains("it could not be put on hold: ", "No space left on device");
    assertThat(Tree.list(pc.states().resolve("job")))
        .containsExactly(pc.historyFile("job")); // Nothing half-written.
  }

  @Test
  void a_record_that_found_no_room_is_written_by_the_next_start(Installation pc) {
    pc.mountSmall(pc.states());
    Commands.tryRun("dd", "if=/dev/zero", "of=" + pc.states().resolve("filler"), "bs=4096");
    pc.shellJob("job", "[ -e ok ] || exit 42");

    Finished run = pc.run("job");

    assertThat(run.exitCode()).isEqualTo(125);
    assertThat(run.stderr()).contains("job: exit code 42; log: ", "No space left on device");
    Commands.run("rm", pc.states().resolve("filler").toString());
    Tree.write(pc.work().resolve("ok"), "");
    pc.run("job").assertSilentSuccess();
    assertThat(pc.results("job")).containsExactly("failure", "success");
    assertThat(pc.history("job").get(0).get("exit_code")).isEqualTo(42);
  }
}
