package processcontrol.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import processcontrol.Tool;

/** A member of etcd with TLS, which knows hosts by their certificates. It ends with its tree. */
final class SecureEtcd {

  private final Installation pc;
  private final int port;

  private SecureEtcd(Installation pc, int port) {
    this.pc = pc;
    this.port = port;
  }

  static SecureEtcd start(Installation pc) {
    Tool.require("etcd");
    Tool.require("etcdctl");
    SecureEtcd etcd = new SecureEtcd(pc, freePort());
    etcd.makeAuthority("ca");
    for (String name : List.of("server", "root", "web1", "stranger")) {
      etcd.makeCertificate(name, "ca");
    }
    etcd.startMember(freePort());
    Await.until("etcd answers", () -> etcd.etcdctl("root", "endpoint", "health").exitCode() == 0);
    return etcd;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startMember(int peerPort) {
    String peer = "http://127.0.0.1:" + peerPort;
    List<String> command = new ArrayList<>(List.of("etcd", "--name", "m0"));
    command.addAll(List.of("--data-dir", pc.root().resolve("etcd").toString()));
    command.addAll(List.of("--listen-client-urls", url(), "--advertise-client-urls", url()));
    command.addAll(List.of("--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer));
    command.addAll(List.of("--initial-cluster", "m0=" + peer, "--client-cert-auth"));
    command.add("--trusted-ca-file=" + file("ca.pem"));
    command.add("--cert-file=" + file("server.pem"));
    command.add("--key-file=" + file("server.key"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(pc.root().resolve("etcd.log").toFile());
    try {
      builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "https://127.0.0.1:" + port;
  }

  Path file(String name) {
    return pc.root().resolve("tls").resolve(name);
  }

  void makeAuthority(String name) {
    Tree.directory(file(name).getParent());
    Commands.run(
        ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN="
                + name
                + " -keyout "
                + file(name + ".key")
                + " -out "
                + file(name + ".pem"))
            .split(" "));
  }

  /** Makes a certificate with a name, and a key that the service user alone can read. */
  void makeCertificate(String name, String authority) {
    Path request = file(name + ".csr");
    Commands.run(
        ("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN="
                + name
                + " -addext subjectAltName=IP:127.0.0.1 -keyout "
                + file(name + ".key")
                + " -out "
                + request)
            .split(" "));
    Commands.run(
        ("openssl x509 -req -days 2 -copy_extensions copy -CAcreateserial -in "
                + request
                + " -CA "
                + file(authority + ".pem")
                + " -CAkey "
                + file(authority + ".key")
                + " -out "
                + file(name + ".pem"))
            .split(" "));
    ServiceUser.own(Tree.mode(file(name + ".key"), "rw-------"));
  }

  /** What etcdctl has to know to be a user of etcd. */
  private List<String> environment(String user) {
    return List.of(
        "ETCDCTL_API=3",
        "ETCDCTL_ENDPOINTS=" + url(),
        "ETCDCTL_CACERT=" + file("ca.pem"),
        "ETCDCTL_CERT=" + file(user + ".pem"),
        "ETCDCTL_KEY=" + file(user + ".key"));
  }

  Commands.Result etcdctl(String user, String... arguments) {
    List<String> command = new ArrayList<>(List.of("etcdctl"));
    command.addAll(List.of(arguments));
    return as(user, command.toArray(new String[0]));
  }

  /** Runs a command whose calls of etcdctl are those of a user of etcd. */
  Commands.Result as(String user, String... command) {
    List<String> all = new ArrayList<>(List.of("/usr/bin/env"));
    all.addAll(environment(user));
    all.addAll(List.of(command));
    return Commands.tryRun(all.toArray(new String[0]));
  }

  /** The key of a host's configuration, with files that are named for it. */
  String keys(String cluster, String authority, String certificate) {
    return """
    cluster:
      name: %s
      host: web1
      hosts: [web1]
      endpoints: ['%s']
      certificate_authority: %s
      certificate: %s
      key: %s
      lease: 10s
      request_timeout: 1s
    """
        .formatted(
            cluster,
            url(),
            file(authority + ".pem"),
            file(certificate + ".pem"),
            file(certificate + ".key"));
  }
}
