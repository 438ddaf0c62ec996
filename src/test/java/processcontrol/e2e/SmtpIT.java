package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Mails about failures, through a real SMTP server, a dead one and a deaf one. */
@EndToEnd
@Order(1)
class SmtpIT {

  private static final String FAILMAIL =
      "failmail: {from_address: Jobs <jobs@example.org>, to_address: [ops@example.org]}\n";

  @BeforeAll
  static void requireServer() {
    SmtpServer.require();
  }

  /** A job that fails until its working directory has a file {@code ok}. */
  private static void flaky(Installation pc, String keys) {
    pc.shellJob("flaky", FAILMAIL + keys, "echo a line of output\ntest -e ok");
  }

  private static void mend(Installation pc) {
    Tree.write(pc.work().resolve("ok"), "");
  }

  private static String status(Installation pc) {
    return pc.run("--status", "flaky").stdout();
  }

  /** A port that refuses connections for as long as the socket, which does not listen, is open. */
  private static Socket deadPort() throws Exception {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket;
  }

  @Test
  void failure_is_announced_once_and_its_end_too(Installation pc) {
    try (SmtpServer server = SmtpServer.start(pc)) {
      pc.configure(server.keys());
      String ownership = "owner: the barbers\nrunbook: \"https://wiki/yak\\nCall Ann\"\n";
      flaky(pc, ownership + "failure_threshold_for_mail: 2\n");

      pc.run("--job", "flaky").assertFailure(1, "exit code 1");
      assertThat(server.mails()).isEmpty();
      pc.run("--job", "flaky").assertFailure(1, "exit code 1");
      pc.run("--job", "flaky").assertFailure(1, "exit code 1");
      assertThat(server.mails()).hasSize(1);
      assertThat(status(pc)).contains("    mailed: ", "; failed 1 time since\n");

      mend(pc);
      pc.run("--job", "flaky").assertSilentSuccess();
      pc.run("--job", "flaky").assertSilentSuccess();

      assertThat(server.mails()).hasSize(2);
      String id = "<process-control.flaky." + pc.history("flaky").get(1).get("run") + "@";
      assertThat(server.mails().get(0))
          .startsWith("MAIL FROM:jobs@example.org\nRCPT TO:ops@example.org\n")
          .contains("\nFrom: Jobs <jobs@example.org>\n", "\nTo: ops@example.org\n")
          .contains("] job Job flaky failed: exit code 1\n", "\nAuto-Submitted: auto-generated\n")
          .contains("\nMessage-ID: " + id, "a line of output", "Failures:     2 runs in a row")
          .contains("exit code 1.\nRunbook: https://wiki/yak\n         Call Ann\n\nHost: ")
          .contains("\nOwner:        the barbers\n")
          .doesNotContain("References:");
      assertThat(server.mails().get(1))
          .contains("\nReferences: " + id, "\nIn-Reply-To: " + id)
          .contains("job Job flaky recovered after 3 failed runs\n", "1 failed run was not mailed")
          .contains("\nRunbook: https://wiki/yak\n", "\nOwner:        the barbers\n");
      assertThat(status(pc)).doesNotContain("mailed: ");
      assertThat(pc.states().resolve("flaky/incident")).doesNotExist();
    }
  }

  @Test
  void lasting_failure_is_mailed_again(Installation pc) {
    try (SmtpServer server = SmtpServer.start(pc)) {
      pc.configure(server.keys());
      flaky(pc, "mail_again_after: 1ms\n");
      pc.run("flaky");
      pc.run("flaky");
      flaky(pc, "mail_again_after: 1d\n");
      pc.run("flaky");

      assertThat(server.mails()).hasSize(2);
      assertThat(server.mails().get(1)).contains("\nReferences: ", "2 runs in a row");
    }
  }

  @Test
  void lost_run_is_mailed_by_the_next_one(Installation pc) {
    try (SmtpServer server = SmtpServer.start(pc)) {
      pc.configure(server.keys());
      pc.shellJob("flaky", FAILMAIL, "echo ready\ntest -e ok || sleep 1000");
      Running running = pc.startUntilReady("flaky");
      Installation.Holder holder = pc.holder("flaky");
      running.signal("KILL");
      running.await();
      Commands.tryRun("kill", "-s", "KILL", "--", "-" + holder.child());
      mend(pc);
      Await.until("the lock is free", () -> pc.run("--job", "flaky").exitCode() == 0);

      assertThat(pc.results("flaky")).contains("lost", "success");
      assertThat(server.mails()).hasSize(2);
      assertThat(server.mails().get(0)).contains("failed: the supervisor vanished");
      assertThat(server.mails().get(1)).contains("recovered after 1 failed run");
    }
  }

