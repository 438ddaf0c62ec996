package processcontrol.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Requests byte by byte as they are written here, which no library sends. */
final class RawHttp {

  private final int port;

  RawHttp(int port) {
    this.port = port;
  }

  /**
   * An answer.
   *
   * @param status 0 where the connection was closed without one
   * @param headers by their names in small letters
   */
  record Reply(int status, Map<String, String> headers, String body) {
    @SuppressWarnings("unchecked")
    Map<String, Object> json() {
      return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(body);
    }
  }

  /** The head of a request that a user sends, without the empty line at its end. */
  static String head(String method, String path, String user) {
    String password = user + ":" + PageServer.PASSWORD;
    String token = Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + (user.isEmpty() ? "" : "Authorization: Basic " + token + "\r\n");
  }

  Reply get(String path, String user) {
    return send(head("GET", path, user) + "\r\n");
  }

  /** Sends what a page of ours sends. */
  Reply act(String path, String user, String body) {
    return act(path, user, PageServer.origin(port), body);
  }

  Reply act(String path, String user, String origin, String body) {
    return send(
        head("POST", path, user)
            + "Origin: "
            + origin
            + "\r\nContent-Type: application/json\r\nX-Process-Control: 1\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  Reply send(String request) {
    return send(request.getBytes(StandardCharsets.UTF_8));
  }

  Reply send(byte[] request) {
    try (Socket socket = open()) {
      try {
        socket.getOutputStream().write(request);
      } catch (IOException e) {
        return receive(socket); // Refused before it was read.
      }
      return receive(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  static Reply receive(Socket socket) {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(read);
    } catch (IOException e) {
      read.reset(); // Closed while there was more to read of the request.
    }
    String text = read.toString(StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Reply(0, Map.of(), text);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    String[] lines = text.substring(0, end).split("\r\n", -1);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.merge(
          lines[i].substring(0, colon).toLowerCase(java.util.Locale.ROOT),
          lines[i].substring(colon + 1).strip(),
          (one, other) -> one + ", " + other);
    }
    return new Reply(
        Integer.parseInt(lines[0].split(" ", -1)[1]), headers, text.substring(end + 4));
  }
}
