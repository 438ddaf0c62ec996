package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.job.Chain;
import processcontrol.job.CommandLine;
import processcontrol.job.FailMail;
import processcontrol.job.Job;
import processcontrol.job.LogPolicy;
import processcontrol.job.Overlap;
import processcontrol.job.Ownership;
import processcontrol.job.RestartPolicy;
import processcontrol.job.Retries;
import processcontrol.job.Signal;
import processcontrol.job.Slug;
import processcontrol.job.StartPolicy;
import processcontrol.job.SuccessCriteria;
import processcontrol.job.TimeSpan;
import processcontrol.job.WhenRunning;

/** The meaning of each key of a job. */
class JobKeysTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  @Test
  void what_is_run_is_read() {
    site.config("job_templates: {base: {description: from the template, directory: /tmp}}\n");
    Job job =
        site.job(
                "yak.yaml",
                """
                name: Shave the yak
                description: |
                  All
                  of it.
                command: [/bin/a 'b c', d]
                slow_start_command: e f
                shell: off
                directory: /srv
                environment: {A: 1, B: "two"}
                tag: [x, y]
                extends: base
                """)
            .load("yak");

    assertThat(job.slug()).isEqualTo(new Slug("yak"));
    assertThat(job.source()).isEqualTo(site.jobs() + "/yak.yaml");
    assertThat(job.sha256()).hasSize(64);
    assertThat(job.name()).isEqualTo("Shave the yak");
    assertThat(job.description()).isEqualTo("All\nof it.\n");
    assertThat(job.commands())
        .containsExactly(new CommandLine(List.of("/bin/a", "b c")), CommandLine.split("d"));
    assertThat(job.slowStartCommands()).containsExactly(CommandLine.split("e f"));
    assertThat(job.shell()).isFalse();
    assertThat(job.directory()).isEqualTo("/srv");
    assertThat(job.environment()).isEqualTo(Map.of("A", "1", "B", "two"));
    assertThat(job.tags()).containsExactly("x", "y");
  }

  @Test
  void when_and_how_long_is_read() {
    Job job =
        site.loadWith(
            """
            timeout: 30
            attempt_timeout: 5
            warn_after: 20m
            kill_after: 5s
            stop_signal: INT
            allow_overtime: yes
            disabled: true
            schedule: "*/5 * * * *"
            hold_after_failures: 4
            only_if: [test -e /srv/in, "mountpoint -q '/my disk'"]
            """);

    assertThat(job.timeout()).isEqualTo(TimeSpan.parse("30m"));
    assertThat(job.attemptTimeout()).isEqualTo(TimeSpan.parse("5m"));
    assertThat(job.warnAfter()).isEqualTo(TimeSpan.parse("20m"));
    assertThat(job.killAfter()).isEqualTo(TimeSpan.parse("5s"));
    assertThat(job.stopSignal()).isEqualTo(Signal.INT);
    assertThat(job.overlap().whenRunning()).isEqualTo(WhenRunning.SKIP);
    assertThat(job.disabled()).isTrue();
    assertThat(job.scheduleText()).isEqualTo("*/5 * * * *");
    assertThat(job.holdAfterFailures()).isEqualTo(4);
    assertThat(job.onlyIf())
        .containsExactly(
            CommandLine.split("test -e /srv/in"),
            new CommandLine(List.of("mountpoint", "-q", "/my disk")));
    assertThat(site.loadWith("shell: on\nonly_if: a '&&' b\n").onlyIf().get(0).words())
        .containsExactly("a", "&&", "b");
  }

  @Test
  void what_is_a_failure_is_read() {
    SuccessCriteria criteria =
        site.loadWith(
                """
                success_codes: [0, 2]
                failure_codes: 3
                fatal_codes: [4, 5]
                fail_on: [exit, stderr]
                """)
            .criteria();

    assertThat(criteria)
        .isEqualTo(new SuccessCriteria(List.of(0, 2), List.of(3), true, true, List.of(4, 5), null));
    assertThat(site.loadWith("fail_on: stderr\n").criteria())
        .isEqualTo(new SuccessCriteria(List.of(), List.of(), false, true, List.of(), null));
  }

  @Test
  void who_is_mailed_is_read() {
    Job job =
        site.loadWith(
            """
            failmail: {from_address: a@b, to_address: [c@d, "e@f, G <g@h>"]}
            failure_threshold_for_mail: 3
            mail_again_after: 1d
            """);

    assertThat(job.failmail()).isEqualTo(new FailMail("a@b", List.of("c@d", "e@f", "G <g@h>")));
    assertThat(job.failureThresholdForMail()).isEqualTo(3);
    assertThat(job.mailAgainAfter()).isEqualTo(TimeSpan.parse("1d"));
  }

  @Test
  void how_it_is_kept_running_is_read() {
    Job job =
        site.loadWith(
            """
            keep_running: true
            restart_delay: 5s
            max_delay: 1m
            restart_on_change: /srv/app.jar
            reload_on_change: [/etc/a, /etc/b]
            mail_every: 90s
            mail_to: me@here
            """);

    assertThat(job.restartPolicy())
        .isEqualTo(
            new RestartPolicy(
                TimeSpan.parse("5s"),
                TimeSpan.parse("1m"),
                List.of("/srv/app.jar"),
                List.of("/etc/a", "/etc/b")));
    assertThat(job.mailEvery()).hasToString("90s");
    assertThat(site.loadWith("keep_running: true\n").restartPolicy())
        .isEqualTo(
            new RestartPolicy(TimeSpan.parse("10s"), TimeSpan.parse("5m"), List.of(), List.of()));
    assertThat(site.loadWith("keep_running: false\n").restartPolicy()).isNull();
  }

  @Test
  void watched_files_are_in_the_directory_of_the_job_unless_they_are_absolute() {
    String keys = "keep_running: true\n";
    assertThat(
            site.loadWith(keys + "directory: /srv\nrestart_on_change: [a.jar, /etc/b]\n")
                .restartPolicy()
                .restartOnChange())
        .containsExactly("/srv/a.jar", "/etc/b");
    assertThat(site.faultsWith(keys + "reload_on_change: a\n"))
        .singleElement()
        .asString()
        .contains("reload_on_change: 'a' is not an absolute path, and the job has no directory");
  }

  @Test
  void mails_of_output_need_somebody_who_gets_them_of_every_run() {
    String keys = "keep_running: true\n";
    String needs = "needs mail_to, or an output with mail that is not for failures only";

    assertThat(site.faultsWith(keys + "mail_every: 1h\n"))
        .containsExactly("a.yaml:4:13: mail_every: " + needs);
    assertThat(
            site.faultsWith(
                keys + "mail_every: 1h\noutput: [{mail: a, when: failure}, {file: /a}]\n"))
        .containsExactly("a.yaml:4:13: mail_every: " + needs);
    assertThat(site.faultsWith(keys + "mail_every: 999ms\nmail_to: me@here\n"))
        .containsExactly("a.yaml:4:13: mail_every: 999ms is too short: 0, or at least 1s");
    assertThat(site.faultsWith(keys + "mail_every: 1h\nmail_to: '@'\n"))
        .singleElement()
        .asString()
        .contains("mail_to");
    assertThat(site.loadWith("mail_every: 1h\nmail_to: me@here\n").mailsWhileRunning()).isTrue();
    for (String more :
        new String[] {"1s\noutput_mail: me@here\n", "1h\noutput: {mail: me@here}\n", "0\n"}) {
      assertThat(site.loadWith(keys + "mail_every: " + more).restartPolicy()).isNotNull();
    }
  }

  @Test
  void keys_of_a_job_that_is_kept_running_go_with_no_other() {
    assertThat(site.faultsWith("restart_delay: 5s\n"))
        .containsExactly("a.yaml:3:16: restart_delay: goes with keep_running only");
    assertThat(site.faultsWith("keep_running: true\nschedule: '* * * * *'\n"))
        .containsExactly("a.yaml:4:11: schedule: does not go with keep_running: it always runs");
  }

  @Test
  void an_empty_list_undoes_what_the_defaults_say() {
    site.config(
        """
        default_job_config:
          success_codes: [0, 1]
          failure_codes: [2]
          fatal_codes: [3]
          only_if: /bin/false
        """);
    Job job = site.loadWith("success_codes: []\nfailure_codes: []\nfatal_codes: []\nonly_if: []\n");

    assertThat(job.criteria()).isEqualTo(SuccessCriteria.DEFAULT);
    assertThat(job.onlyIf()).isEmpty();
  }

  @Test
  void name_and_command_are_enough() {
    Job job = site.loadWith("");

    assertThat(job.slug()).hasToString("a");
    assertThat(job.source()).isEqualTo(site.jobs() + "/a.yaml");
    assertThat(job.name()).isEqualTo("A");
    assertThat(job.commands()).containsExactly(CommandLine.split("/bin/true"));
    assertThat(job.description()).isNull();
    assertThat(job.directory()).isNull();
    assertThat(job.environment()).isEmpty();
    assertThat(job.slowStartCommands()).isEmpty();
    assertThat(job.timeout()).isEqualTo(TimeSpan.ZERO);
    assertThat(job.killAfter()).isEqualTo(TimeSpan.parse("10s"));
    assertThat(job.stopSignal()).isEqualTo(Signal.TERM);
    assertThat(job.disabled()).isFalse();
    assertThat(job.schedules()).isEmpty();
    assertThat(job.tags()).isEmpty();
    assertThat(job.failmail()).isNull();
    assertThat(job.failureThresholdForMail()).isEqualTo(1);
    assertThat(job.holdAfterFailures()).isZero();
    assertThat(job.criteria()).isEqualTo(SuccessCriteria.DEFAULT);
    assertThat(job.warnAfter()).isEqualTo(TimeSpan.ZERO);
    assertThat(job.retries()).isEqualTo(Retries.NONE);
    assertThat(job.attemptTimeout()).isEqualTo(TimeSpan.ZERO);
    assertThat(job.onlyIf()).isEmpty();
    assertThat(job.waiting()).isNull();
    assertThat(job.mailAgainAfter()).isEqualTo(TimeSpan.ZERO);
    assertThat(job.notifications()).isNull();
    assertThat(job.outputs()).isEmpty();
    assertThat(job.mailEvery()).isEqualTo(TimeSpan.ZERO);
    assertThat(job.logOutput()).isEqualTo(Job.LOG_BOTH);
    assertThat(job.logPolicy()).isEqualTo(LogPolicy.DEFAULT);
    assertThat(job.restartPolicy()).isNull();
    assertThat(job.chain()).isEqualTo(Chain.NONE);
    assertThat(job.overlap()).isEqualTo(Overlap.DEFAULT);
    assertThat(job.timing()).isNull();
    assertThat(job.ownership()).isEqualTo(Ownership.NONE);
    assertThat(job.startPolicy()).isEqualTo(StartPolicy.DEFAULT);
  }

  @Test
  void the_keys_are_all_tested_here() {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Key<?>> path : KeyPaths.ofJob().entrySet()) {
      // Those within maps are tested with the types of the maps.
      if (path.getKey().indexOf('.') < 0) {
        names.add(path.getKey());
      }
      assertThat(path.getValue().summary()).as(path.getKey()).isNotBlank().doesNotEndWith(".");
    }
    assertThat(names)
        .containsExactly(
            "name",
            "description",
            "command",
            "slow_start_command",
            "slow_start",
            "command_from_arguments",
            "shell",
            "directory",
            "environment",
            "timeout",
            "kill_after",
            "stop_signal",
            "allow_overtime",
            "disabled",
            "schedule",
            "days",
            "tag",
            "failmail",
            "failure_threshold_for_mail",
            "mail_again_after",
            "hold_after_failures",
            "retry_later",
            "success_codes",
            "failure_codes",
            "fatal_codes",
            "fail_on",
            "expect",
            "warn_after",
            "retries",
            "attempt_timeout",
            "only_if",
            "wait",
            "mail_to",
            "output_mail",
            "notify",
            "output",
            "log_output",
            "log_start",
            "log",
            "keep_running",
            "restart_delay",
            "max_delay",
            "restart_on_change",
            "reload_on_change",
            "mail_every",
            "triggers",
            "after",
            "idle",
            "when_running",
            "pool",
            "pool_wait",
            "cluster",
            "every",
            "splay",
            "period",
            "pause",
            "random",
            "repeat",
            "epsilon",
            "catch_up",
            "start_deadline",
            "not_before",
            "not_after",
            "blackout",
            "time_zone",
            "owner",
            "runbook",
            "extends");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "on", "True", "YES"})
  void booleans_of_yaml_1_1_switch_on(String word) {
    Job job = site.loadWith("shell: " + word + "\nallow_overtime: " + word + "\ndisabled: " + word);

    assertThat(
            List.of(job.shell(), job.overlap().whenRunning() == WhenRunning.SKIP, job.disabled()))
        .containsOnly(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "off", "False", "NO"})
  void booleans_of_yaml_1_1_switch_off(String word) {
    site.config("default_job_config: {shell: on, allow_overtime: on, disabled: on}\n");
    Job job = site.loadWith("shell: " + word + "\nallow_overtime: " + word + "\ndisabled: " + word);

    assertThat(
            List.of(job.shell(), job.overlap().whenRunning() == WhenRunning.SKIP, job.disabled()))
        .containsOnly(false);
  }
}
