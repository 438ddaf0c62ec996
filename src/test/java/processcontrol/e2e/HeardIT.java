package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure is heard of once: by mail, by a notifier, or else by what cron mails. */
@EndToEnd
class HeardIT {

  private static final String FAILMAIL = "failmail: {to_address: ops@example.org}\n";

  /** A program with sendmail's interface that keeps the mails. */
  private static void keepMails(Installation pc) {
    Path program = Tree.write(pc.root().resolve("mailer"), "#!/bin/sh\ncat >>" + mails(pc) + "\n");
    Tree.mode(program, "rwxr-xr-x");
    pc.configure("mail: {sendmail: " + program + "}\n");
  }

  private static Path mails(Installation pc) {
    return pc.work().resolve("mails");
  }

  /** Returns a notifier that adds its event to a file, after a while if it is the start. */
  private static String recorder(Installation pc) {
    Path program =
        Tree.write(
            pc.root().resolve("tell"),
            "#!/bin/sh\n[ $PC_EVENT != start ] || sleep 1\necho \"$PC_EVENT $PC_HOLD\" >>"
                + pc.work()
                + "/told\n");
    Tree.mode(program, "rwxr-xr-x");
    return "{command: " + program + "}";
  }

  private static List<String> told(Installation pc) {
    return Tree.read(pc.work().resolve("told")).lines().map(String::strip).toList();
  }

  private static Finished cron(Installation pc, String slug) {
    return pc.run("--scheduled", "--job", slug);
  }

  private static void assertSilentFailure(Finished run, int code) {
    assertThat(run.stderr()).isEmpty();
    assertThat(run.stdout()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(code);
  }

  @Test
  void failure_that_is_mailed_or_below_the_threshold_is_silent_under_cron(Installation pc) {
    keepMails(pc);
    pc.shellJob("job", FAILMAIL + "failure_threshold_for_mail: 2", "exit 3");

    assertSilentFailure(cron(pc, "job"), 3);
    assertThat(mails(pc)).doesNotExist();
    assertSilentFailure(cron(pc, "job"), 3);
    assertThat(Tree.read(mails(pc))).contains("failed: exit code 3");
    assertSilentFailure(cron(pc, "job"), 3);

    pc.run("job").assertFailure(3, "job: exit code 3; log: ");
  }

  @Test
  void failure_that_could_not_be_mailed_is_printed_under_cron(Installation pc) {
    pc.configure("mail: {sendmail: /does/not/exist}\n");
    pc.shellJob("job", FAILMAIL + "notify: {failure: " + recorder(pc) + "}\n", "exit 3");

    Finished run = cron(pc, "job");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.errors()).hasSize(2);
    assertThat(run.stderr())
        .startsWith("run-job: job: exit code 3; log: ")
        .contains("\nrun-job: job: mail: could not be sent: ", "/does/not/exist");
  }

