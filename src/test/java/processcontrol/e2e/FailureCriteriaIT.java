package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules that decide about a failure. */
@EndToEnd
class FailureCriteriaIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "success_codes: [0, 24]          | exit 24           | 0",
        "success_codes: [24]             | exit 0            | 65",
        "success_codes: [24]             | exit 3            | 3",
        "failure_codes: [2]              | exit 7            | 0",
        "failure_codes: [2]              | exit 2            | 2",
        "failure_codes: [2]              | kill -s KILL $$   | 137",
        "success_codes: [137]            | kill -s KILL $$   | 137",
        "fail_on: [stderr]               | exit 7            | 0",
        "fail_on: [stderr]               | kill -s KILL $$   | 137",
        "fail_on: [stderr]               | echo x >&2        | 65",
        "fail_on: [exit, stderr]         | exit 7            | 7",
        "fail_on: [exit, stderr]         | echo x >&2        | 65",
        "fail_on: [exit]                 | echo x >&2        | 0",
        "expect: {must_match: [done]}    | echo done         | 0",
        "expect: {must_match: [done]}    | echo done >&2     | 0",
        "expect: {must_match: [done]}    | printf do; sleep 0.3; printf ne | 0",
        "expect: {must_match: [done]}    | true              | 65",
        "expect: {must_match: [a, b]}    | echo a            | 65",
        "expect: {must_match: [done]}    | exit 5            | 5",
        "expect: {must_not_match: ['(?i)error']} | echo An ERROR | 65",
        "expect: {must_not_match: [E]}   | echo fine         | 0",
        "expect: {max_output: 10}        | echo 123456789    | 0",
        "expect: {max_output: 10}        | echo 1234567890   | 65",
        "expect: {max_output: 0}         | true              | 0",
        "expect: {min_duration: 1h}      | true              | 65",
        "expect: {max_duration: 1h}      | true              | 0",
        "expect: {max_duration: 50ms}    | sleep 0.1         | 65",
        "expect: {fresh_files: [/etc/passwd]} | true         | 65",
        "expect: {fresh_files: [/none]}  | true              | 65",
        "expect: {fresh_files: [{path: /etc/passwd, within: 3660d}]} | true | 0",
      })
  void failures_are_told_from_successes(String keys, String script, int exitCode, Installation pc) {
    pc.shellJob("job", keys, script);

    Finished run = pc.run("job");

    assertThat(run.exitCode()).as(run.stderr()).isEqualTo(exitCode);
    if (exitCode == 0) {
      run.assertSilentSuccess();
    } else {
      run.assertFailure(exitCode, "job: ", "; log: ");
    }
    assertThat(pc.record("job").get("result")).isEqualTo(exitCode == 0 ? "success" : "failure");
    assertThat(pc.record("job").get("status")).isEqualTo(exitCode);
  }

  @Test
  void a_file_that_the_job_makes_is_fresh(Installation pc) {
    String fresh = "expect: {fresh_files: [" + pc.work().resolve("backup") + "]}";
    pc.shellJob("job", fresh, "[ -e backup ] || echo x >backup");

    pc.run("job").assertSilentSuccess();
    pc.run("job").assertFailure(65, "was last changed at ", "before it began (fresh_files)");
  }

  @Test
  void each_command_is_judged_by_its_code(Installation pc) {
    pc.job(
        "job",
        """
        name: x
        shell: true
        directory: %s
        success_codes: [0, 3]
        command: [exit 3, touch second, exit 4, touch fourth]
        """
            .formatted(pc.work()));

    pc.run("job").assertFailure(4, "job: command 3 of 4: exit code 4");

    assertThat(Tree.list(pc.work())).containsExactly(pc.work().resolve("second"));
  }

  @Test
  void expectations_are_about_all_commands_of_an_attempt_together(Installation pc) {
    pc.job(
        "job",
        """
        name: x
        shell: true
        command: [printf unfinished, echo next]
        expect: {must_match: ["^unfinished$", "^next$"], max_output: 15}
        """);

    pc.run("job").assertSilentSuccess();
  }

  @Test
  void expectations_are_about_each_attempt_by_itself(Installation pc) {
    pc.shellJob(
        "job",
        "expect: {must_match: [one, two]}\nretries: {attempts: 2}",
        "[ $PC_ATTEMPT = 1 ] && echo one || echo two");

    pc.run("job").assertFailure(65, "no line of its output matches 'one' (must_match)");

    assertThat(pc.output("job"))
        .contains("attempt 1 failed: no line of its output matches 'two' (must_match)\n")
        .endsWith("failed: no line of its output matches 'one' (must_match) (after 2 attempts)\n");
  }

  @Test
  void a_success_code_is_told_in_the_record(Installation pc) {
    pc.shellJob("job", "success_codes: [0, 24]", "exit 24");

    pc.run("job").assertSilentSuccess();

    assertThat(pc.record("job").get("exit_code")).isEqualTo(24);
    assertThat(pc.record("job").get("reason")).isEqualTo("exit code 24, a success");
  }

  @Test
  void much_output_without_a_newline_is_matched_in_bounded_time_and_memory(Installation pc) {
    pc.shellJob(
        "job",
        "expect: {must_not_match: ['(a+)+$', '(a|aa)+b$']}",
        "head -c 50000000 /dev/zero | tr '\\0' a; echo '!'");

    // The bound is looked at, and it is all a's.
    pc.run("job").assertFailure(65, "matches '(a+)+$'");
  }
}