  @Test
  void dead_server_changes_nothing_and_is_told(Installation pc) throws Exception {
    flaky(pc, "");
    Finished run;
    try (Socket dead = deadPort()) {
      pc.configure("mail:\n  host: 127.0.0.1\n  port: " + dead.getLocalPort() + "\n");
      run = pc.run("--job", "flaky");
    }

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).hasSize(2);
    assertThat(run.stderr())
        .contains("mail: could not be sent: mail to ops@example.org: mail server");
    assertThat(pc.results("flaky")).containsExactly("failure");
    assertThat(pc.output("flaky")).contains("\tINFO\trun-job: mail: could not be sent: ");
    assertThat(status(pc)).contains("    mail: could not be sent: ", "refused");
    assertThat(pc.run("--status", "--json", "flaky").stdout())
        .contains("\"mail_error\" : \"mail to");

    try (SmtpServer server = SmtpServer.start(pc)) {
      pc.configure(server.keys());
      pc.run("--job", "flaky").assertFailure(1, "exit code 1");
      assertThat(server.mails()).hasSize(1);
      assertThat(status(pc)).contains("mailed: ").doesNotContain("could not be sent");
    }
  }

  @Test
  void deaf_server_is_given_up_and_holds_no_run_up(Installation pc) throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      pc.configure("mail:\n  host: 127.0.0.1\n  port: " + deaf.getLocalPort() + "\n");
      flaky(pc, "");
      Running first = pc.start("--job", "flaky");
      try (Socket mailing = deaf.accept()) {
        assertThat(mailing.isConnected()).isTrue();
        mend(pc);

        Finished second = pc.run("--job", "flaky").assertSilentSuccess();
        assertThat(first.isOver()).as("the first still tries to mail").isFalse();
        assertThat(second.duration()).isLessThan(Duration.ofSeconds(20));

        Finished finished = first.await();
        assertThat(finished.exitCode()).isEqualTo(1);
        assertThat(finished.duration()).isLessThan(Duration.ofSeconds(60));
        assertThat(finished.stderr()).contains("mail: could not be sent: ");
      }
    }
  }

  @Test
  void signal_ends_only_the_telling(Installation pc) throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      pc.configure("mail:\n  host: 127.0.0.1\n  port: " + deaf.getLocalPort() + "\n");
      flaky(pc, "");
      Running run = pc.start("--job", "flaky");
      try (Socket open = deaf.accept()) {
        assertThat(open.isConnected()).isTrue();
        run.signal("TERM");

        assertThat(run.await().exitCode()).isEqualTo(143);
      }
      assertThat(pc.results("flaky")).containsExactly("failure");
    }
  }

  @Test
  void refused_recipient_does_not_keep_the_mail_from_others(Installation pc) {
    try (SmtpServer server = SmtpServer.start(pc, "--refuse", "gone")) {
      pc.configure(server.keys("from_address: box@example.org"));
      pc.shellJob("flaky", "failmail: {to_address: 'gone@example.org, ops@example.org'}", "exit 1");

      assertThat(pc.run("flaky").stderr()).contains("not taken for all recipients", "no such user");
      assertThat(server.mails()).hasSize(1);
      assertThat(server.mails().get(0))
          .startsWith("MAIL FROM:box@example.org\nRCPT TO:ops@example.org\n");
    }
  }

  @Test
  void no_header_comes_from_a_job(Installation pc) {
    try (SmtpServer server = SmtpServer.start(pc)) {
      pc.configure(server.keys());
      String name = "\"x\\r\\nBcc: evil@example.org\"";
      pc.job(
          "flaky",
          "name: "
              + name
              + "\n"
              + FAILMAIL
              + "description: \"a\\n\\nBcc: evil@example.org\"\n"
              + "runbook: \"a\\r\\n\\r\\nBcc: evil@example.org\"\nshell: true\ncommand: |\n"
              + "  printf 'one\\r\\n.\\r\\nRCPT TO:<evil@example.org>\\n\\033[2J\\377\\000'; exit 1\n");
      Finished run = pc.run("flaky");
      if (run.exitCode() == 78) {
        // The name is refused as it should be: try what a name may hold.
        pc.shellJob(
            "flaky",
            FAILMAIL
                + "description: \"a\\n\\nBcc: evil@example.org\"\n"
                + "runbook: \"a\\r\\n\\r\\nBcc: evil@example.org\"",
            "printf 'one\\r\\n.\\r\\nRCPT TO:<evil@example.org>\\n\\033[2J\\377\\000'; exit 1");
        run = pc.run("flaky");
      }
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(server.mails()).hasSize(1);
      String mail = server.mails().get(0);
      assertThat(mail).contains("\nRCPT TO:ops@example.org\n", "\n\nJob ");
      assertThat(mail.substring(0, mail.indexOf("\n\nJob "))).doesNotContain("\nBcc:");
      assertThat(mail).doesNotContain("\u001b");
    }
  }

  @Test
  void certificate_is_checked_where_encryption_is_required(Installation pc) {
    Path certificate = selfSigned(pc);
    String key = pc.root().resolve("key.pem").toString();
    try (SmtpServer server = SmtpServer.start(pc, "--tls", certificate.toString(), key)) {
      pc.configure(server.keys("starttls: true"));
      flaky(pc, "");
      Finished refused = pc.run("--job", "flaky");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.stderr()).contains("could not be sent", "PKIX path building failed");
      assertThat(server.mails()).isEmpty();

      pc.configure(server.keys());
      pc.run("--job", "flaky").assertFailure(1, "exit code 1");
      assertThat(server.mails()).hasSize(1);
      assertThat(server.mails().get(0)).contains("\nTLS:yes\n");
    }
  }

  @Test
  void server_without_encryption_is_refused_where_it_is_required(Installation pc) {
    try (SmtpServer server = SmtpServer.start(pc)) {
      pc.configure(server.keys("starttls: true"));
      flaky(pc, "");

      assertThat(pc.run("--job", "flaky").stderr()).contains("STARTTLS is required");
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void login_is_made_over_an_encrypted_connection_to_a_trusted_server(Installation pc) {
    Path certificate = selfSigned(pc);
    String key = pc.root().resolve("key.pem").toString();
    Installation trusting = pc.on(trusting(pc, certificate));
    try (SmtpServer server =
        SmtpServer.start(pc, "--tls", certificate.toString(), key, "--login", "me", "pass word")) {
      Path login = Tree.write(pc.root().resolve("login"), "me\npass word\n");
      pc.configure(server.keys("starttls: true", "login_file: " + login));
      flaky(pc, "");

      assertThat(trusting.run("--job", "flaky").stderr()).contains("chmod o= " + login);
      Tree.mode(login, "rw-r-----");
      assertThat(trusting.run("--job", "flaky").stderr())
          .contains("cannot open " + login + ": Permission denied");
      ServiceUser.own(login);
      trusting.run("--job", "flaky").assertFailure(1, "exit code 1");
      assertThat(server.mails()).hasSize(1);
      assertThat(server.mails().get(0)).contains("\nTLS:yes\nLOGIN:me\n");

      Tree.write(login, "me\nwrong\n");
      flaky(pc, "mail_again_after: 1ms\n");
      Finished refused = trusting.run("--job", "flaky");
      assertThat(refused.stderr()).contains("could not be sent", "535").doesNotContain("wrong");
      assertThat(refused.exitCode()).isEqualTo(1);
    }
  }

  private static Path selfSigned(Installation pc) {
    Path certificate = pc.root().resolve("certificate.pem");
    Commands.run(
        ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                + " -addext subjectAltName=DNS:localhost -keyout "
                + pc.root().resolve("key.pem")
                + " -out "
                + certificate)
            .split(" "));
    return certificate;
  }

  /** The application on a JVM of its own that trusts a certificate. */
  private static Application trusting(Installation pc, Path certificate) {
    Path home = pc.root().resolve("jvm");
    String modules = "java.base,java.logging,jdk.unsupported,jdk.crypto.ec,java.desktop";
    Commands.run(
        System.getProperty("java.home") + "/bin/jlink",
        "--add-modules",
        modules,
        "--output",
        home.toString());
    Path trusted = home.resolve("lib/security/cacerts");
    Commands.tryRun("rm", "-f", trusted.toString());
    Commands.run(
        (System.getProperty("java.home")
                + "/bin/keytool -importcert -noprompt -storetype JKS -alias test -storepass changeit -keystore "
                + trusted
                + " -file "
                + certificate)
            .split(" "));
    Commands.run("chmod", "a+r", trusted.toString());
    assertThat(Files.exists(home.resolve("release"))).isTrue();
    return Application.plain(home.toString());
  }
}
