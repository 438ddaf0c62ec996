package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The output of a job that is kept running, mailed while it runs. */
@EndToEnd
class MailEveryIT {

  private static final String KEYS =
      KeepIT.KEYS + "\nmail_every: 1s\nmail_to: ops@example.org\nlog: {rotate_bytes: 4096}\n";

  /** Returns the part below the headers of a mail. */
  private static String body(String mail) {
    return mail.substring(mail.indexOf("\n\n") + 2);
  }

  private static List<String> to(String recipient, List<String> mails) {
    List<String> found = new ArrayList<>();
    for (String mail : mails) {
      if (mail.contains("\nTo: " + recipient + "\n")) {
        found.add(mail);
      }
    }
    return found;
  }

  @Test
  void output_of_a_long_job_is_mailed_while_it_runs_and_at_its_end(Installation pc) {
    SmtpServer.require();
    try (SmtpServer server = SmtpServer.start(pc)) {
      pc.configure(server.keys());
      pc.shellJob(
          "long",
          "mail_every: 1s\nmail_to: ops@example.org",
          "echo one; until test -e go; do sleep 0.05; done; echo two");
      Running running = pc.start("long");
      Await.until("the first mail", () -> server.mails().size() == 1);
      Tree.write(pc.work().resolve("go"), "");
      assertThat(running.await().exitCode()).isZero();
      assertThat(server.mails().stream().map(MailEveryIT::body)).containsExactly("one\n", "two\n");
    }
  }

  @Test
  void each_line_is_mailed_once_and_in_order_while_the_command_runs_and_at_its_end(
      Installation pc) {
    SmtpServer.require();
    try (SmtpServer server = SmtpServer.start(pc)) {
      pc.configure(server.keys());
      pc.shellJob(
          "yak",
          KEYS + "output: {mail: failed@example.org, when: failure}",
          """
          trap 'echo three; exit 0' TERM
          echo one
          until test -e go; do sleep 0.05; done
          echo two
          sleep 300 & wait
          """);
      Running keeper = pc.start("--scheduled", "--job", "yak");
      Await.until("the first mail", () -> server.mails().size() == 1);
      Tree.write(pc.work().resolve("go"), "");
      Await.until("the second mail", () -> server.mails().size() == 2);
      keeper.signal("TERM");
      assertThat(keeper.await().exitCode()).isEqualTo(143);

      List<String> mails = to("ops@example.org", server.mails());
      assertThat(mails.stream().map(MailEveryIT::body))
          .containsExactly("one\n", "two\n", "three\n");
      String id = "<process-control.yak." + pc.record("yak").get("run") + ".output1";
      assertThat(mails.get(0))
          .contains("> Job yak (still running)\n", "\nMessage-ID: " + id + ".1@")
          .doesNotContain("References:");
      assertThat(mails.get(1))
          .contains("> Job yak (still running)\n", "\nMessage-ID: " + id + ".2@")
          .contains("\nReferences: " + id + ".1@");
      assertThat(mails.get(2)).contains("> Job yak\n", "\nReferences: " + id + ".1@");
      assertThat(to("failed@example.org", server.mails()))
          .singleElement()
          .satisfies(mail -> assertThat(body(mail)).isEqualTo("one\ntwo\nthree\n"))
          .satisfies(mail -> assertThat(mail).doesNotContain("References:"));
    }
  }

  @Test
  void mail_that_cannot_be_sent_is_noted_in_the_log_and_the_next_one_is_tried(Installation pc) {
    Path program =
        Tree.write(
            pc.root().resolve("sendmail"),
            "#!/bin/sh\ncat >%1$s/mail\ntest -e %1$s/go || { echo no; exit 67; }\ncat %1$s/mail >>%1$s/mails\n"
                .formatted(pc.work()));
    Tree.mode(program, "rwxr-xr-x");
    pc.configure("mail: {sendmail: " + program + "}\n");
    pc.shellJob(
        "yak",
        KEYS,
        """
        echo one
        until test -e go; do sleep 0.05; done
        seq 2000 | sed 's/^/line /'
        exec sleep 300
        """);
    Running keeper = pc.start("--scheduled", "--job", "yak");
    Await.until("the fault is noted", () -> pc.output("yak").contains("could not be sent"));
    assertThat(pc.output("yak"))
        .contains(
            "\tone\n", "\tINFO\trun-job: output: could not be sent: mail to ops@example.org: ")
        .contains("sendmail: exit code 67: no\n");
    Tree.write(pc.work().resolve("go"), "");
    Path mails = pc.work().resolve("mails");
    Await.until(
        "the rest is mailed",
        () -> Files.exists(mails) && Tree.read(mails).contains("\nline 2000\n"));
    keeper.signal("TERM");
    keeper.await();

    List<String> lines = Tree.read(mails).lines().filter(line -> line.startsWith("line ")).toList();
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 2000; i++) {
      expected.add("line " + i);
    }
    assertThat(lines).isEqualTo(expected);
    assertThat(Tree.read(mails)).doesNotContain("\none\n");
  }
}
