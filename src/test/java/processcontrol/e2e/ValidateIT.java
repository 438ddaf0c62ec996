package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code run-job --validate}: every fault of every file, each on a line of its own. */
@EndToEnd
class ValidateIT {

  private static final String GOOD = "name: Good\ncommand: 'true'\n";

  @Test
  void valid_jobs_are_counted(Installation pc) {
    pc.job("one", GOOD);
    pc.job("sub/two", GOOD);
    pc.job(".hidden", "nonsense");
    pc.job(".git/three", "nonsense");
    Tree.write(pc.jobs().resolve("README.md"), "nonsense");

    assertValid(pc.run("--validate"), "2 jobs are valid\n");
    assertValid(pc.run("--validate", "two"), "1 job is valid\n");
    pc.run("--validate", "-q").assertSilentSuccess();
    pc.assertNothingWasWritten();
  }

  private static void assertValid(Finished run, String printed) {
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout()).isEqualTo(printed);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void a_third_user_may_not_validate_with_the_privileges_of_another(Installation pc) {
    pc.job("one", GOOD);
    Tree.mode(pc.job("secret", "password: 123\n"), "rw-------");

    Finished run = pc.launch("--validate").asUser("nobody").run();

    assertThat(run.exitCode()).isEqualTo(78);
    assertThat(run.stderr()).contains("secret.yaml: Permission denied").doesNotContain("password");
  }

  @Test
  void all_faults_of_a_file_are_reported_at_once_with_their_places(Installation pc) {
    Path file =
        pc.job(
            "bad",
            """
            name: [a, list]
            comand: true
            timeout: soon
            schedule: "* * * * x"
            environment:
              GOOD: yes
              BAD: [1]
            stop_signal: SIGNOTHING
            failmail:
              from_address: x@example.org
            """);

    Finished run = pc.run("--validate", "bad");

    assertThat(run.exitCode()).isEqualTo(78);
    assertThat(run.stdout()).isEqualTo("1 of 1 job is invalid\n");
    String place = "run-job: " + file + ":";
    assertThat(run.errors()).allSatisfy(line -> assertThat(line).startsWith(place));
    String[] expected = {
      "1:7: name: ",
      "2:1: comand: unknown key; did you mean command?",
      "3:10: timeout: ",
      "4:11: schedule: ",
      "7:8: environment.BAD: ",
      "8:14: stop_signal: 'SIGNOTHING'",
      "10:3: failmail.to_address: is missing",
      "1:1: command: is missing"
    };
    for (String fault : expected) {
      assertThat(run.errors()).anySatisfy(line -> assertThat(line).startsWith(place + fault));
    }
    assertThat(run.errors()).hasSameSizeAs(expected);
  }

  @Test
  void faults_within_maps_are_reported_with_their_whole_names(Installation pc) {
    pc.configure(
        """
        notifiers: {chat: {url: "https://chat.example.org/hook"}}
        default_job_config: {attempt_timeout: 20, failmail: {to_address: ops}}
        """);
    Path file =
        pc.job(
            "bad",
            """
            name: Bad
            command: 'true'
            timeout: 10
            retries: {atempts: 3}
            notify:
              failure: [chta]
            output: [{file: /x, mail: ops}]
            expect: {must_match: "(", max_output: much}
            """);
    pc.job("good", GOOD + "timeout: 30\nfailmail: {}\nnotify: {failure: chat}\n");

    assertValid(pc.run("--validate", "good"), "1 job is valid\n");
    Finished run = pc.run("--validate", "bad");
    assertThat(run.exitCode()).isEqualTo(78);
    String place = "run-job: " + file + ":";
    assertThat(run.errors())
        .containsExactlyInAnyOrder(
            place + "4:11: retries.atempts: unknown key; did you mean attempts?",
            place + "4:10: retries: needs attempts, failures or until: when is it given up?",
            place
                + "6:13: notify.failure: there is no notifier 'chta' in the configuration; did you"
                + " mean chat?",
            place + "7:10: output: needs either file or mail",
            place + "8:22: expect.must_match: '(' is not a regular expression: missing closing )",
            place
                + "8:39: expect.max_output: expected a number of bytes such as 4096, 500k, 10M or"
                + " 2G, not the text 'much'",
            "run-job: "
                + pc.config()
                + ":8:39: attempt_timeout: 20m is longer than timeout, 10m (in the job bad)");
  }

  @Test
  void the_example_job_is_valid_on_a_fresh_installation(Installation pc) {
    pc.job("example", Tree.read(Path.of("job.example.yaml")));

    assertValid(pc.run("--validate", "example"), "1 job is valid\n");
  }

  @Test
  void the_faults_of_all_files_are_reported_at_once(Installation pc) {
    pc.job("a", "name: A\n");
    pc.job("b", GOOD);
    pc.job("c", "nonsense\n");
    pc.job("one/twin", GOOD);
    pc.job("two/twin", GOOD);

    Finished run = pc.run("--validate");

    assertThat(run.exitCode()).isEqualTo(78);
    assertThat(run.errors()).hasSize(3);
    assertThat(run.errors().get(0)).contains("/a.yaml:1:1: command: is missing");
    assertThat(run.errors().get(1)).contains("/c.yaml:1:1: expected keys and values");
    assertThat(run.errors().get(2)).contains("/two/twin.yaml: the job twin", "/one/twin.yaml");
  }

