package processcontrol.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import processcontrol.job.TimeSpan;
import processcontrol.job.WaitUrl;
import processcontrol.posix.Clock;

/** Asks a server on this machine that behaves well, or badly. */
@Timeout(60)
class UrlProbeTest {

  /** Answered for ever. */
  private static final String ENDLESS = "endless";

  /** Not answered at all. */
  private static final String SILENT = "silent";

  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private ServerSocket server;
  private String timeout = "30s";

  @BeforeEach
  void serve() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::answer, "server");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private void answer() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        byte[] request = new byte[4096];
        int length = socket.getInputStream().read(request);
        requests.add(new String(request, 0, length, StandardCharsets.US_ASCII));
        String answer = answers.take();
        if (answer.equals(SILENT)) {
          socket.getInputStream().read(); // Until the other one has gone.
        }
        String text = answer.equals(ENDLESS) ? "HTTP/1.1 200 OK\r\n" : answer;
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        while (answer.equals(ENDLESS)) {
          socket.getOutputStream().write("x: y\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException | InterruptedException e) {
        assertThat(e).isNotNull(); // The other one has had enough.
      }
    }
  }

  private String base() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private UrlProbe probe(String path, String method, List<Integer> status, String... replies) {
    answers.addAll(List.of(replies));
    UrlProbe probe =
        new UrlProbe(
            new WaitUrl(base() + path, method, status, TimeSpan.parse(timeout)), Clock.SYSTEM);
    probe.run();
    assertThat(probe.isOver()).isTrue();
    return probe;
  }

  private String faultOf(String... replies) {
    UrlProbe probe = probe("/", "HEAD", List.of(), replies);
    assertThat(probe.isMet()).isFalse();
    return probe.answer();
  }

  @Test
  void an_answer_as_wanted_is_one() {
    UrlProbe probe = probe("/a?b=c", "GET", List.of(), "HTTP/1.1 204 Fine\r\nA: b\r\n\r\n");
    assertThat(probe.isMet()).isTrue();
    assertThat(requests.poll())
        .isEqualTo(
            "GET /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:"
                + server.getLocalPort()
                + "\r\nUser-Agent: process-control\r\nAccept: */*\r\nConnection: close\r\n\r\n");
    assertThat(probe("/", "HEAD", List.of(401), "HTTP/1.0 401 No\n\n").isMet()).isTrue();
    assertThat(probe("/", "HEAD", List.of(302), redirect("file:///x")).isMet()).isTrue();
    assertThat(probe("", "HEAD", List.of(), "HTTP/1.1 103 X\r\n\r\nHTTP/1.1 200 X\r\n\r\n").isMet())
        .isTrue();
  }

  @Test
  void another_answer_is_told() {
    assertThat(faultOf("HTTP/1.1 503 Busy\r\n\r\n")).isEqualTo("status 503");
    assertThat(faultOf("HTTP/1.1 2000 X\r\n\r\n")).isEqualTo("the answer is not HTTP");
    assertThat(faultOf("SSH-2.0-x\r\n")).isEqualTo("the answer is not HTTP");
    assertThat(faultOf("")).isEqualTo("the connection was closed before an answer");
    assertThat(faultOf("HTTP/1.1 200 OK\r\nA: b\r\n"))
        .isEqualTo("the connection was closed before an answer");
  }

  private static String redirect(String location) {
    return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n";
  }

  @Test
  void redirects_are_followed_within_the_scheme_only() {
    assertThat(probe("/", "HEAD", List.of(), redirect("/there"), "HTTP/1.1 200 X\r\n\r\n").isMet())
        .isTrue();
    requests.poll();
    assertThat(requests.poll()).startsWith("HEAD /there HTTP/1.1\r\n");
    assertThat(faultOf(redirect("file:///etc/passwd")))
        .isEqualTo("redirected to another scheme than http");
    assertThat(faultOf(redirect("https://127.0.0.1/")))
        .isEqualTo("redirected to another scheme than http");
    assertThat(faultOf(redirect("h ttp://"))).isEqualTo("redirected to what is not a URL");
    String again = redirect("/");
    assertThat(faultOf(again, again, again, again, again, again))
        .isEqualTo("redirected more than 5 times");
  }

  @Test
  void nothing_is_waited_for_or_read_without_end() {
    assertThat(faultOf(ENDLESS)).isEqualTo("the headers are longer than 65536 bytes");
    timeout = "500ms";
    assertThat(faultOf(SILENT)).isEqualTo("no answer after 500ms");
  }

  @Test
  void nobody_there_is_no_answer() throws IOException {
    try (Socket bound = new Socket()) { // Nobody else can listen there meanwhile.
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      WaitUrl nobody =
          new WaitUrl("http://127.0.0.1:" + bound.getLocalPort(), "HEAD", List.of(), TimeSpan.parse("10s"));
      UrlProbe probe = new UrlProbe(nobody, Clock.SYSTEM);
      probe.run();
      assertThat(probe.answer()).startsWith("Connection refused"); // Some JVMs add where.
    }
    UrlProbe probe =
        new UrlProbe(
            new WaitUrl("http://nobody.invalid/", "HEAD", List.of(), TimeSpan.parse("20s")),
            Clock.SYSTEM);
    probe.run();
    assertThat(probe.answer()).isEqualTo("the host nobody.invalid is not known");
  }

  @Test
  void a_question_can_be_given_up() throws Exception {
    answers.add(SILENT);
    UrlProbe probe =
        new UrlProbe(new WaitUrl(base(), "HEAD", List.of(), TimeSpan.parse("60s")), Clock.SYSTEM);
    Thread thread = new Thread(probe);
    thread.start();
    assertThat(requests.take()).startsWith("HEAD / ");
    probe.giveUp();
    thread.join();
    assertThat(probe.isMet()).isFalse();
  }
}
