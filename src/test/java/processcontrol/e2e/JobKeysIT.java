package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The effect of the keys of a job and of the configuration in a real run. */
@EndToEnd
class JobKeysIT {

  private static final List<String> HOSTILE =
      List.of(
          "two words",
          "",
          "\"quoted\" and 'quoted'",
          "$HOME `id` $(id)",
          "a\nb\tc\r",
          "\u00fc\u20ac\ud83d\ude00",
          "-n",
          "--",
          "--job",
          "*",
          "back\\slash",
          "; touch ran",
          " ");

  private static String[] withArguments(String... first) {
    List<String> all = new ArrayList<>(Arrays.asList(first));
    all.add("--");
    all.addAll(HOSTILE);
    return all.toArray(new String[0]);
  }

  private static List<String> words(RunLogFile log) {
    String text = log.stdoutText();
    assertThat(text).endsWith("\0");
    return Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
  }

  @Test
  void arguments_reach_the_command_unchanged(Installation pc) {
    pc.job("args", "name: Args\ncommand: printf '%s\\0' first\n");

    pc.run(withArguments("args")).assertSilentSuccess();

    assertThat(words(pc.log("args"))).startsWith("first").endsWith(HOSTILE.toArray(new String[0]));
    assertThat(words(pc.log("args"))).hasSize(HOSTILE.size() + 1);
    assertThat(pc.record("args").get("args")).isEqualTo(HOSTILE);
  }

  @Test
  void arguments_of_a_shell_job_are_its_positional_parameters(Installation pc) {
    pc.shellJob("args", "printf '%s\\0' \"$0\" \"$@\"");

    pc.run(withArguments("--scheduled", "--job", "args")).assertSilentSuccess();

    assertThat(words(pc.log("args"))).startsWith("args").hasSize(HOSTILE.size() + 1);
    assertThat(words(pc.log("args")).subList(1, HOSTILE.size() + 1)).isEqualTo(HOSTILE);
    assertThat(Tree.list(pc.work())).isEmpty();
  }

  @Test
  void a_megabyte_of_arguments_is_passed_on(Installation pc) {
    pc.job("long", "name: Long\ncommand: printf '%s\\n'\n");
    List<String> line = new ArrayList<>(List.of("long", "--"));
    for (char c = 'a'; c < 'k'; c++) {
      line.add(Character.toString(c).repeat(100_000));
    }

    pc.run(line.toArray(new String[0])).assertSilentSuccess();

    List<String> arguments = line.subList(2, line.size());
    assertThat(pc.log("long").stdoutText()).isEqualTo(String.join("\n", arguments));
    assertThat(pc.record("long").get("args")).isEqualTo(arguments);
  }

  @Test
  void arguments_belong_to_the_last_command_alone(Installation pc) {
    pc.job("args", "name: Args\ncommand: [echo one, echo two]\n");

    pc.run("args", "--", "more").assertSilentSuccess();

    assertThat(pc.log("args").lines()).contains("one", "two more").doesNotContain("one more");
  }

  @Test
  void words_of_a_command_are_split_as_a_shell_does_and_nothing_is_expanded(Installation pc) {
    pc.job(
        "words",
        """
        name: Words
        command: >-
          printf '%s\\0' a\\ b "c  $HOME" 'd"e' "" * ~ $(id) ';' '|' \u00fc
        """);

    pc.run("words").assertSilentSuccess();

    assertThat(words(pc.log("words")))
        .containsExactly("a b", "c  $HOME", "d\"e", "", "*", "~", "$(id)", ";", "|", "\u00fc");
  }

  @Test
  void directory_and_environment_are_those_of_the_job(Installation pc) {
    pc.job(
        "keys",
        """
        name: Keys
        shell: true
        directory: %s
        environment:
          GREETING: "h\u00e9llo  'world'"
          NUMBER: 007
          FLAG: yes
          PATH: /nonexistent:/usr/bin
        command: |
          pwd
          printf '%%s|' "$GREETING" "$NUMBER" "$FLAG" "$PATH" "$PC_JOB"
        """
            .formatted(pc.work()));

    pc.run("keys").assertSilentSuccess();

    assertThat(pc.log("keys").stdoutText())
        .isEqualTo(pc.work() + "\nh\u00e9llo  'world'|007|yes|/nonexistent:/usr/bin|keys|");
  }

  @Test
  void programs_are_searched_for_in_the_path_of_the_job(Installation pc) {
    Path bin = Tree.directory(pc.root().resolve("bin"));
    Path program = Tree.write(bin.resolve("my-program"), "#!/bin/sh\necho mine\n");
    Tree.mode(program, "rwxr-xr-x");
    pc.job("mine", "name: Mine\ncommand: my-program\nenvironment: {PATH: %s}\n".formatted(bin));

    pc.run("mine").assertSilentSuccess();

    assertThat(pc.log("mine").stdoutText()).isEqualTo("mine");
  }

