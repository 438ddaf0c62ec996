package processcontrol.run;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import processcontrol.job.WaitUrl;
import processcontrol.posix.Clock;

/**
 * Asks a URL once, on a thread of its own, so that whoever waits can be stopped meanwhile. It
 * speaks as much HTTP as that takes: of an answer it reads the headers, up to a bound, and no body.
 */
final class UrlProbe implements Runnable {

  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_HEADERS = 65_536;
  private static final int BLOCK = 4096;

  private final WaitUrl wanted;
  private final long deadline;
  private final Clock clock;
  private volatile boolean met;
  private volatile String answer;
  private volatile Socket socket;
  private volatile boolean given;

  UrlProbe(WaitUrl wanted, Clock clock) {
    this.clock = clock;
    this.wanted = wanted;
    this.deadline = clock.deadlineAfter(wanted.timeout().millis());
  }

  /** Returns when the wait for the answer ends, on the scale of {@link Clock#monotonic}. */
  long deadline() {
    return deadline;
  }

  /** Returns true if there is an answer; null as {@link #answer} until then. */
  boolean isOver() {
    return answer != null;
  }

  boolean isMet() {
    return met;
  }

  /** Returns what came of it, in a few words. */
  String answer() {
    if (answer != null) {
      return answer;
    }
    // Whoever waits may have given up before.
    boolean late = clock.monotonic() >= deadline;
    return late ? "no answer after " + wanted.timeout() : "no answer yet";
  }

  /** Ends the question; its thread notices. */
  void giveUp() {
    given = true;
    close(socket);
  }

  @Override
  public void run() {
    String text;
    boolean good = false;
    String host = "";
    try {
      URI uri = new URI(wanted.url());
      host = uri.getHost();
      int redirects = 0;
      Answer got = ask(uri);
      while (got.isRedirect() && !wanted.wants(got.status)) {
        URI next = uri.resolve(new URI(got.location));
        if (!uri.getScheme().equals(next.getScheme()) || next.getHost() == null) {
          throw new IOException("redirected to another scheme than " + uri.getScheme());
        }
        if (++redirects > MAX_REDIRECTS) {
          throw new IOException("redirected more than " + MAX_REDIRECTS + " times");
        }
        uri = next;
        host = uri.getHost();
        got = ask(uri);
      }
      good = wanted.wants(got.status);
      text = "status " + got.status;
    } catch (SocketTimeoutException e) {
      text = "no answer after " + wanted.timeout();
    } catch (SSLException e) {
      text = TlsFault.of(e, host);
    } catch (IOException e) {
      String reason = e.getMessage();
      text = reason == null || reason.isBlank() ? e.getClass().getSimpleName() : reason;
    } catch (URISyntaxException | IllegalArgumentException e) {
      text = "redirected to what is not a URL";
    } catch (OutOfMemoryError e) {
      text = "out of memory";
    }
    met = good;
    answer = text;
  }

  /** The head of an answer. */
  private static final class Answer {
    int status;
    @Nullable String location;

    boolean isRedirect() {
      boolean moved = status == 301 || status == 302 || status == 303;
      return location != null && (moved || status == 307 || status == 308);
    }
  }

  private Answer ask(URI uri) throws IOException {
    boolean tls = uri.getScheme().equals("https");
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    String host = uri.getHost();
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try (Socket plain = new Socket()) {
      socket = plain;
      if (given) {
        throw new IOException("given up");
      }
      InetSocketAddress address = new InetSocketAddress(name, port);
      if (address.isUnresolved()) {
        throw new IOException("the host " + name + " is not known");
      }
      plain.connect(address, left());
      if (!tls) {
        return ask(uri, plain);
      }
      plain.setSoTimeout(left());
      SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      try (SSLSocket secure = (SSLSocket) factory.createSocket(plain, name, port, true)) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // Not checked by default.
        secure.setSSLParameters(parameters);
        return ask(uri, secure);
      }
    }
  }

  private Answer ask(URI uri, Socket open) throws IOException {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String host = uri.getHost() + (uri.getPort() > 0 ? ":" + uri.getPort() : "");
    String request =
        wanted.method()
            + " "
            + path
            + query
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUser-Agent: process-control\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    open.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    open.getOutputStream().flush();
    Head head = new Head(open);
    Answer answer = new Answer();
    do { // 100 and its like come before the answer.
      answer.status = status(head.line());
      answer.location = null;
      for (String line = head.line(); !line.isEmpty(); line = head.line()) {
        if (line.regionMatches(true, 0, "location:", 0, "location:".length())) {
          answer.location = line.substring("location:".length()).strip();
        }
      }
    } while (answer.status < 200 && answer.status != 101);
    return answer;
  }

  private static int status(String line) throws IOException {
    boolean http =
        line.startsWith("HTTP/1.")
            && line.length() >= 12
            && line.charAt(8) == ' '
            && (line.length() == 12 || line.charAt(12) == ' ');
    int status = 0;
    for (int i = 9; http && i < 12; i++) {
      char c = line.charAt(i);
      status = c < '0' || c > '9' ? -1000 : status * 10 + c - '0';
    }
    if (!http || status < 100) {
      throw new IOException("the answer is not HTTP");
    }
    return status;
  }

  /** The head of an answer, line by line. */
  private final class Head {
    private final Socket open;
    private final InputStream in;
    private final byte[] block = new byte[BLOCK];
    private int room = MAX_HEADERS;
    private int next;
    private int end;

    Head(Socket open) throws IOException {
      this.open = open;
      this.in = open.getInputStream();
    }

    /** The next line, without its end. */
    String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = read(); c != '\n'; c = read()) {
        line.append((char) c);
      }
      int length = line.length();
      return length > 0 && line.charAt(length - 1) == '\r'
          ? line.substring(0, length - 1)
          : line.toString();
    }

    private int read() throws IOException {
      if (next == end) {
        open.setSoTimeout(left());
        next = 0;
        end = in.read(block);
      }
      if (end < 0) {
        throw new IOException("the connection was closed before an answer");
      }
      if (--room < 0) {
        throw new IOException("the headers are longer than " + MAX_HEADERS + " bytes");
      }
      return block[next++] & 0xff;
    }
  }

  /** The milliseconds that are left. */
  private int left() throws IOException {
    long left = deadline - clock.monotonic();
    if (left <= 0) {
      throw new IOException("no answer after " + wanted.timeout());
    }
    return (int) Math.min(Integer.MAX_VALUE, left);
  }

  private static void close(Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      return; // It is of no use any more in any case.
    }
  }
}
