package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The essentials on the newest JVM that is installed; above all, no warning of it is printed. */
@EndToEnd
@Order(1)
class OtherJvmIT {

  private static Application application;
  private Installation pc;

  @BeforeAll
  static void findJvm() {
    int newest = 0;
    Path home = null;
    for (Path candidate : Tree.list(Path.of("/usr/lib/jvm"))) {
      int version = version(candidate);
      if (version > newest) {
        newest = version;
        home = candidate;
      }
    }
    assumeTrue(newest >= 21, "no JVM of version 21 or newer is installed in /usr/lib/jvm");
    application = Application.copy(home.toString());
  }

  private static int version(Path home) {
    if (!Files.exists(home.resolve("release")) || !Files.exists(home.resolve("bin/java"))) {
      return 0;
    }
    return Tree.read(home.resolve("release"))
        .lines()
        .filter(line -> line.startsWith("JAVA_VERSION=\""))
        .map(line -> line.replaceAll("JAVA_VERSION=\"(\\d+).*", "$1"))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(0);
  }

  @AfterAll
  static void forget() {
    application = null;
  }

  @BeforeEach
  void install() {
    pc = Installation.create(application);
  }

  @AfterEach
  void remove() {
    pc.close();
  }

  @Test
  void the_jvm_is_the_one_that_was_chosen() {
    pc.shellJob("one", "echo ready; sleep 300");
    Running running = pc.startUntilReady("one");

    Path java = Path.of(Tree.target(Path.of("/proc/" + running.pid() + "/exe")));

    assertThat(version(java.getParent().getParent())).isGreaterThanOrEqualTo(21);
  }

  @Test
  void success_is_silent() {
    pc.shellJob("one", "echo to stdout; echo to stderr >&2; cat /proc/self/status");

    pc.run("one").assertSilentSuccess();

    assertThat(pc.log("one").stdoutText()).startsWith("to stdout\n").contains("NoNewPrivs:\t1\n");
    assertThat(pc.log("one").stderrText()).isEqualTo("to stderr");
    assertThat(pc.results("one")).isEqualTo(List.of("success"));
  }

  @Test
  void failure_prints_its_line_only() {
    pc.shellJob("one", "exit 3");

    pc.run("one").assertFailure(3, "one: exit code 3");
  }

  @Test
  void invalid_jobs_print_their_line_only() {
    pc.job("one", "name: One\ncomand: x\ncommand: x\n");

    pc.run("one").assertFailure(78, "one.yaml:2:1: comand: unknown key");
    pc.run("--no-such-option").assertFailure(64);
    assertThat(pc.run("--help").stderr()).isEmpty();
  }

  @Test
  void timeout_kills_everything() {
    pc.shellJob("one", "timeout: 2s", "setsid sleep 300 & sleep 300 & sleep 300");

    pc.run("one").assertFailure(124, "one: timed out after 2s");

    assertThat(Processes.withMarker(pc.marker())).isEmpty();
  }

  @Test
  void second_run_is_refused() {
    pc.shellJob("one", "echo ready; sleep 300");
    pc.startUntilReady("one");

    pc.run("one").assertFailure(75, "one: already running");
  }

  @Test
  void a_signal_stops_the_run() {
    pc.shellJob("one", "echo ready; sleep 300");
    Running running = pc.startUntilReady("one");

    running.signal("TERM");

    running.await().assertFailure(143, "one: stopped by SIGTERM");
    assertThat(pc.results("one")).isEqualTo(List.of("killed"));
    assertThat(Processes.withMarker(pc.marker())).isEmpty();
  }

  @Test
  void verbose_has_no_warnings_either() {
    pc.shellJob("one", "true");

    Finished run = pc.run("-v", "one");

    assertThat(run.errors()).hasSize(1);
    assertThat(run.errors().get(0)).contains("one: succeeded");
  }

  @Test
  void archive_of_classes_is_used() {
    pc.shellJob("one", "echo ready; sleep 300");
    Running running = pc.untilReady("one", pc.start("--job", "one"));

    String maps = Tree.read(Path.of("/proc/" + running.pid() + "/maps"));

    assertThat(maps).containsPattern("/app/lib/process-control\\.(aot|jsa)\n");
  }

  @Test
  void mails_notifiers_and_metrics_print_no_warnings() throws Exception {
    Path sendmail = Tree.write(pc.root().resolve("sendmail"), "#!/bin/sh\ncat >" + work("mail"));
    Tree.mode(sendmail, "rwxr-xr-x");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          Tree.write(work("posted"), "");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      pc.configure("mail: {sendmail: %s}\nmetrics_directory: %s\n".formatted(sendmail, pc.work()));
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      String keys = "failmail: {to_address: ops}\nnotify: {failure: {url: \"" + url + "/\"}}\n";
      pc.shellJob("one", keys, "echo why; exit 3");

      pc.run("one").assertFailure(3, "one: exit code 3");
    } finally {
      server.stop(0);
    }

    assertThat(Tree.read(work("mail"))).contains("To: ops", "why");
    assertThat(work("posted")).exists();
    assertThat(Tree.list(pc.work()).toString()).contains(".prom");
    for (String action : List.of("--status", "--stats", "--metrics", "--list-jobs")) {
      assertThat(pc.run(action).stderr()).as(action).isEmpty();
    }
    for (String action : List.of("--history", "--logs", "--show")) {
      Finished call = pc.run(action, "one");
      assertThat(call.stderr()).as(action).isEmpty();
      assertThat(call.stdout()).as(action).isNotEmpty();
    }
  }

  private Path work(String name) {
    return pc.work().resolve(name);
  }

  @Test
  void detached_run_goes_on_and_can_be_waited_for() {
    pc.shellJob("one", "while ! test -e go; do sleep 0.05; done");

    Finished call = pc.run("--detach", "one");

    assertThat(call.stderr()).isEmpty();
    assertThat(pc.holder("one").runId()).isEqualTo(call.stdout().strip());
    Tree.write(work("go"), "");
    pc.run("--wait", call.stdout().strip()).assertSilentSuccess();
  }
}