  @Test
  void failure_is_silent_under_cron_if_a_notifier_covers_it(Installation pc) {
    pc.shellJob("told", "notify: {failure: " + recorder(pc) + "}", "exit 3");
    pc.shellJob("untold", "notify: {success: " + recorder(pc) + "}", "exit 3");
    pc.shellJob("broken", "notify: {failure: {command: /bin/false}}", "exit 3");
    pc.shellJob("refused", "notify: {failure: " + recorder(pc) + "}\nonly_if: 'true'", "true");

    assertSilentFailure(cron(pc, "told"), 3);
    assertThat(told(pc)).containsExactly("failure");
    cron(pc, "untold").assertFailure(3, "untold: exit code 3; log: ");
    assertThat(cron(pc, "broken").errors()).hasSize(2);
    Tree.write(pc.jobs().resolve("told.yaml"), "nonsense: [");
    assertThat(cron(pc, "told").exitCode()).isEqualTo(78);
    assertThat(cron(pc, "told").stderr()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold_after_failures: 1", "fatal_codes: [3]"})
  void job_that_puts_itself_on_hold_tells_so(String key, Installation pc) {
    keepMails(pc);
    String more = "failure_threshold_for_mail: 5\nnotify: {hold: " + recorder(pc) + "}\n";
    pc.shellJob("job", FAILMAIL + more + key, "exit 3");

    assertSilentFailure(cron(pc, "job"), 3);

    assertThat(told(pc)).hasSize(1);
    assertThat(told(pc).get(0)).matches("hold .*(exit code 3 is fatal|1 run has failed, .*)");
    assertThat(Tree.read(mails(pc)).replace("\n ", " "))
        .contains("job Job job is on hold until 'run-job --release job'");
    Finished check = Operator.check(pc, "job");
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.stdout()).contains("\nCRITICAL: job: put itself on hold: ");
    assertThat(pc.run("--status", "job").stdout()).contains(" by itself: ");
    assertThat(pc.run("--status", "job", "--json").stdout()).contains("\"automatic\" : true");
    cron(pc, "job").assertSilentSuccess();

    pc.run("--release", "job");
    assertThat(Operator.check(pc, "job").stdout()).doesNotContain("on hold");
  }

  @Test
  void hold_that_nobody_is_told_of_is_printed_under_cron(Installation pc) {
    String keys = "hold_after_failures: 1\nnotify: {failure: " + recorder(pc) + "}";
    pc.shellJob("job", keys, "exit 3");

    cron(pc, "job").assertFailure(3, "job: is on hold now: 1 run has failed");
  }

  @Test
  void news_of_a_run_come_in_order_however_long_each_takes(Installation pc) {
    String tell = recorder(pc);
    String events = "{start: %1$s, retry: %1$s, failure: %1$s}".formatted(tell);
    pc.shellJob("job", "retries: {attempts: 12}\nnotify: " + events, "exit 3");

    assertSilentFailure(cron(pc, "job"), 3);

    assertThat(told(pc)).startsWith("start").endsWith("failure").hasSize(13);
    assertThat(told(pc).subList(1, 12)).containsOnly("retry");
  }

  @Test
  void news_are_told_in_order_although_the_supervisor_is_killed(Installation pc) {
    String events = "{start: %1$s, retry: %1$s}".formatted(recorder(pc));
    String script = "test -e again && echo ready && sleep 1000; touch again; exit 3";
    pc.shellJob("job", "retries: {attempts: 2}\nnotify: " + events, script);
    Running running = pc.startUntilReady("job");
    Installation.Holder holder = pc.holder("job");

    running.signal("KILL");
    running.await();
    Commands.tryRun("kill", "-s", "KILL", "--", "-" + holder.child());

    Path file = pc.work().resolve("told");
    Await.until("all is told", () -> Files.exists(file) && told(pc).size() == 2);
    assertThat(told(pc)).containsExactly("start", "retry");
  }

  @Test
  void ways_to_tell_that_would_fail_are_warnings_of_validate(Installation pc) throws IOException {
    pc.shellJob("quiet", "true");
    pc.shellJob("mailed", FAILMAIL, "true");
    String notify = "notify: {start: {command: /no/such}, failure: {command: nosuch x}}\n";
    pc.shellJob("told", notify, "true");
    pc.configure("mail: {sendmail: /etc/passwd}\n");

    assertWarning(pc, "mailed", pc.config() + ": mail: cannot be sent: /etc/passwd is not a prog");
    assertWarning(pc, "told", "told.yaml: notify.start: cannot execute /no/such: No such file");
    assertWarning(pc, "told", "told.yaml: notify.failure: cannot execute nosuch: No such file");
    assertThat(pc.run("--validate", "quiet").stderr()).isEmpty();
    assertThat(pc.run("--validate", "mailed", "--strict").exitCode()).isEqualTo(78);
    try (ServerSocket dead = new ServerSocket()) {
      dead.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      pc.configure("mail: {host: 127.0.0.1, port: " + dead.getLocalPort() + "}\n");
      assertWarning(pc, "mailed", "mail: cannot be sent: mail server 127.0.0.1:");
    }
    pc.configure("mail: {host: 127.0.0.1, port: 9, login_file: /no/such}\n");
    assertWarning(pc, "mailed", "mail: cannot be sent: mail.login_file: ");
  }

  private static void assertWarning(Installation pc, String slug, String text) {
    Finished run = pc.run("--validate", slug);
    assertThat(run.stderr()).contains("run-job: warning: ", text);
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void mail_server_that_answers_is_no_warning(Installation pc) {
    pc.shellJob("mailed", FAILMAIL, "true");
    try (SmtpServer server = SmtpServer.start(pc)) {
      pc.configure(server.keys());
      assertThat(pc.run("--validate", "mailed").stderr()).isEmpty();
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void person_at_a_terminal_is_told_why_nothing_was_started(Installation pc) {
    String busy = "echo ready\nwhile ! test -e done; do sleep 0.05; done";
    pc.shellJob("busy", "allow_overtime: true", busy);
    pc.shellJob("cond", "only_if: /bin/false", "true");
    pc.shellJob("dark", "schedule: '* * * * *'\nblackout: '00:00-24:00'", "true");
    pc.shellJob("seldom", "every: 1h", "true");
    pc.shellJob("held", "schedule: '* * * * *'", "true");
    pc.run("--hold", "held", "--reason", "move");
    Running running = pc.startUntilReady("busy");

    String reason = "busy: not started: already running (pid " + running.pid();
    assertThat(onTerminal(pc, "busy", 0)).contains(reason);
    assertThat(onTerminal(pc, "cond", 0)).contains("cond: not started: only_if: /bin/false: exit");
    assertThat(onTerminal(pc, "--scheduled --entry 1 dark", 0))
        .contains("dark: not started: in the blackou");
    assertThat(onTerminal(pc, "--scheduled --entry 1 held", 0))
        .contains("held: not started: on hold since");
    assertThat(onTerminal(pc, "held", 75)).contains("held: on hold since", "--force");
    pc.run("--scheduled", "seldom").assertSilentSuccess();
    assertThat(onTerminal(pc, "--scheduled seldom", 0))
        .contains("seldom: not started: it is not d");
    assertThat(onTerminal(pc, "-q cond", 0)).isEmpty();
    pc.run("cond").assertSilentSuccess();
    cron(pc, "busy").assertSilentSuccess();
    Tree.write(pc.work().resolve("done"), "");
    running.await().assertSilentSuccess();
  }

  private static String onTerminal(Installation pc, String args, int code) {
    String command = pc.launcher() + " --config " + pc.config() + " " + args;
    Commands.Result result = Commands.tryRun("script", "-qec", command, "/dev/null");
    assertThat(result.exitCode()).as(result.output()).isEqualTo(code);
    return result.output();
  }
}
