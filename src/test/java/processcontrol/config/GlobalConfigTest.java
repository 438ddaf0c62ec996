package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.MailTransport;
import processcontrol.job.Notifier;

/** Every key of the global configuration: a right value, a wrong type, a value out of range. */
class GlobalConfigTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  private GlobalConfig load(String text) {
    Site.write(site.configFile(), text);
    return site.load();
  }

  @Test
  void every_key_has_a_default() {
    GlobalConfig config = load("");

    assertThat(config.file()).isEqualTo(site.configFile().toString());
    assertThat(config.user()).isEqualTo("process-control");
    assertThat(config.jobDirectory()).isEqualTo("/var/lib/process-control");
    assertThat(config.outputCrontab()).isEqualTo("/etc/cron.d/process-control");
    assertThat(config.outputDirectory()).isEqualTo("/var/log/process-control");
    assertThat(config.runDirectory()).isEqualTo("/run/process-control");
    assertThat(config.stateDirectory()).isEqualTo("/var/lib/process-control-state");
    assertThat(config.runnerPath()).isEqualTo("/usr/bin/run-job");
    assertThat(config.cronTemplate())
        .isEqualTo("# Generated from {source}\n{schedule} {user} {command}\n");
    assertThat(config.noNewPrivs()).isTrue();
    assertThat(config.hasLogging()).isFalse();
    assertThat(config.layers().defaults().entries()).isEmpty();
    assertThat(config.layers().templates()).isEmpty();
    assertThat(config.layers().notifiers()).isEmpty();
    assertThat(config.mail()).isNull();
    assertThat(config.metricsDirectory()).isNull();
  }

  @Test
  void no_file_at_all_means_the_defaults() {
    assumeTrue(
        Files.notExists(Path.of(GlobalConfig.DEFAULT_FILE)),
        GlobalConfig.DEFAULT_FILE + " is there");
    GlobalConfig config = GlobalConfig.loadDefault();

    assertThat(config.file()).isEqualTo("/etc/process-control.yaml");
    assertThat(config.user()).isEqualTo("process-control");
  }

  @Test
  void every_key_is_read() {
    GlobalConfig config =
        load(
            """
            user: jenkins
            job_directory: /a
            output_crontab: console
            output_directory: /b
            run_directory: /c
            state_directory: /d
            runner_path: /e
            cron_template: "{schedule} {user} {command} # {source}"
            no_new_privs: no
            default_job_config: {timeout: 5}
            job_templates: {t: {shell: on}, empty: ~}
            metrics_directory: /m
            logging: [anything, {at: all}]
            """);

    assertThat(config.user()).isEqualTo("jenkins");
    assertThat(config.jobDirectory()).isEqualTo("/a");
    assertThat(config.outputCrontab()).isEqualTo("console");
    assertThat(config.outputDirectory()).isEqualTo("/b");
    assertThat(config.runDirectory()).isEqualTo("/c");
    assertThat(config.stateDirectory()).isEqualTo("/d");
    assertThat(config.runnerPath()).isEqualTo("/e");
    assertThat(config.cronTemplate()).isEqualTo("{schedule} {user} {command} # {source}");
    assertThat(config.noNewPrivs()).isFalse();
    assertThat(config.hasLogging()).isTrue();
    assertThat(config.layers().defaults().entries()).containsOnlyKeys("timeout");
    assertThat(config.layers().templates()).containsOnlyKeys("t", "empty");
    assertThat(config.metricsDirectory()).isEqualTo("/m");
    assertThat(load("user: 1000\n").user()).isEqualTo("1000");
  }

  @Test
  void whom_cron_mails_is_read() {
    assertThat(load("").mailto()).isEqualTo("root");
    assertThat(load("mailto: ''\n").mailto()).isEmpty();
    assertThat(load("mailto: root,o.p+s@ex-1.org\n").mailto()).isEqualTo("root,o.p+s@ex-1.org");
    String[] refused = {
      "'a b'", "'-bi'", "'a,-bi'", "'a,'", "','", "'a%b'", "\"a\\nb\"", "'a;b'", "'$x'", "'\u00e9'"
    };
    for (String text : refused) {
      assertThatThrownBy(() -> load("mailto: " + text + "\n"))
          .hasMessageContaining("mailto: ")
          .hasMessageContaining("cannot stand behind MAILTO");
    }
  }

  @Test
  void how_mail_is_sent_is_read() {
    assertThat(
            load("mail: {sendmail: /s, host: h, port: 587, starttls: on, login_file: /l,"
                    + " from_address: Cron <cron@h>}\n")
                .mail())
        .isEqualTo(new MailTransport("/s", "h", 587, true, "/l", "Cron <cron@h>"));
    assertThat(load("mail: {host: h}\n").mail())
        .isEqualTo(new MailTransport("/usr/sbin/sendmail", "h", 25, false, null, null));
    assertThat(load("mail: {from_address: cron}\n").mail())
        .isEqualTo(new MailTransport("/usr/sbin/sendmail", null, 25, false, null, "cron"));
    assertThat(load("mail: ~\n").mail()).isNull();
    assertThat(load("mail: {}\n").mail()).isNull();
  }

  @Test
  void notifiers_have_names() {
    Map<String, Notifier> notifiers =
        load("notifiers: {ops: {mail: a@b}, chat: {url: 'http://x', tries: 2}}\n")
            .layers()
            .notifiers();

    assertThat(notifiers).containsOnlyKeys("ops", "chat");
    assertThat(notifiers.get("ops").name()).isEqualTo("ops");
    assertThat(notifiers.get("ops").mail()).containsExactly("a@b");
    assertThat(notifiers.get("chat").tries()).isEqualTo(2);
    assertThat(load("notifiers: ~\n").layers().notifiers()).isEmpty();
  }

  @Test
  void the_keys_are_all_tested_here() {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Key<?>> path : KeyPaths.ofConfiguration().entrySet()) {
      names.add(path.getKey());
      assertThat(path.getValue().summary()).as(path.getKey()).isNotBlank().doesNotEndWith(".");
    }
    assertThat(names)
        .containsExactly(
            "user",
            "job_directory",
            "output_crontab",
            "output_directory",
            "run_directory",
            "state_directory",
            "runner_path",
            "cron_template",
            "mailto",
            "no_new_privs",
            "default_job_config",
            "job_templates",
            "tag_defaults",
            "mail",
            "mail.sendmail",
            "mail.host",
            "mail.port",
            "mail.starttls",
            "mail.login_file",
            "mail.from_address",
            "notifiers",
            "metrics_directory",
            "log_limit",
            "syslog",
            "cluster",
            "cluster.name",
            "cluster.host",
            "cluster.hosts",
            "cluster.endpoints",
            "cluster.certificate_authority",
            "cluster.certificate",
            "cluster.key",
            "cluster.lease",
            "cluster.request_timeout",
            "cluster.stagger",
            "cluster.keep",
            "report_directory",
            "report_logs",
            "web",
            "web.origin",
            "web.groups",
            "web.users",
            "logging");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "user: [a]|1:7: user: expected a user's name or number, not a list",
        "user: ''|1:7: user: expected a user's name or number, not the text ''",
        "user: a b|1:7: user: 'a b' is not a user's name",
        "user: a:b|1:7: user: 'a:b' is not a user's name",
        "user: \"a\\nb\"|1:7: user: 'a\\nb' is not a user's name",
        "user: ~|1:7: user: expected a user's name or number, not nothing",
        "job_directory: jobs|1:16: job_directory: 'jobs' is not an absolute path",
        "job_directory: {}|1:16: job_directory: expected an absolute path, not a map",
        "output_crontab: Console|1:17: output_crontab: 'Console' is not an absolute path",
        "output_crontab: []|1:17: output_crontab: expected an absolute path or 'console', not an"
            + " empty list",
        "output_directory: ~|1:19: output_directory: expected an absolute path, not nothing",
        "output_directory: ./x|1:19: output_directory: './x' is not an absolute path",
        "run_directory: 5|1:16: run_directory: '5' is not an absolute path",
        "state_directory: \"/a\\0\"|1:18: state_directory: a path is one line without NUL"
            + " characters",
        "runner_path: run-job|1:14: runner_path: 'run-job' is not an absolute path",
        "cron_template: 5|1:16: cron_template: expected text, not the number '5'; put it in quotes",
        "cron_template: [a]|1:16: cron_template: expected text, not a list",
        "cron_template: x|1:16: cron_template: {schedule} is missing",
        "cron_template: '{schedule}'|1:16: cron_template: {user} is missing",
        "cron_template: '{schedule} {user}'|1:16: cron_template: {command} is missing",
        "cron_template: '{schedule} {user} {command} {job}'|1:16: cron_template: unknown"
            + " placeholder {job}; there are {source} {schedule} {user} {command}",
        "cron_template: '{shedule} {user} {command}'|1:16: cron_template: unknown placeholder"
            + " {shedule}; did you mean {schedule}?",
        "cron_template: '{schedule} {user} {cmd}'|1:16: cron_template: unknown placeholder {cmd};"
            + " there are {source} {schedule} {user} {command}",
        "cron_template: '{schedule} {user} {command} {'|1:16: cron_template: unknown placeholder"
            + " {; there are {source} {schedule} {user} {command}",
        "no_new_privs: 1|1:15: no_new_privs: expected true or false, not the number '1'",
        "default_job_config: 5|1:21: default_job_config: expected keys and values, not the number"
            + " '5': write default_job_config: {timeout: 1h}",
        "job_templates: [a]|1:16: job_templates: expected keys and values, not a list"
            + ": write job_templates: {base: {timeout: 1h}}",
        "job_templates: {t: 5}|1:20: job_templates.t: expected keys and values, not the number"
            + " '5'",
        "mail: localhost|1:7: mail: expected keys and values, not the text 'localhost'"
            + ": write mail: {host: mail.example.org}",
        "mail: {sendmail: x}|1:18: mail.sendmail: 'x' is not an absolute path",
        "mail: {host: ''}|1:14: mail.host: must be one line of text without control characters",
        "mail: {host: [h]}|1:14: mail.host: expected text, not a list",
        "mail: {host: h, port: 0}|1:23: mail.port: 0 is out of range 1-65535",
        "mail: {host: h, port: 65536}|1:23: mail.port: 65536 is out of range 1-65535",
        "mail: {host: h, port: smtp}|1:23: mail.port: expected a whole number from 1 to 65535, not"
            + " the text 'smtp'",
        "mail: {host: h, starttls: 1}|1:27: mail.starttls: expected true or false, not the number"
            + " '1'",
        "mail: {port: 587}|1:14: mail.port: needs mail.host as well",
        "mail: {starttls: yes}|1:18: mail.starttls: needs mail.host as well",
        "mail: {from_address: 'a, b'}|1:22: mail.from_address: is one address, not 2",
        "mail: {from_address: a b}|1:22: mail.from_address: 'a b' is not a mail address: write"
            + " ops@example.org or Ops <ops@example.org>",
        "web: all|1:6: web: expected keys and values, not the text 'all'",
        "web: {user: {}}|1:7: web.user: unknown key; did you mean users?",
        "web: {origin: jobs.example.org}|1:15: web.origin: 'jobs.example.org' is not an origin as"
            + " browsers send it: write https://HOST or https://HOST:PORT, in small letters, with no"
            + " path and no usual port",
        "web: {origin: 'https://Jobs'}|1:15: web.origin: 'https://Jobs' is not an origin as"
            + " browsers send it: write https://HOST or https://HOST:PORT, in small letters, with no"
            + " path and no usual port",
        "web: {origin: 'https://a/'}|1:15: web.origin: 'https://a/' is not an origin as"
            + " browsers send it: write https://HOST or https://HOST:PORT, in small letters, with no"
            + " path and no usual port",
        "web: {origin: 'https://a:443'}|1:15: web.origin: 'https://a:443' is not an origin as"
            + " browsers send it: write https://HOST or https://HOST:PORT, in small letters, with no"
            + " path and no usual port",
        "web: {users: [jane]}|1:14: web.users: expected keys and values, not a list",
        "web: {users: {jane: all}}|1:21: web.users.jane: 'all' is not a right: they are read, start,"
            + " hold and kill",
        "web: {users: {jane: [reed]}}|1:22: web.users.jane: 'reed' is not a right: they are read,"
            + " start, hold and kill; did you mean read?",
        "web: {users: {jane: [[read]]}}|1:22: web.users.jane: expected the rights (read, start,"
            + " hold, kill), not a list",
        "web: {users: {jane: start}}|1:21: web.users.jane: the right to start needs web.origin as"
            + " well, such as https://jobs.example.org",
        "web: {users: {jane: [{read: [{}]}]}}|1:30: web.users.jane.read: needs tag: the jobs that the"
            + " right is for",
        "web: {users: {jane: [{read: []}]}}|1:29: web.users.jane.read: expected tag: NAME or a list"
            + " of it, not an empty list",
        "web: {users: {jane: [{read: reports}]}}|1:29: web.users.jane.read: expected tag: NAME, not the text"
            + " 'reports'",
        "web: {users: {jane: [{read: [{tag: a, tags: a}]}]}}|1:39: web.users.jane.read.tags: unknown key;"
            + " did you mean tag?",
        "web: {users: {'@ops': read}}|1:23: web.users.@ops: web.groups has no group ops",
        "web: {groups: {opps: ann}, users: {'@ops': read}}|1:44: web.users.@ops: web.groups has no"
            + " group ops; did you mean opps?",
        "web: {users: {'': read}}|1:15: web.users: '' is not the name of a user: use up to 200"
            + " visible characters, the first one no '@'",
        "web: {groups: {'@ops': ann}}|1:16: web.groups: '@ops' is not the name of a group: use up to"
            + " 200 visible characters, the first one no '@'",
        "web: {groups: {ops: '*'}}|1:21: web.groups.ops: '*' is not the name of a user: use up to"
            + " 200 visible characters, the first one no '@'",
        "notifiers: chat|1:12: notifiers: expected keys and values, not the text 'chat'"
            + ": write notifiers: {ops: {mail: ops@example.org}}",
        "notifiers: {chat: {}}|1:19: notifiers.chat: needs exactly one of mail, command and url",
        "notifiers: {chat: ~}|1:19: notifiers.chat: expected keys and values," + " not nothing",
        "notifiers: {chat: ops}|1:19: notifiers.chat: expected keys and values,"
            + " not the text 'ops'",
        "notifiers: {chat: {ulr: 'http://x', mail: a@b}}|1:20: notifiers.chat.ulr: unknown key; did"
            + " you mean url?",
        "notifiers: {chat: {command: a, format: slack}}|1:40: notifiers.chat.format: goes with url"
            + " only",
        "metrics_directory: metrics|1:20: metrics_directory: 'metrics' is not an absolute path",
        "mail: {host: h, login_file: x}|1:29: mail.login_file: 'x' is not an absolute path",
        "mail: {login_file: /x}|1:20: mail.login_file: needs mail.host as well",
        "mail: {hots: h}|1:8: mail.hots: unknown key; did you mean host?",
        "usr: x|1:1: usr: unknown key; did you mean user?",
        "job_dirctory: x|1:1: job_dirctory: unknown key; did you mean job_directory?",
        "smtp_server: x|1:1: smtp_server: unknown key"
      })
  void a_wrong_value_is_reported_at_its_place(String text, String fault) {
    assertThat(site.configFaults(text + "\n")).containsExactly("config.yaml:" + fault);
  }

  @Test
  void all_faults_are_reported_in_one_pass() {
    assertThat(
            site.configFaults(
                """
                user: a b
                user: c
                mail: {host: h, port: x, y: z}
                cron_template: x
                logging: !!x y
                """))
        .containsExactly(
            "config.yaml:2:1: user: given twice; first in line 1",
            "config.yaml:5:10: the tag !!x is not allowed",
            "config.yaml:1:7: user: 'a b' is not a user's name",
            "config.yaml:3:23: mail.port: expected a whole number from 1 to 65535, not the text"
                + " 'x'",
            "config.yaml:3:26: mail.y: unknown key",
            "config.yaml:4:16: cron_template: {schedule} is missing");
  }

  @Test
  void a_file_that_was_named_must_exist() {
    assertThatThrownBy(() -> GlobalConfig.loadFrom(directory + "/none.yaml"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage("cannot open " + directory + "/none.yaml: No such file or directory");
  }

  @Test
  void a_configuration_that_everybody_may_write_is_refused() throws Exception {
    Files.setPosixFilePermissions(site.configFile(), PosixFilePermissions.fromString("rw-r--rw-"));

    assertThatThrownBy(() -> site.load())
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(
            site.configFile()
                + ": is writable by everybody; mend it with: chmod o-w "
                + site.configFile());
  }

  @Test
  void root_accepts_only_what_root_owns() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
    Files.setAttribute(site.configFile(), "unix:uid", 65_534);

    assertThatThrownBy(() -> site.load())
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(site.configFile() + ": is owned by user 65534; it must be owned by root");
  }
}
