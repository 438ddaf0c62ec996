package processcontrol.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A network of its own between a host and servers on this machine, which can be cut. */
final class Relay implements AutoCloseable {

  private final List<ServerSocket> servers = new ArrayList<>();
  private final List<Socket> connections = new ArrayList<>();
  private boolean isCut;

  static Relay to(List<Integer> ports) {
    Relay relay = new Relay();
    ports.forEach(relay::serve);
    return relay;
  }

  String urls() {
    return servers.stream()
        .map(server -> "http://127.0.0.1:" + server.getLocalPort())
        .collect(Collectors.joining(","));
  }

  private void serve(int port) {
    try {
      ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      servers.add(server);
      start(
          () -> {
            while (true) {
              Socket from = server.accept();
              Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
              keep(from, to);
              start(() -> copy(from, to));
              start(() -> copy(to, from));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void keep(Socket from, Socket to) throws IOException {
    connections.add(from);
    connections.add(to);
    if (isCut) {
      close();
    }
  }

  private static void copy(Socket from, Socket to) throws IOException {
    byte[] buffer = new byte[8192];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    to.shutdownOutput();
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Runs work that ends in silence because the network is cut. */
  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends all connections and takes no new ones. */
  @Override
  public synchronized void close() {
    isCut = true;
    try {
      for (ServerSocket server : servers) {
        server.close();
      }
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
