package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Jobs that wait for a server of https whose certificate the test has made for localhost. */
@EndToEnd
@Order(1)
class HttpsIT {

  private static final String PASSWORD = "changeit";

  private HttpsServer server;
  private Path trusted;
  private Path empty;

  @BeforeEach
  void serve() throws Exception {
    Path directory = Tree.create();
    Path keys = directory.resolve("keys");
    Path certificate = directory.resolve("certificate");
    keytool("-genkeypair -alias x -keyalg EC -dname CN=x -ext san=dns:localhost", keys);
    keytool("-exportcert -alias x -file " + certificate, keys);
    trusted = directory.resolve("trusted");
    keytool("-importcert -alias x -noprompt -storetype JKS -file " + certificate, trusted);
    empty = directory.resolve("empty");
    Files.copy(trusted, empty);
    keytool("-delete -alias x", empty);

    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static Path javaHome() {
    String given = System.getProperty("it.java.home", "");
    return Path.of(given.isEmpty() ? System.getProperty("java.home") : given);
  }

  private static void keytool(String arguments, Path store) {
    String[] given = arguments.split(" ", -1);
    String[] command = new String[given.length + 5];
    command[0] = Path.of(System.getProperty("java.home"), "bin/keytool").toString();
    System.arraycopy(given, 0, command, 1, given.length);
    command[given.length + 1] = "-keystore";
    command[given.length + 2] = store.toString();
    command[given.length + 3] = "-storepass";
    command[given.length + 4] = PASSWORD;
    Commands.run(command);
  }

  private String url(String host) {
    return "https://" + host + ":" + server.getAddress().getPort() + "/ready";
  }

  /** The time must do for all that the JVM has to load, on a busy machine as well. */
  private static void job(Installation pc, String urls, String time) {
    String wait = "wait: {urls: [%s], any: true, give_up_at: %s, poll_interval: 1s}";
    pc.shellJob("job", wait.formatted(urls, time), "true");
  }

  /** Runs the job where the JVM has these CAs, as update-ca-certificates(8) would give it. */
  private static Finished runWith(Path authorities, Installation pc) throws Exception {
    Path file = javaHome().resolve("lib/security/cacerts").toRealPath();
    String script = "mount --bind " + authorities + " " + file + " && \"$@\"";
    return pc.launch("job").through("unshare", "--mount", "sh", "-c", script, "sh").run();
  }

  @Test
  void a_server_is_believed_if_the_jvm_trusts_its_ca(Installation pc) throws Exception {
    ReachIT.requireMountNamespace();
    job(pc, url("localhost"), "2m");

    runWith(trusted, pc).assertSilentSuccess();

    assertThat(pc.output("job")).contains("met: URL https://localhost:");
  }

  @Test
  void a_server_that_is_not_believed_is_told(Installation pc) throws Exception {
    try (Answers plain = new Answers("HTTP/1.1 400 No\r\n\r\n")) {
      job(pc, url("localhost") + ", " + plain.url().replace("http:", "https:"), "20s");

      pc.run("job")
          .assertFailure(
              124,
              "(the certificate of localhost is signed by no CA that Java trusts; see wait.urls in"
                  + " process-control-job(5))",
              "(the answer is not TLS: is it http?)");
    }
  }

  @Test
  void a_certificate_for_another_name_is_told(Installation pc) throws Exception {
    ReachIT.requireMountNamespace();
    job(pc, url("127.0.0.1"), "20s");

    runWith(trusted, pc).assertFailure(124, "(the certificate of 127.0.0.1 is for another name)");
  }

  @Test
  void a_jvm_without_any_ca_is_told(Installation pc) throws Exception {
    ReachIT.requireMountNamespace();
    job(pc, url("localhost"), "20s");

    runWith(empty, pc).assertFailure(124, "(Java's file of CAs is missing or empty; ");
  }
}
