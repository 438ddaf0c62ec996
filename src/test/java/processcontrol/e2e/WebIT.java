package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.Tool;
import processcontrol.e2e.RawHttp.Reply;

/** JSON over HTTP by real web servers, from real sockets to real runs. */
@EndToEnd
class WebIT {

  private static final String API = "/jobs/api/v1/";

  private static Installation pc;
  private static int lighttpdPort;
  private static final Map<String, PageServer> SERVERS = new HashMap<>();

  @BeforeAll
  static void serve() {
    PageServer.require();
    Tool.require("nginx");
    pc = Installation.create(Application.underTest());
    lighttpdPort = PageServer.freePort();
    configure(lighttpdPort);
    pc.shellJob("calm", "schedule: '30 4 * * *'\ntag: reports", "echo calm \"$@\"");
    pc.shellJob("secret", "schedule: '30 5 * * *'", "true");
    SERVERS.put("lighttpd", start("lighttpd", lighttpdPort));
    SERVERS.put("nginx", start("nginx", PageServer.freePort()));
  }

  private static PageServer start(String program, int port) {
    return PageServer.start(program, pc, port, "ann", "joe", "tim", "eve");
  }

  /** Only pages of one origin may act: each server gets its turn. */
  private static void configure(int port) {
    pc.configure(
        """
        web:
          origin: %s
          users:
            ann: [read, start, hold, kill]
            joe: [read]
            tim: {start: [tag: reports]}
        """
            .formatted(PageServer.origin(port)));
  }

  @AfterAll
  static void end() {
    SERVERS.values().forEach(PageServer::close);
    if (pc != null) {
      pc.close();
    }
  }

