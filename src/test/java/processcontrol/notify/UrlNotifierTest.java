package processcontrol.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Event;
import processcontrol.job.MailTransport;
import processcontrol.job.Notifier;
import processcontrol.job.Notifier.Format;

@Timeout(60)
class UrlNotifierTest {

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          String path = exchange.getRequestURI().getPath();
          if (path.startsWith("/slow")) {
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          boolean works = !path.startsWith("/twice") || requests.size() > 1;
          int code =
              path.startsWith("/code/") ? Integer.parseInt(path.substring(6)) : works ? 200 : 503;
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(code, -1);
          exchange.close();
        });
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static List<String> tell(Notifier notifier, Event event) {
    Notification notification =
        Fixture.notification(
            event, Fixture.record("yak-1", Result.FAILURE, "said <\"no\" & died>"));
    return NotifierDispatch.send(
        List.of(notifier), notification, Fixture.context(MailTransport.LOCAL));
  }

  @Test
  void the_record_is_posted_as_json() {
    assertThat(tell(Fixture.url(url("/hook"), Format.PLAIN, "5s", 1), Event.FAILURE)).isEmpty();

    assertThat(requests).hasSize(1);
    assertThat(requests.get(0))
        .startsWith(
            "POST /hook {\"event\":\"failure\",\"host\":\"db1\",\"owner\":\"the barbers <cut@here>\","
                + "\"runbook\":\"https://wiki/yak\\nCall <Ann> & Bo\\r\\n\",\"failures\":2,\"record\":{")
        .contains("\"run\":\"yak-1\"", "\"exit_code\":3", "\"duration\":90.500")
        .contains(
            "\"reason\":\"said <\\\"no\\\" & died>\"", "\"failed_attempts\":[\"exit code 4\"]");
  }

  @Test
  void slack_gets_one_text_in_which_nothing_is_a_link() {
    assertThat(tell(Fixture.url(url("/s"), Format.SLACK, "5s", 1), Event.FAILURE)).isEmpty();

    assertThat(requests)
        .containsExactly(
            "POST /s {\"text\":\"[db1] Shave a yak failed: said &lt;\\\"no\\\" &amp; died&gt;"
                + "\\nRunbook: https://wiki/yak\\nCall &lt;Ann&gt; &amp; Bo\"}");
  }

  @Test
  void the_revision_of_the_jobs_is_told_in_each_form() {
    RunRecord record =
        Fixture.withRevision(Fixture.record("yak-1", Result.FAILURE, "exit code 3"), "v1.2-3");
    Notification notification = Fixture.notification(Event.FAILURE, record, null, null);
    for (Format format : Format.values()) {
      List<Notifier> notifier = List.of(Fixture.url(url("/s"), format, "5s", 1));
      DeliveryContext context = Fixture.context(MailTransport.LOCAL);
      assertThat(NotifierDispatch.send(notifier, notification, context)).isEmpty();
    }

    assertThat(requests).hasSize(3);
    assertThat(requests.get(0)).contains(",\"revision\":\"v1.2-3\"}");
    assertThat(requests.get(1))
        .isEqualTo(
            "POST /s {\"text\":\"[db1] Shave a yak failed: exit code 3\\nRevision: v1.2-3\"}");
    assertThat(requests.get(2)).isEqualTo("POST /s/fail failed: exit code 3\nRevision: v1.2-3");
  }

  @ParameterizedTest
  @CsvSource({
    "START, https://hc/uuid, https://hc/uuid/start",
    "SUCCESS, https://hc/uuid, https://hc/uuid",
    "RECOVERY, https://hc/uuid/, https://hc/uuid",
    "FAILURE, https://hc/uuid/, https://hc/uuid/fail",
    "LATE, https://hc/uuid, https://hc/uuid/log",
    "RETRY, https://hc/uuid, https://hc/uuid/log",
    "FAILURE, https://hc/key/slug?create=1#x, https://hc/key/slug/fail?create=1"
  })
  void healthchecks_has_a_path_for_each_event(Event event, String url, String expected) {
    Notifier notifier = Fixture.url(url, Format.HEALTHCHECKS, "5s", 1);
    Notification notification =
        Fixture.notification(event, Fixture.record("r", Result.FAILURE, "x"));

    assertThat(UrlNotifier.url(notifier, notification)).isEqualTo(expected);
  }

  @Test
  void answer_that_may_pass_is_tried_again() {
    assertThat(tell(Fixture.url(url("/twice"), Format.PLAIN, "5s", 3), Event.FAILURE)).isEmpty();
    assertThat(requests).hasSize(2);
  }

  @Test
  void answer_that_will_not_pass_is_not_tried_again_and_redirects_are_not_followed() {
    for (int code : new int[] {400, 404, 302, 307}) {
      requests.clear();
      assertThat(tell(Fixture.url(url("/code/" + code), Format.PLAIN, "5s", 3), Event.FAILURE))
          .containsExactly(
              "notifier (failure): http://127.0.0.1:"
                  + server.getAddress().getPort()
                  + ": HTTP status "
                  + code);
      assertThat(requests).hasSize(1);
    }
  }

  @Test
  void slow_answer_is_given_up() {
    long start = System.nanoTime();
    assertThat(tell(Fixture.url(url("/slow/secret"), Format.PLAIN, "300ms", 2), Event.FAILURE))
        .singleElement()
        .asString()
        .containsAnyOf("no answer within 1 s", "timed out")
        .doesNotContain("secret");
    assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(15_000);
    assertThat(requests).hasSize(2);
  }

  @Test
  void port_where_nobody_listens_is_told() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(
            tell(
                Fixture.url("http://127.0.0.1:" + port + "/token", Format.PLAIN, "5s", 1),
                Event.FAILURE))
        .singleElement()
        .asString() // Some JVMs add where it was refused.
        .startsWith("notifier (failure): http://127.0.0.1:" + port + ": Connection refused");
  }
}
