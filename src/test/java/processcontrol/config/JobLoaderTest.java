package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.job.FailMail;
import processcontrol.job.Job;
import processcontrol.job.Schedule;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.TimeSpan;

class JobLoaderTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  @Test
  void all_faults_of_a_file_are_reported_in_one_pass() {
    site.job(
        "a.yaml",
        """
        nmae: A
        command: [a 'b, "c \\\\"]
        shell: maybe
        directory: here
        timeout: soon
        kill_after: 5
        schedule: "75 * * * *"
        tag: [a b, ok, c d]
        environment: {"=": 1, B: [x]}
        failmail: {to: x, to_address: ["", a, [b]]}
        failure_threshold_for_mail: 0
        extends: nothing
        """);

    assertThat(site.faultsOf("a"))
        .containsExactlyInAnyOrder(
            "a.yaml:1:1: nmae: unknown key; did you mean name?",
            "a.yaml:1:1: name: is missing",
            "a.yaml:2:11: command: the command has a single quote (') without its partner",
            "a.yaml:2:17: command: the command ends in a backslash",
            "a.yaml:3:8: shell: expected true or false, not the text 'maybe'",
            "a.yaml:4:12: directory: 'here' is not an absolute path",
            "a.yaml:5:10: timeout: 'soon' is not a duration: write a duration such as 90s, 10m, 2h"
                + " or PT10S",
            "a.yaml:6:13: kill_after: '5' has no unit: write '5s' for seconds or '5m' for minutes",
            "a.yaml:7:11: schedule: minute 75 is out of range 0-59",
            "a.yaml:8:7: tag: 'a b' is not a tag: use letters, digits, '.', '_' and '-'",
            "a.yaml:8:16: tag: 'c d' is not a tag: use letters, digits, '.', '_' and '-'",
            "a.yaml:9:15: environment: '=' is not a variable name",
            "a.yaml:9:26: environment.B: expected a single value, not a list",
            "a.yaml:10:12: failmail.to: unknown key",
            "a.yaml:10:32: failmail.to_address: must be one line of text without control"
                + " characters",
            "a.yaml:10:39: failmail.to_address: expected a mail address, not a list",
            "a.yaml:11:29: failure_threshold_for_mail: 0 is out of range 1-1000000",
            "a.yaml:12:10: extends: there is no job template 'nothing'");
  }

  @Test
  void duplicate_keys_and_tags_do_not_hide_other_faults() {
    site.job("a.yaml", "name: A\nname: B\ncommand: !!int 5\nshell: 1\n");

    assertThat(site.faultsOf("a"))
        .containsExactly(
            "a.yaml:2:1: name: given twice; first in line 1",
            "a.yaml:3:10: the tag !!int is not allowed",
            "a.yaml:4:8: shell: expected true or false, not the number '1'");
  }

  @Test
  void broken_syntax_is_the_only_fault_of_its_file() {
    assertThat(site.job("a.yaml", "name: [\n").faultsOf("a"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("a.yaml:2:1: not valid YAML: while parsing a flow ");
  }

  @Test
  void a_fault_takes_one_line_and_shows_no_control_characters() {
    site.job("a.yaml", "name: A\ncommand: x\n\"k\\n\\e[2J\": 1\nshell: \"x\\u009b\\ny\"\n");

    assertThat(site.faultsOf("a"))
        .containsExactly(
            "a.yaml:3:1: k\\n\\x1b[2J: unknown key",
            "a.yaml:4:8: shell: expected true or false, not the text 'x\\x9b\\ny'");
  }

  @Test
  void an_empty_file_lacks_name_and_command() {
    assertThat(site.job("a.yaml", "# nothing\n").faultsOf("a"))
        .containsExactly("a.yaml:1:1: name: is missing", "a.yaml:1:1: command: is missing");
  }

  @Test
  void defaults_lie_under_every_job() {
    site.config(
        """
        default_job_config:
          timeout: 10
          environment: {A: default, B: default}
          tag: [x, y]
          failmail: {from_address: from@x, to_address: to@x}
        """);
    Job job = site.loadWith("environment: {B: own}\ntag: z\nfailmail: {to_address: me@x}\n");

    assertThat(job.timeout()).isEqualTo(TimeSpan.parse("10m"));
    assertThat(job.environment()).isEqualTo(Map.of("A", "default", "B", "own"));
    assertThat(job.tags()).containsExactly("z");
    assertThat(job.failmail()).isEqualTo(new FailMail("from@x", List.of("me@x")));
    assertThat(site.loadWith("timeout: 0\n").timeout()).isEqualTo(TimeSpan.ZERO);
  }

  @Test
  void a_fault_of_the_defaults_is_reported_where_it_stands() {
    site.config("default_job_config:\n  timeout: soon\n  tiemout: 5\n");

    assertThat(site.faultsWith(""))
        .containsExactly(
            "config.yaml:2:12: timeout: 'soon' is not a duration: write a duration such as 90s,"
                + " 10m, 2h or PT10S",
            "config.yaml:3:3: tiemout: unknown key; did you mean timeout?");
  }

  @Test
  void faults_of_the_layers_are_found_without_a_job() {
    site.config(
        """
        notifiers: {chat: {mail: ops}}
        default_job_config:
          retries: {delay: soon, backof: 2}
          failmail: {from_adress: a@b}
          output: {flie: /x, file: /y}
          notify: {failure: [caht], late: {mail: a b}}
        job_templates:
          t: {timeout: soon, notify: {end: chat}}
        """);

    assertThat(site.relative(new InvalidConfigException(site.loader().faultsOfLayers())))
        .containsExactly(
            "config.yaml:3:20: retries.delay: 'soon' is not a duration: write a duration such as"
                + " 90s, 10m, 2h or PT10S",
            "config.yaml:3:26: retries.backof: unknown key; did you mean backoff?",
            "config.yaml:4:14: failmail.from_adress: unknown key; did you mean from_address?",
            "config.yaml:5:12: output.flie: unknown key; did you mean file?",
            "config.yaml:6:42: notify.late.mail: 'a b' is not a mail address: write ops@example.org"
                + " or Ops <ops@example.org>",
            "config.yaml:6:22: notify.failure: there is no notifier 'caht' in the configuration;"
                + " did you mean chat?",
            "config.yaml:8:16: timeout: 'soon' is not a duration: write a duration such as 90s,"
                + " 10m, 2h or PT10S",
            "config.yaml:8:31: notify.end: unknown key");
  }

  @Test
  void what_a_job_completes_is_no_fault_of_the_layers() {
    site.config(
        "job_templates: {t: {retries: {delay: 5s}, failmail: {from_address: a}, wait: {any: on}}}\n");

    assertThat(site.loader().faultsOfLayers()).isEmpty();
    Job job =
        site.loadWith(
            "extends: t\nretries: {attempts: 2}\nfailmail: {to_address: b}\nwait: {for: 1m}\n");
    assertThat(job.retries().delay()).isEqualTo(TimeSpan.parse("5s"));
    assertThat(job.failmail()).isEqualTo(new FailMail("a", List.of("b")));
    assertThat(job.waiting().any()).isTrue();
  }

  @Test
  void an_empty_map_undoes_what_lies_below() {
    site.config(
        """
        default_job_config:
          environment: {A: 1}
          failmail: {to_address: a@b}
        job_templates: {t: {failmail: {}, environment: {B: 2}}}
        """);

    assertThat(site.loadWith("").failmail()).isNotNull();
    for (String nothing : List.of("failmail: {}\n", "failmail: ~\n", "extends: t\n")) {
      assertThat(site.loadWith(nothing).failmail()).as(nothing).isNull();
    }
    assertThat(site.loadWith("environment: {}\n").environment()).isEmpty();
    assertThat(site.loadWith("extends: t\nenvironment: {}\n").environment()).isEmpty();
    assertThat(site.loadWith("extends: t\nfailmail: {to_address: c}\n").failmail())
        .isEqualTo(new FailMail(null, List.of("c")));
  }

  @Test
  void a_template_lies_between_job_and_defaults() {
    site.config(
        """
        default_job_config: {timeout: 1, kill_after: 1s, stop_signal: INT, shell: on}
        job_templates:
          outer: {timeout: 2, kill_after: 2s, stop_signal: HUP, environment: {A: o, B: o, C: o}}
          inner: {extends: outer, timeout: 3, kill_after: 3s, environment: {A: i, B: i}}
        """);
    Job job = site.loadWith("extends: inner\ntimeout: 4\nenvironment: {A: j}\n");

    assertThat(job.timeout()).isEqualTo(TimeSpan.parse("4m"));
    assertThat(job.killAfter()).isEqualTo(TimeSpan.parse("3s"));
    assertThat(job.stopSignal()).hasToString("SIGHUP");
    assertThat(job.shell()).isTrue();
    assertThat(job.environment()).isEqualTo(Map.of("A", "j", "B", "i", "C", "o"));
  }

  @Test
  void a_template_may_supply_name_and_command() {
    site.config("job_templates: {t: {name: T, command: c, schedule: '1 2 3 4 5'}}\n");
    Job job = site.job("a.yaml", "extends: t\n").load("a");

    assertThat(job.name()).isEqualTo("T");
    assertThat(job.schedules()).containsExactly(ScheduleEntry.of(new Schedule("1 2 3 4 5")));
  }

  @Test
  void templates_in_a_circle_are_refused() {
    site.config("job_templates:\n  a: {extends: b}\n  b: {extends: c}\n  c: {extends: a}\n");

    assertThat(site.faultsWith("extends: a\n"))
        .containsExactly(
            "config.yaml:4:16: extends: templates extend each other in a circle: a -> b -> c -> a");
  }

  @Test
  void a_template_that_extends_itself_is_refused() {
    site.config("job_templates:\n  a: {extends: a}\n");

    assertThat(site.faultsWith("extends: a\n"))
        .containsExactly(
            "config.yaml:2:16: extends: templates extend each other in a circle: a -> a");
  }

  @Test
  void an_unknown_template_is_refused_with_a_close_name() {
    site.config("job_templates:\n  nightly: {}\n  x: {extends: nigthly}\n");

    assertThat(site.faultsWith("extends: nightyl\n"))
        .containsExactly(
            "a.yaml:3:10: extends: there is no job template 'nightyl'; did you mean nightly?");
    assertThat(site.faultsWith("extends: x\n"))
        .containsExactly(
            "config.yaml:3:16: extends: there is no job template 'nigthly'; did you mean nightly?");
  }

  @Test
  void defaults_cannot_extend_a_template() {
    site.config("job_templates: {t: {timeout: 5}}\ndefault_job_config: {extends: t}\n");

    assertThat(site.faultsWith(""))
        .containsExactly(
            "config.yaml:2:22: default_job_config.extends: the defaults cannot extend a template");
  }

  @Test
  void environment_values_are_the_text_that_was_written() {
    Job job =
        site.loadWith(
            """
            environment:
              A: 007
              B: yes
              C: 1.50
              D: 'true'
              E: ~
              F: ''
              G: 2026-11-20
              H: |
                two
                lines
              I: "\\ttab"
              J: 0x1F
              K: 'null'
            """);

    assertThat(job.environment())
        .containsOnly(
            Map.entry("A", "007"),
            Map.entry("B", "yes"),
            Map.entry("C", "1.50"),
            Map.entry("D", "true"),
            Map.entry("E", ""),
            Map.entry("F", ""),
            Map.entry("G", "2026-11-20"),
            Map.entry("H", "two\nlines\n"),
            Map.entry("I", "\ttab"),
            Map.entry("J", "0x1F"),
            Map.entry("K", "null"));
  }

  @Test
  void a_shell_command_gets_the_slug_as_its_name() {
    Job job = site.loadWith("shell: true\nslow_start_command: echo \"$@\" | wc\n");

    assertThat(job.commands().get(0).words()).containsExactly("/bin/sh", "-c", "/bin/true", "a");
    assertThat(job.slowStartCommands().get(0).words())
        .containsExactly("/bin/sh", "-c", "echo \"$@\" | wc", "a");
  }

  @Test
  void the_digest_is_that_of_the_bytes_on_disk() throws Exception {
    byte[] bytes = "name: A\r\ncommand: x # \u00e4\r\n".getBytes(StandardCharsets.UTF_8);
    Files.write(site.jobs().resolve("a.yaml"), bytes);

    assertThat(site.load("a").sha256()).isEqualTo(Sha256.hex(bytes));
  }

  @Test
  void a_file_whose_name_is_no_slug_is_refused() {
    site.job("a b.yaml", "name: A\ncommand: x\n");

    assertThatThrownBy(() -> site.loader().loadFile(site.jobs() + "/a b.yaml"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            site.jobs()
                + "/a b.yaml: a job file is named with letters, digits, '.', '_' and '-',"
                + " beginning with a letter or digit");
  }
}