  private static RawHttp http(String program) {
    PageServer server = SERVERS.get(program);
    configure(server.port());
    return new RawHttp(server.port());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static Map<String, Object> job(RawHttp http, String slug) {
    return map(http.get(API + "job/" + slug + "/", "joe").json().get("job"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lighttpd", "nginx"})
  void an_operator_logs_in_starts_follows_holds_stops_and_releases(String program)
      throws IOException {
    RawHttp http = http(program);
    String steps = "steps-" + program;
    pc.shellJob(
        steps,
        "kill_after: 1s",
        "echo first\nwhile [ ! -e go ]; do sleep 0.1; done\necho second\nsleep 300");
    Files.deleteIfExists(pc.work().resolve("go"));
    assertThat(http.get(API + "job/", "").status()).isEqualTo(401);
    assertThat(map(http.get(API + "job/", "joe").json().get("jobs")).keySet())
        .contains("calm", "secret", steps);

    assertThat(http.act(API + "job/start/" + steps, "joe", "").status()).isEqualTo(403);
    assertThat(http.act(API + "job/start/" + steps, "ann", "{}").status()).isEqualTo(202);
    assertThat(job(http, steps)).containsEntry("pending", 1).containsEntry("running", null);
    pc.run("--scheduled", "--pending").assertSilentSuccess(); // As cron does every minute.

    Await.until(steps + " runs", () -> job(http, steps).get("running") != null);
    String run = (String) map(job(http, steps).get("running")).get("run");
    String log = API + "run/" + run + "/log?stream=stdout&from=";
    StringBuilder seen = new StringBuilder();
    long[] next = {0};
    Runnable follow =
        () -> {
          Reply part = http.get(log + next[0], "joe");
          assertThat(part.status()).isIn(200, 404); // It has no log in its first moments.
          if (part.status() == 200) {
            seen.append(part.body());
            next[0] = Long.parseLong(part.headers().get("x-process-control-next"));
          }
        };
    awaitSeen(follow, seen, "first\n");
    Tree.write(pc.work().resolve("go"), "");
    awaitSeen(follow, seen, "second\n");
    assertThat(seen.toString()).isEqualTo("first\nsecond\n");

    Reply held = http.act(API + "job/disable/" + steps, "ann", "{\"reason\": \"repair\"}");
    assertThat(held.json()).containsEntry("by", "web:ann").containsEntry("disabled", true);
    assertThat(map(job(http, steps).get("hold"))).containsEntry("reason", "repair");
    assertThat(pc.run("--status", steps).stdout()).contains("by web:ann: repair");

    assertThat(http.act(API + "kill/" + steps + "/", "ann", "").json())
        .containsEntry("detail", steps + " was killed");
    assertThat(job(http, steps).get("running")).isNull();
    assertThat(pc.record(steps).get("result")).isEqualTo("killed");
    assertThat(pc.record(steps).get("invoked_by")).isEqualTo("web:ann");
    assertThat(http.get(API + "run/" + run + "/log", "joe").headers())
        .containsEntry("x-process-control-running", "false");
    assertThat(http.act(API + "job/enable/" + steps + "/", "ann", "").json())
        .containsEntry("was_held", true);
    assertThat(job(http, steps)).containsEntry("disabled", false);
  }

  private static void awaitSeen(Runnable look, StringBuilder seen, String text) {
    Await.until(
        text,
        () -> {
          look.run();
          return seen.indexOf(text) >= 0;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"lighttpd", "nginx"})
  void the_curl_calls_of_kalas_document_work_where_there_are_such_routes(String program) {
    Tool.require("curl");
    http(program);
    String url = PageServer.origin(SERVERS.get(program).port()) + "/jobs";
    String[] us = {
      "-H",
      "Origin: " + PageServer.origin(SERVERS.get(program).port()),
      "-H",
      "Content-Type: application/json",
      "-H",
      "X-Process-Control: 1"
    };
    assertThat(curl("ann", url + "/api/v1/job/")).startsWith("200 {\"jobs\":{\"calm\":{");
    assertThat(curl("ann", url + "/api/v1/job/calm/")).startsWith("200 {\"job\":{\"name\":");
    assertThat(curl("ann", url + "/api/v1/job/stats/calm/")).startsWith("200 {\"job_stats\":[");
    assertThat(curl("ann", url + "/api/v1/stats/")).startsWith("200 {\"Stats\":{\"ActiveJobs\":");
    assertThat(curl("ann", url + "/api/v1/job/disable/calm/", with(us, "-d", "{\"reason\":\"x\"}")))
        .startsWith("200 ");
    assertThat(curl("ann", url + "/api/v1/job/enable/calm/", with(us, "-d", "")))
        .startsWith("200 ");
    assertThat(curl("tim", url + "/api/v1/job/start/calm/", with(us, "-d", ""))).startsWith("202 ");
    assertThat(curl("ann", url + "/api/v1/job/calm/", "-X", "DELETE")).startsWith("405 ");
    assertThat(curl("ann", url + "/api/v1/job/all/", "-X", "DELETE")).startsWith("405 ");
    assertThat(curl("ann", url + "/api/v1/job/", "-d", "{\"name\": \"test_job\"}"))
        .startsWith("405 ")
        .contains("jobs are files");
  }

  private static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  private static String curl(String user, String url, String... options) {
    List<String> command = new ArrayList<>(List.of("curl", "-s", "-w", "\n%{http_code}", "-u"));
    command.add(user + ":" + PageServer.PASSWORD);
    command.addAll(List.of(options));
    command.add(url);
    String output = Commands.run(command.toArray(new String[0]));
    int last = output.lastIndexOf('\n');
    return output.substring(last + 1) + " " + output.substring(0, last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lighttpd", "nginx"})
  void requests_of_other_pages_start_nothing(String program) {
    RawHttp http = http(program);
    String path = API + "job/start/secret/";
    String own = "Origin: " + PageServer.origin(SERVERS.get(program).port()) + "\r\n";
    String head = RawHttp.head("POST", path, "ann");
    String json = "Content-Type: application/json\r\n";
    String marker = "X-Process-Control: 1\r\n";
    String end = "Content-Length: 2\r\n\r\n{}";

    assertThat(http.act(path, "ann", "https://evil.example", "").status()).isEqualTo(403);
    assertThat(http.act(path, "ann", "null", "").status()).isEqualTo(403);
    assertThat(http.send(head + json + marker + end).status()).isEqualTo(403);
    assertThat(http.send(head + own + json + end).status()).isEqualTo(403);
    assertThat(http.send(head + own + "Content-Type: text/plain\r\n" + marker + end).status())
        .isEqualTo(415);
    String form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b";
    assertThat(http.send(head + own + form).status()).isIn(403, 415);
    assertThat(http.send(RawHttp.head("GET", path, "ann") + own + json + marker + "\r\n").status())
        .isEqualTo(405);
    assertThat(job(http, "secret")).containsEntry("pending", 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lighttpd", "nginx"})
  void odd_requests_are_refused_and_harm_nobody(String program) throws IOException {
    RawHttp http = http(program);
    for (String path :
        List.of(
            "job/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "job/..%2f..%2fetc/passwd",
            "job//etc/passwd",
            "job/%00",
            "job/calm%00.yaml",
            "job/%0d%0aX: y",
            "job/%ff",
            "job/" + "a".repeat(2000),
            "run/..%2f..%2fjobs/log")) {
      Reply reply = http.send(RawHttp.head("GET", API + path, "joe") + "\r\n");
      assertThat(reply.status()).as(path).isIn(400, 404, 414);
      assertThat(reply.headers()).doesNotContainKey("x");
    }
    String body = "{\"reason\": \"" + "x".repeat(70_000) + "\"}";
    assertThat(http.act(API + "job/disable/calm/", "ann", body).status()).isIn(0, 413);
    assertThat(job(http, "calm")).containsEntry("hold", null);

    Reply head = http.send(RawHttp.head("HEAD", API + "job/", "joe") + "\r\n");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    Reply options = http.send(RawHttp.head("OPTIONS", API + "job/", "joe") + "\r\n");
    assertThat(options.status()).isIn(200, 204); // lighttpd answers some of these itself.
    assertThat(options.headers()).containsKey("allow");
    Reply old =
        http.send(RawHttp.head("GET", API + "job/calm", "joe").replace("/1.1", "/1.0") + "\r\n");
    assertThat(old.status()).isEqualTo(200);
    assertThat(old.json()).containsKey("job");
    String tag = http.get(API + "job/", "joe").headers().get("etag");
    Reply same =
        http.send(RawHttp.head("GET", API + "job/", "joe") + "If-None-Match: " + tag + "\r\n\r\n");
    assertThat(same.status()).isIn(200, 304); // The minute may be over.

    try (Socket slow = http.open()) {
      String request = RawHttp.head("POST", API + "job/enable/calm/", "ann");
      slow.getOutputStream()
          .write((request + "Content-Length: 10\r\n\r\n12").getBytes(StandardCharsets.US_ASCII));
      slow.getOutputStream().flush();
      for (int i = 0; i < 6; i++) { // More than there are processes for CGI programs.
        assertThat(http.get(API + "health", "joe").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void hostile_output_stays_text_and_environments_stay_secret() {
    RawHttp http = http("nginx");
    pc.shellJob(
        "hostile", "description: '<script>alert(1)</script>'", "echo '<script>alert(1)</script>'");
    pc.run("hostile");
    String run = (String) map(job(http, "hostile").get("last")).get("run");

    Reply log = http.get(API + "run/" + run + "/log", "joe");
    assertThat(log.body()).contains("<script>alert(1)</script>");
    assertThat(log.headers())
        .containsEntry("content-type", "text/plain; charset=utf-8")
        .containsEntry("x-content-type-options", "nosniff");
    assertThat(log.headers().get("content-security-policy")).contains("default-src 'none'");
    Reply shown = http.get(API + "job/hostile", "joe");
    assertThat(shown.headers()).containsEntry("content-type", "application/json");
    assertThat(map(shown.json().get("job"))).containsEntry("environment", List.of("MARKER"));
    assertThat(shown.body()).doesNotContain(pc.marker());
    Tree.delete(pc.jobs().resolve("hostile.yaml"));
  }

  @Test
  void fifty_requests_at_once_are_answered_and_disturb_no_run() throws Exception {
    RawHttp http = http("lighttpd");
    pc.shellJob("busy", "while [ ! -e done ]; do sleep 0.05; done; echo end");
    Running running = pc.start("busy");
    Await.until("busy runs", () -> job(http, "busy").get("running") != null);
    ExecutorService clients = Executors.newFixedThreadPool(50);
    try {
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String path = i % 2 == 0 ? "job/" : "job/busy/";
        replies.add(clients.submit(() -> http.get(API + path, "joe")));
      }
      for (Future<Reply> reply : replies) {
        assertThat(reply.get().status()).isEqualTo(200);
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      clients.shutdown();
      Tree.write(pc.work().resolve("done"), "");
    }
    assertThat(running.await().exitCode()).isZero();
    assertThat(pc.record("busy").get("result")).isEqualTo("success");
    Tree.delete(pc.jobs().resolve("busy.yaml"));
  }

  @Test
  void junk_is_answered_and_written_nowhere() throws IOException {
    RawHttp http = http("nginx");
    Set<String> before = files();
    Random random = new Random(17);
    List<String> methods = List.of("GET", "POST", "HEAD", "PUT", "TRACE", "G@T");
    List<String> pieces =
        List.of(
            "job/",
            "calm",
            "start/",
            "%2e%2e/",
            "%00",
            "run/",
            "?limit=",
            "%zz",
            "//",
            "\u00e9",
            "'",
            "<",
            ";",
            "a".repeat(500),
            "log",
            "kill/",
            "&",
            "=",
            "calm-20261120-120000/");
    TreeMap<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      StringBuilder path = new StringBuilder(API);
      for (int n = random.nextInt(4); n >= 0; n--) {
        path.append(pieces.get(random.nextInt(pieces.size())));
      }
      String method = methods.get(random.nextInt(methods.size()));
      String user = random.nextInt(4) == 0 ? "eve" : "joe";
      Reply reply = http.send(RawHttp.head(method, path.toString(), user) + "\r\n");
      statuses.merge(reply.status(), 1, Integer::sum);
      assertThat(reply.status()).as(method + " " + path).isLessThan(500);
      assertThat(reply.body()).doesNotContain("Exception");
    }
    assertThat(files()).isEqualTo(before);
    assertThat(statuses.keySet()).contains(400, 403, 404);
    assertThat(SERVERS.get("nginx").errors() + SERVERS.get("nginx").log())
        .doesNotContain("Exception")
        .doesNotContain("internal error");
  }

  private static Set<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(pc.root())) {
      return new TreeSet<>(
          all.filter(file -> !file.toString().matches(".*/[0-9]{4}.*|.*/(output-|calls).*"))
              .map(Path::toString)
              .toList());
    }
  }

  @Test
  void the_crontab_has_a_line_for_what_is_triggered() {
    String program = pc.launcher().resolveSibling("cron-generate").toString();
    String config = pc.config().toString();
    assertThat(Commands.run(program, "--config", config, "--output", "console", "--quiet"))
        .contains("\n* * * * * " + ServiceUser.NAME + " /usr/bin/run-job --config ")
        .contains(" --scheduled --pending");
  }

  /** The CGI program as a web server starts it, with variables of whoever likes. */
  private static Commands.Result cgi(String user, String... variables) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/usr/bin/env", "-i", "REQUEST_METHOD=GET", "REMOTE_USER=joe"));
    command.addAll(List.of("SCRIPT_NAME=/jobs", "PATH_INFO=/api/v1/health"));
    command.add("PROCESS_CONTROL_CONFIG=" + pc.config());
    command.addAll(List.of(variables));
    command.addAll(List.of("/usr/bin/setpriv", "--reuid=" + user, "--clear-groups"));
    command.add(pc.launcher().resolveSibling("../cgi-bin/process-control-web").toString());
    return Commands.tryRun(command.toArray(new String[0]));
  }

  @Test
  void no_variable_of_others_reaches_the_jvm() {
    Commands.Result result =
        cgi(
            ServiceUser.NAME,
            "JAVA_TOOL_OPTIONS=-Xmx1m",
            "_JAVA_OPTIONS=-version",
            "JDK_JAVA_OPTIONS=-version",
            "CLASSPATH=/nonexistent",
            "HTTP_PROXY=http://evil.example",
            "BASH_ENV=/nonexistent",
            "ENV=/nonexistent",
            "SHELLOPTS=xtrace",
            "BASH_FUNC_printf%%=() { echo evil; }",
            "QUERY_STRING=-version");
    assertThat(result.exitCode()).isZero();
    assertThat(result.output())
        .startsWith("Status: 400 Bad Request")
        .contains("the query parameter -version is not known here")
        .doesNotContain("evil");
  }

  @Test
  void only_the_service_user_serves() {
    Commands.Result root = cgi("root");
    assertThat(root.output())
        .contains("process-control-web: refuses to run as root")
        .contains("Status: 500 Internal Server Error");
    Commands.Result other = cgi("nobody");
    assertThat(other.output())
        .contains("process-control-web: has to run as the service user " + ServiceUser.NAME)
        .contains("Status: 500 Internal Server Error")
        .contains("application/problem+json");
    Commands.Result broken = cgi(ServiceUser.NAME, "PROCESS_CONTROL_CONFIG=/nonexistent");
    assertThat(broken.output())
        .contains("/nonexistent: No such file or directory")
        .contains("\"detail\":\"the configuration is not valid;")
        .doesNotContain("Exception");
  }
}
