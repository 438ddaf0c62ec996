package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Notifiers: commands and URLs, at the end of a run and within it. */
@EndToEnd
class NotifyIT {

  /** Returns a notifier that writes what it gets to files in the working directory. */
  private static String recorder(Installation pc, String name) {
    Path program =
        Tree.write(
            pc.root().resolve("tell-" + name),
            "#!/bin/sh\ncd "
                + pc.work()
                + "\nenv >"
                + name
                + ".env\nls /proc/self/fd >"
                + name
                + ".fds\ncat >"
                + name
                + ".new\nmv "
                + name
                + ".new "
                + name
                + ".json\n");
    Tree.mode(program, "rwxr-xr-x");
    return "{command: " + program + "}";
  }

  private static Path json(Installation pc, String name) {
    return pc.work().resolve(name + ".json");
  }

  @Test
  void each_end_of_a_run_has_its_notifiers(Installation pc) {
    String keys =
        "notify:\n  success: %s\n  failure: %s\n  recovery: %s\n"
            .formatted(recorder(pc, "success"), recorder(pc, "failure"), recorder(pc, "recovery"));
    pc.shellJob("job", keys, "test -e ok || exit 3");

    pc.run("--job", "job").assertFailure(3, "exit code 3");

    assertThat(Tree.read(json(pc, "failure")))
        .startsWith("{\"event\":\"failure\"")
        .contains("\"result\":\"failure\"", "\"exit_code\":3", "\"failures\":1");
    assertThat(Tree.read(pc.work().resolve("failure.env")))
        .contains("PC_EVENT=failure\n", "PC_EXIT_CODE=3\n", "PC_JOB=job\n", "MARKER=");
    // No lock, no log: 3 is the directory that ls reads.
    assertThat(Tree.read(pc.work().resolve("failure.fds"))).isEqualTo("0\n1\n2\n3\n");
    assertThat(json(pc, "success")).doesNotExist();

    Tree.write(pc.work().resolve("ok"), "");
    pc.run("--job", "job").assertSilentSuccess();
    assertThat(json(pc, "success")).exists();
    assertThat(Tree.read(json(pc, "recovery"))).contains("\"failures\":1");
    Commands.run("rm", json(pc, "recovery").toString());
    pc.run("--job", "job").assertSilentSuccess();
    assertThat(json(pc, "recovery")).doesNotExist();
  }

  @Test
  void start_is_told_while_the_run_goes_on_by_a_process_without_its_lock(Installation pc) {
    pc.shellJob(
        "job",
        "notify:\n  start: " + recorder(pc, "start") + "\n",
        "echo ready\nwhile ! test -e ok; do sleep 0.05; done");
    Running running = pc.startUntilReady("job");
    Await.until("the start is told", () -> Files.exists(json(pc, "start")));

    assertThat(Tree.read(json(pc, "start")))
        .contains("\"event\":\"start\"", "\"result\":null", "\"run\":\"job-");
    assertThat(Tree.read(pc.work().resolve("start.fds"))).isEqualTo("0\n1\n2\n3\n");
    Tree.write(pc.work().resolve("ok"), "");
    running.await().assertSilentSuccess();
  }

  @Test
  void telling_outlives_a_run_that_is_stopped(Installation pc) {
    Path program = Tree.write(pc.root().resolve("slow"), slow(pc, "told"));
    Tree.mode(program, "rwxr-xr-x");
    pc.shellJob("job", "timeout: 1s\nnotify:\n  start: {command: " + program + "}\n", "sleep 1000");

    pc.run("--job", "job").assertFailure(124, "timed out");
    Await.until("it has begun", () -> Files.exists(pc.work().resolve("told.begun")));
    Tree.write(pc.work().resolve("go"), "");

    Await.until("it is told", () -> Files.exists(pc.work().resolve("told")));
  }

  /** Begins, waits for a file named go, and ends. */
  private static String slow(Installation pc, String name) {
    return "#!/bin/sh\ncd %1$s\ntouch %2$s.begun\nwhile ! test -e go; do sleep 0.05; done\ntouch %2$s\n"
        .formatted(pc.work(), name);
  }

  @Test
  void next_run_starts_while_a_notifier_still_runs_and_a_hanging_one_is_killed(Installation pc) {
    Path program = Tree.write(pc.root().resolve("slow"), slow(pc, "told"));
    Tree.mode(program, "rwxr-xr-x");
    pc.shellJob("job", "true");
    Finished quick = pc.run("job").assertSilentSuccess();
    // Long enough for a whole run meanwhile, however slow the machine is.
    long seconds = Math.max(3, quick.duration().toSeconds() * 6);
    pc.shellJob(
        "job",
        "notify:\n  failure: {command: " + program + ", timeout: " + seconds + "s}\n",
        "test -e ok");
    Running first = pc.start("--job", "job");
    Await.until("the notifier runs", () -> Files.exists(pc.work().resolve("told.begun")));
    Tree.write(pc.work().resolve("ok"), "");

    pc.run("--job", "job").assertSilentSuccess();

    assertThat(first.isOver()).isFalse();
    Finished finished = first.await();
    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.stderr()).contains("did not end within " + seconds + " s and was killed");
    assertThat(pc.work().resolve("told")).doesNotExist();
    assertThat(pc.output("job")).contains("\tINFO\trun-job: notifier (failure): command ");
    assertThat(pc.results("job")).containsExactly("success", "failure", "success");
  }

  @Test
  void urls_are_posted_to_and_a_failing_one_is_noted_in_the_log(Installation pc) throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.add(exchange.getRequestURI() + " " + new String(body, StandardCharsets.UTF_8));
          boolean bad = exchange.getRequestURI().getPath().startsWith("/bad");
          exchange.sendResponseHeaders(bad ? 404 : 200, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      pc.configure(
          "notifiers:\n  hc: {url: \"%1$s/ping/\", format: healthchecks}\n  bad: {url: \"%1$s/bad\"}\n"
              .formatted(url));
      pc.shellJob("job", "notify: {start: hc, success: [bad, hc]}", "true");

      pc.run("--job", "job").assertSilentSuccess();

      // However short the run was: a recipient that hears of its start last would take it for
      // running.
      assertThat(requests).hasSize(3);
      assertThat(requests.get(0)).startsWith("/ping/start started");
      assertThat(requests.get(1)).startsWith("/bad {\"event\":\"success\"");
      assertThat(requests.get(2)).startsWith("/ping succeeded");
      assertThat(pc.output("job"))
          .contains("\trun-job: notifier bad (success): " + url + ": HTTP status 404\n");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void deliver_is_not_for_people(Installation pc) {
    pc.shellJob("job", "true");

    pc.run("--deliver", "job").assertFailure(64, "--deliver is for run-job's own use");
    pc.launch("--deliver", "job")
        .asUser(ServiceUser.NAME)
        .run()
        .assertFailure(64, "there is nothing to deliver on standard input");
    assertThat(pc.run("--help").stdout()).doesNotContain("--deliver");
  }
}