  @Test
  void only_the_named_jobs_are_looked_at(Installation pc) {
    pc.job("good", GOOD);
    pc.job("bad", "nonsense\n");

    assertValid(pc.run("--validate", "good"), "1 job is valid\n");
    pc.run("--validate", "-q", "good", "bad").assertFailure(78, "bad.yaml:1:1:");
    pc.run("--validate", "-q", "good", "missing").assertFailure(78, "there is no job missing");
  }

  @Test
  void hostile_file_names_are_reported_and_harm_nobody(Installation pc) {
    pc.job("good", GOOD);
    String[] names = {
      "a\nrun-job: forged.yaml",
      "x;touch ran.yaml",
      "-rf.yaml",
      "$(touch ran).yaml",
      "\u001b[31mred.yaml",
      "\u00fcber.yaml",
      " .yaml",
    };
    for (String name : names) {
      Tree.write(pc.jobs().resolve(name), GOOD);
    }
    String latin = "printf x >\"$1/$(printf 'caf\\351').yaml\"";
    Commands.run("sh", "-c", latin, "sh", pc.jobs().toString());

    Finished run = pc.run("--validate");

    assertThat(run.exitCode()).isEqualTo(78);
    assertThat(run.errors())
        .hasSize(names.length + 1)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("run-job: " + pc.jobs() + "/")
                    .contains("a job file is named with letters"));
    assertThat(run.stderr()).doesNotContain("\u001b");

    pc.run("good").assertSilentSuccess();
    assertThat(pc.results("good")).containsExactly("success");
  }

  @Test
  void a_hostile_directory_name_cannot_forge_a_line(Installation pc) {
    Tree.write(pc.jobs().resolve("a\nrun-job: forged \u001b[31m/bad.yaml"), "nonsense\n");

    Finished all = pc.run("--validate");
    assertThat(all.exitCode()).isEqualTo(78);
    assertThat(all.errors()).hasSize(1);
    assertThat(all.stderr()).doesNotContain("\u001b");

    pc.run("bad").assertFailure(78);
  }

  @Test
  void the_last_line_counts_and_json_has_each_finding_with_its_place(Installation pc) {
    pc.job("a", "name: A\n");
    pc.job("b", GOOD);

    assertThat(pc.run("--validate").stdout()).isEqualTo("1 of 2 jobs is invalid\n");
    Finished json = pc.run("--validate", "--json");
    assertThat(json.exitCode()).isEqualTo(78);
    assertThat(json.stderr()).isEmpty();
    assertThat(json.stdout())
        .contains("\"jobs\" : 2", "\"invalid\" : 1", "\"warnings\" : 0")
        .contains("\"severity\" : \"error\"", "\"job\" : \"a\"", "/a.yaml\"", "\"line\" : 1")
        .contains("\"message\" : \"command: is missing\"");
  }

  @Test
  void faults_between_files_are_told_although_the_file_has_others(Installation pc) {
    pc.job("a", GOOD + "timeout: soon\nafter: nowhere\n");
    pc.job("b", GOOD + "after: c\n");
    pc.job("c", GOOD + "after: b\ntimeot: 3\n");

    Finished run = pc.run("--validate");

    assertThat(run.errors())
        .anySatisfy(line -> assertThat(line).contains("/a.yaml:3:10: timeout: "))
        .anySatisfy(line -> assertThat(line).contains("/a.yaml:4:8: ", "no job 'nowhere'"))
        .anySatisfy(line -> assertThat(line).contains("in a circle"))
        .anySatisfy(line -> assertThat(line).contains("timeot: unknown key"));
    assertThat(run.stdout()).isEqualTo("3 of 3 jobs are invalid\n");
  }

  @Test
  void the_ignored_logging_block_is_told(Installation pc) {
    pc.job("one", GOOD);
    pc.configure("logging: {version: 1, root: {level: DEBUG}}\n");

    Finished run = pc.run("--validate");

    assertThat(run.exitCode()).isZero();
    assertThat(run.stderr())
        .isEqualTo("run-job: " + pc.config() + ": the 'logging' block is ignored\n");
    pc.run("one").assertSilentSuccess();
  }

  @Test
  void the_faults_of_the_configuration_are_reported_at_once(Installation pc) {
    pc.configure(
        "usr: x\nno_new_privs: 7\ncron_template: '{schedule}'\nmail: {host: h, port: 0}\n");

    Finished run = pc.run("--validate");

    assertThat(run.exitCode()).isEqualTo(78);
    assertThat(run.errors())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).startsWith("run-job: " + pc.config() + ":"))
        .anySatisfy(line -> assertThat(line).contains(":7:1: usr: unknown key; did you mean user?"))
        .anySatisfy(line -> assertThat(line).contains(":8:15: no_new_privs: "))
        .anySatisfy(line -> assertThat(line).contains(":9:16: cron_template: "))
        .anySatisfy(line -> assertThat(line).contains(":10:23: mail.port: "));
  }
}
