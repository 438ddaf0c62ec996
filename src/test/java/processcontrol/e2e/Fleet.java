package processcontrol.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import processcontrol.Tool;

/**
 * Three hosts on one machine, each with directories of its own, and three members of etcd on
 * loopback ports. All of it ends with the installation that it is in.
 */
final class Fleet {

  static final List<String> HOSTS = List.of("web1", "web2", "web3");

  private static final int MEMBERS = 3;

  private final Installation pc;
  private final List<Integer> ports = new ArrayList<>();
  private final List<Process> members = new ArrayList<>();

  private Fleet(Installation pc) {
    this.pc = pc;
  }

  static Fleet start(Installation pc) {
    Tool.require("etcd");
    Tool.require("etcdctl");
    Fleet fleet = new Fleet(pc);
    fleet.startMembers();
    HOSTS.forEach(fleet::configure);
    return fleet;
  }

  private void startMembers() {
    for (int i = 0; i < 2 * MEMBERS; i++) {
      ports.add(freePort());
    }
    for (int i = 0; i < MEMBERS; i++) {
      members.add(startMember(i));
    }
    awaitEtcd();
  }

  private void awaitEtcd() {
    Await.until("etcd answers", () -> etcdctl("endpoint", "health", "--cluster").exitCode() == 0);
  }

  private Process startMember(int i) {
    StringBuilder cluster = new StringBuilder();
    for (int member = 0; member < MEMBERS; member++) {
      cluster.append(member == 0 ? "" : ",").append("m").append(member);
      cluster.append('=').append(peer(member));
    }
    List<String> command = new ArrayList<>(List.of("etcd", "--name", "m" + i));
    command.addAll(List.of("--data-dir", pc.root().resolve("etcd" + i).toString()));
    command.addAll(List.of("--listen-client-urls", client(i)));
    command.addAll(List.of("--advertise-client-urls", client(i)));
    command.addAll(List.of("--listen-peer-urls", peer(i)));
    command.addAll(List.of("--initial-advertise-peer-urls", peer(i)));
    command.addAll(List.of("--initial-cluster", cluster.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    Path log = pc.root().resolve("etcd" + i + ".log");
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String client(int member) {
    return "http://127.0.0.1:" + ports.get(member);
  }

  private String peer(int member) {
    return "http://127.0.0.1:" + ports.get(MEMBERS + member);
  }

  String endpoints() {
    return client(0) + "," + client(1) + "," + client(2);
  }

  private void configure(String host) {
    configure(host, endpoints());
  }

  /** Puts a host where it reaches etcd over connections of its own. */
  Relay behindRelay(String host) {
    Relay relay = Relay.to(ports.subList(0, MEMBERS));
    configure(host, relay.urls());
    return relay;
  }

  /** Gives the configuration of a host further keys of the cluster, and others after them. */
  void configureWith(String host, String ofCluster, String others) {
    configure(host, endpoints());
    Tree.replace(config(host), Tree.read(config(host)) + ofCluster + others);
  }

  private void configure(String host, String endpoints) {
    Path root = Tree.directory(pc.root().resolve(host));
    for (String name : List.of("log", "run", "state")) {
      ServiceUser.own(Tree.directory(root.resolve(name)));
    }
    Tree.replace(
        config(host),
        """
        user: %s
        job_directory: %s
        output_directory: %s/log
        run_directory: %s/run
        state_directory: %s/state
        output_crontab: %s/crontab
        cluster:
          host: %s
          hosts: [web1, web2, web3]
          endpoints: [%s]
          lease: 10s
          request_timeout: 1s
          stagger: 200ms
        """
            .formatted(ServiceUser.NAME, pc.jobs(), root, root, root, root, host, endpoints));
  }

  /** Gives locks a longer lease, for runs that go on while the machine is busy. */
  void lease(String lease) {
    for (String host : HOSTS) {
      String keys = Tree.read(config(host)).replace("lease: 10s", "lease: " + lease);
      Tree.replace(config(host), keys.replace("request_timeout: 1s", "request_timeout: 3s"));
    }
  }

  Path config(String host) {
    return pc.root().resolve(host + ".yaml");
  }

  /** Writes a job that all hosts share, with the shortest time to be killed in. */
  void job(String slug, String keys, String script) {
    pc.shellJob(slug, "kill_after: 400ms\n" + keys, script);
  }

  Launch launch(String host, String... args) {
    List<String> command =
        new ArrayList<>(List.of(pc.launcher().toString(), "--config", config(host).toString()));
    command.addAll(List.of(args));
    return new Launch(Tree.directory(pc.root().resolve("calls")), command);
  }

  /** A call of another program of the application. */
  Launch program(String host, String name) {
    Path program = pc.launcher().resolveSibling(name);
    return new Launch(
        Tree.directory(pc.root().resolve("calls")),
        List.of(program.toString(), "--config", config(host).toString()));
  }

  Finished run(String host, String... args) {
    return launch(host, args).run();
  }

  Running start(String host, String... args) {
    return launch(host, args).start();
  }

  /** Puts a program before a call's way to etcdctl; see {@link FalseEtcdctl}. */
  Launch launchWith(FalseEtcdctl program, String host, String... args) {
    return launch(host, args).through(program.namespace());
  }

  String history(String host, String slug) {
    Path file = pc.root().resolve(host).resolve("state").resolve(slug).resolve("history.jsonl");
    return Files.exists(file) ? Tree.read(file) : "";
  }

  Commands.Result etcdctl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/env", "ETCDCTL_API=3", "etcdctl"));
    command.add("--endpoints=" + endpoints());
    command.addAll(List.of(arguments));
    return Commands.tryRun(command.toArray(new String[0]));
  }

  String get(String prefix) {
    return etcdctl("get", "--prefix", "/process-control/main/" + prefix).output();
  }

  /** Kills all members. */
  void killEtcd() {
    members.forEach(Process::destroyForcibly);
    members.forEach(
        member -> assumeTrue(member.onExit().join() != null, "etcd cannot be killed here"));
  }

  /** Starts all members once more, with what they had. */
  void restartEtcd() {
    for (int i = 0; i < MEMBERS; i++) {
      members.set(i, startMember(i));
    }
    awaitEtcd();
  }
}
