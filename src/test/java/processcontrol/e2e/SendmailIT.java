package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import processcontrol.Tool;

/** Mails about failures through the real mail system of this machine (dma), into a mailbox. */
@EndToEnd
class SendmailIT {

  private static final Path SENDMAIL = Path.of("/usr/sbin/sendmail");

  private static void requireMta() throws IOException {
    Tool.require("sendmail");
    Path program = SENDMAIL.toRealPath();
    // It alone delivers without a daemon, at once.
    assumeTrue(program.endsWith("dma"), "the mail system is not dma but " + program.getFileName());
  }

  /** The user's whole mailbox: others may get mail at the same time. */
  private static String mailbox() {
    Path box = Path.of("/var/mail", ServiceUser.NAME);
    return Files.exists(box) ? Tree.read(box) : "";
  }

  @Test
  void failure_is_delivered_by_a_setgid_program_although_jobs_gain_no_privileges(Installation pc)
      throws Exception {
    requireMta();
    pc.configure("no_new_privs: true\n");
    String to = "failmail: {to_address: " + ServiceUser.NAME + "}";
    pc.shellJob("mailed", to, "grep NoNewPrivs /proc/self/status; exit 5");

    pc.run("--job", "mailed").assertFailure(5, "exit code 5");

    String id = "Message-ID: <process-control.mailed." + pc.record("mailed").get("run") + "@";
    Await.until("the mail is delivered", () -> mailbox().contains(id));
    assertThat(pc.output("mailed")).contains("\tNoNewPrivs:\t1\n");
    Commands.tryRun("rm", "/var/mail/" + ServiceUser.NAME);
  }

  @Test
  void event_in_a_run_is_mailed_while_the_run_goes_on(Installation pc) throws Exception {
    requireMta();
    String notify = "runbook: call Ann\nnotify: {start: {mail: " + ServiceUser.NAME + "}}";
    pc.shellJob("mailed", notify, "echo ready\nwhile ! test -e ok; do sleep 0.05; done");
    Running running = pc.startUntilReady("mailed");

    String id = "Message-ID: <process-control.mailed." + pc.holder("mailed").runId() + ".start@";
    Await.until("the mail is delivered", () -> mailbox().contains(id));
    assertThat(mailbox()).contains("\nRunbook: call Ann\n");
    Tree.write(pc.work().resolve("ok"), "");
    assertThat(running.await().exitCode()).isZero();
    Commands.tryRun("rm", "/var/mail/" + ServiceUser.NAME);
  }

  @Test
  void machine_without_a_way_to_mail_is_told_in_one_line(Installation pc) {
    pc.configure("mail: {sendmail: /does/not/exist}\n");
    pc.shellJob("mailed", "failmail: {to_address: ops}", "exit 5");

    Finished run = pc.run("--job", "mailed");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.errors()).hasSize(2);
    assertThat(run.stderr())
        .contains("there is no program /does/not/exist, and mail.host is not set\n");
  }

  @Test
  void mail_program_that_hangs_or_fails_changes_nothing(Installation pc) {
    Path program = Tree.write(pc.root().resolve("sendmail"), "#!/bin/sh\necho 'a\nb'; exit 67\n");
    Tree.mode(program, "rwxr-xr-x");
    pc.configure("mail: {sendmail: " + program + "}\n");
    pc.shellJob("mailed", "failmail: {to_address: ops}", "exit 5");
    assertThat(pc.run("mailed").stderr()).contains("sendmail: exit code 67: a\\nb");

    Tree.write(program, "#!/bin/sh\nexec sleep 1000\n");
    Finished run = pc.run("mailed");
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.stderr()).contains("and was killed");
  }
}
