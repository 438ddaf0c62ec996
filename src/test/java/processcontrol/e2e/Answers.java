package processcontrol.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server on this machine that gives one answer after the other, the last one again and again. */
final class Answers implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final Thread thread;

  Answers(String... answers) throws IOException {
    thread = new Thread(() -> serve(answers), "answers");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(String[] answers) {
    for (int i = 0; ; i = Math.min(i + 1, answers.length - 1)) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().read(new byte[4096]);
        socket.getOutputStream().write(answers[i].getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
