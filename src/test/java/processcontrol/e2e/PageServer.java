package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import processcontrol.Tool;

/**
 * A real lighttpd, or nginx, with the snippet that is shipped, before a real fcgiwrap that runs the
 * CGI program as the service user. Each user's password is {@code secret}.
 */
final class PageServer implements AutoCloseable {

  static final String PASSWORD = "secret";

  private static final Path SNIPPETS = Path.of("etc/web");

  private final int port;
  private final Path directory;
  private final List<Process> processes = new ArrayList<>();

  private PageServer(int port, Path directory) {
    this.port = port;
    this.directory = directory;
  }

  /** Returns a free port. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips the test where the servers are missing. */
  static void require() {
    Tool.require("lighttpd");
    Tool.require("fcgiwrap");
  }

  static PageServer start(Installation pc, int port, String... users) {
    return start("lighttpd", pc, port, users);
  }

  /**
   * Starts one.
   *
   * @param program {@code lighttpd} or {@code nginx}
   */
  static PageServer start(String program, Installation pc, int port, String... users) {
    PageServer server = new PageServer(port, Tree.directory(pc.root().resolve(program)));
    try {
      server.start(program, pc, List.of(users));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void start(String program, Installation pc, List<String> users) {
    Path cgi = pc.launcher().resolveSibling("../cgi-bin").normalize();
    Path passwords = directory.resolve("passwords");
    StringBuilder lines = new StringBuilder();
    users.forEach(user -> lines.append(user).append(":{SHA}").append(sha1(PASSWORD)).append('\n'));
    Tree.write(passwords, lines.toString());
    // Its path must not be longer than 107 bytes.
    Path socket = Tree.directory(directory.resolve("run")).resolve("socket");
    ServiceUser.own(socket.getParent());
    for (Path snippet : Tree.list(SNIPPETS)) {
      Tree.write(
          directory.resolve(snippet.getFileName()),
          Tree.read(snippet)
              .replace("/run/process-control-web.sock", socket.toString())
              .replace("/etc/process-control-web.htpasswd", passwords.toString())
              .replace("/usr/share/process-control/web", directory.toString())
              .replace("/usr/lib/process-control/cgi-bin", cgi.toString()));
    }
    run(
        "/usr/bin/env",
        "-i",
        "PATH=/usr/bin:/bin",
        "PROCESS_CONTROL_CONFIG=" + pc.config(),
        "setpriv",
        "--reuid=" + ServiceUser.NAME,
        "--regid=" + ServiceUser.NAME,
        "--clear-groups",
        "sh",
        "-c",
        // Whoever reaches the directory of the socket is let in.
        "umask 0; exec \"$@\"",
        "sh",
        Tool.path("fcgiwrap").toString(),
        "-c",
        "4",
        "-p",
        cgi + "/process-control-web",
        "-s",
        "unix:" + socket);
    Await.until("the socket of fcgiwrap", () -> Files.exists(socket) || isOver(0));
    String server = Tool.path(program).toString();
    if (program.equals("nginx")) {
      run(server, "-c", nginx().toString(), "-p", directory.toString());
    } else {
      run(server, "-D", "-f", lighttpd().toString());
    }
    Await.until(program + " listens", () -> listens() || isOver(1));
    assertThat(processes).as(errors() + log()).allMatch(Process::isAlive);
  }

  private boolean isOver(int process) {
    return !processes.get(process).isAlive();
  }

  private Path lighttpd() {
    return Tree.write(
        directory.resolve("lighttpd.conf"),
        """
        server.bind = "127.0.0.1"
        server.port = %d
        server.document-root = "%s"
        server.username = "www-data"
        server.groupname = "www-data"
        include "%s/lighttpd-basic.conf"
        """
            .formatted(port, Tree.directory(directory.resolve("root")), directory));
  }

  private Path nginx() {
    StringBuilder temporary = new StringBuilder();
    for (String kind : List.of("client_body", "fastcgi", "proxy", "scgi", "uwsgi")) {
      temporary.append("%s_temp_path %s/%s;\n  ".formatted(kind, directory, kind));
    }
    return Tree.write(
        directory.resolve("nginx.conf"),
        """
        daemon off;
        user www-data www-data;
        worker_processes 1;
        pid %s/nginx.pid;
        error_log stderr;
        events {}
        http {
          access_log off;
          %sserver {
            listen 127.0.0.1:%d;
            include %s/nginx-basic.conf;
          }
        }
        """
            .formatted(directory, temporary, port, directory));
  }

  private void run(String... command) {
    Path output = directory.resolve("output-" + processes.size());
    try {
      processes.add(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String sha1(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String origin(int port) {
    return "http://127.0.0.1:" + port;
  }

  /** The address of a page, such as {@code job/import/}. */
  String url(String path) {
    return origin(port) + "/jobs/" + path;
  }

  int port() {
    return port;
  }

  /** Returns the output on standard error, which no request should cause. */
  String errors() {
    return Tree.read(directory.resolve("output-0"));
  }

  /** Returns the log of the web server, for itself and for the CGI program. */
  String log() {
    return Tree.read(directory.resolve("output-1"));
  }

  @Override
  public void close() {
    for (Process process : processes) {
      // Those that wait for requests outlive their parent, which replaces them as long as it lives.
      List<ProcessHandle> waiting = process.descendants().toList();
      process.destroy();
      process.onExit().join();
      waiting.forEach(ProcessHandle::destroy);
    }
  }
}