  @Test
  void defaults_templates_and_job_are_merged_deeply(Installation pc) {
    pc.configure(
        """
        default_job_config:
          shell: true
          directory: %s
          environment: {A: default, B: default, C: default, D: default}
          timeout: 5
        job_templates:
          base:
            environment: {B: base, C: base, D: base}
            timeout: 2s
          special:
            extends: base
            environment: {C: special, D: special}
        """
            .formatted(pc.work()));
    String job =
        """
        name: Merged
        extends: special
        environment: {D: job}
        command: pwd; echo $A $B $C $D; sleep 300
        """;
    pc.job("merged", job);

    pc.run("merged").assertFailure(124, "merged: timed out after 2s");

    assertThat(pc.log("merged").stdoutText()).isEqualTo(pc.work() + "\ndefault base special job");
  }

  @Test
  void slow_start_runs_the_other_command(Installation pc) {
    pc.job("huge", "name: Huge\ncommand: echo all\nslow_start_command: [echo some, echo more]\n");

    pc.run("-w", "huge", "--", "please").assertSilentSuccess();
    assertThat(pc.log("huge").lines())
        .contains("some", "more please")
        .doesNotContain("all", "all please");

    pc.run("--slow-start", "--job", "huge").assertSilentSuccess();
    pc.run("huge").assertSilentSuccess();
    assertThat(pc.output("huge")).containsOnlyOnce("\tINFO\tall\n");
  }

  @Test
  void a_disabled_job_can_still_be_run_by_hand(Installation pc) {
    pc.job("off", "name: Off\ndisabled: true\nschedule: '0 0 1 1 *'\ncommand: echo on\n");

    pc.run("off").assertSilentSuccess();

    assertThat(pc.log("off").stdoutText()).isEqualTo("on");
  }

  @Test
  void files_of_the_python_original_load_unchanged(Installation pc) {
    pc.configure(
        """
        # As deployed with the Python original.
        runner_path: /usr/bin/run-job
        cron_template: |
            # Generated from {source}
            {schedule} {user} {command}
        default_job_config:
            timeout: 10
            failmail:
                from_address: "Fail Mail <fr-tech@example.org>"
                to_address: [ops@example.org, dev@example.org]
            environment:
                PYTHONPATH: /srv/tools
        logging:
            version: 1
            formatters:
                simple: {format: '%(asctime)s - %(message)s'}
            handlers:
                console: {class: logging.StreamHandler, level: DEBUG, stream: 'ext://sys.stdout'}
            root: {level: INFO, handlers: [console]}
        """);
    pc.job(
        "barium/paypal_audit",
        """
        # Human-readable title
        name: Parse PayPal audit files
        description: >
            Reads what arrived over night, and compares it with what we know.
        command: echo parsing $HOME with "two words"
        slow_start_command: echo slowly
        schedule: "35 19 * * *"
        timeout: 30
        tag: [queue, audit]
        disabled: no
        allow_overtime: True
        failure_threshold_for_mail: 3
        failmail:
            to_address: audit@example.org
        environment:
            LOG_LEVEL: 3
            ZEND: "off"
        """);
    pc.job(
        "barium/queue_runner",
        """
        name: Run the queues
        command:
            - echo first $0
            - /usr/bin/env
        schedule: 2-59/5 * * * *
        tag: queue
        """);

    Finished validated = pc.run("--validate");
    assertThat(validated.exitCode()).as(validated.stderr()).isZero();
    assertThat(validated.stdout()).startsWith("2 jobs are valid");
    pc.run("--job", "paypal_audit").assertSilentSuccess();
    pc.run("--job", "queue_runner").assertSilentSuccess();

    assertThat(pc.log("paypal_audit").stdoutText()).isEqualTo("parsing $HOME with two words");
    assertThat(pc.log("queue_runner").lines()).contains("first $0", "PYTHONPATH=/srv/tools");
  }

  @Test
  void a_job_file_with_a_byte_order_mark_and_carriage_returns_runs(Installation pc) {
    String yaml = "\ufeffname: Windows\r\ncommand: echo hello\r\n";
    Tree.write(pc.jobs().resolve("windows.yaml"), yaml.getBytes(StandardCharsets.UTF_8));

    pc.run("windows").assertSilentSuccess();

    assertThat(pc.log("windows").stdoutText()).isEqualTo("hello");
  }
}
