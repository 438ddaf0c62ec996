package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Certificates, roles and keys, with an etcd that wants them. */
@EndToEnd
class ClusterSecurityIT {

  private static final String JOB = "start_deadline: 100ms\nkill_after: 400ms\ncluster: true";
  private static final String UNREACHABLE = "etcd cannot be reached: ";

  /** The commands that the manual gives to whoever sets a cluster up. */
  private static String commandsOfManual() {
    String page = Tree.read(Path.of("man/process-control.yaml.5"));
    String section = page.substring(page.indexOf(".Ss Setting it up"));
    return section
        .substring(0, section.indexOf(".Ed"))
        .lines()
        .filter(line -> line.startsWith("# "))
        .map(line -> line.substring(2) + "\n")
        .collect(Collectors.joining());
  }

  private static void assertRefused(Installation pc, String config, String... words) {
    pc.configure(config);
    pc.run("yak").assertFailure(75, words);
  }

  @Test
  void hosts_are_known_by_certificates_and_have_a_role_for_their_keys_alone(Installation pc) {
    SecureEtcd etcd = SecureEtcd.start(pc);
    Commands.Result setup = etcd.as("root", "sh", "-e", "-c", commandsOfManual());
    assertThat(setup.exitCode()).as(setup.output()).isZero();
    assertThat(setup.output()).contains("Authentication Enabled");
    pc.configure(etcd.keys("main", "ca", "web1"));
    pc.shellJob("yak", JOB, "true");

    assertThat(pc.run("yak").exitCode()).isZero();
    assertThat(pc.run("--status", "--cluster").stdout()).contains("success on web1");
    assertThat(pc.run("--hold", "yak", "--reason", "x").exitCode()).isZero();
    assertThat(pc.run("--release", "yak").exitCode()).isZero();
    assertThat(Operator.check(pc).stdout()).startsWith("PROCESS-CONTROL OK");

    for (String[] call :
        new String[][] {
          {"get", "/process-control/other/yak/lock"},
          {"get", "--prefix", "/process-control/"},
          {"put", "/process-control/other/yak/lock", "x"},
          {"put", "/elsewhere", "x"},
          {"del", "--prefix", "/"},
          {"user", "add", "web9", "--no-password"},
          {"auth", "disable"}
        }) {
      Commands.Result refused = etcd.etcdctl("web1", call);
      assertThat(refused.output()).as(String.join(" ", call)).contains("permission denied");
      assertThat(refused.exitCode()).isNotZero();
    }
    assertRefused(pc, etcd.keys("other", "ca", "web1"), UNREACHABLE, "permission denied");
    assertRefused(pc, etcd.keys("main", "ca", "stranger"), UNREACHABLE, "permission denied");
  }

  @Test
  void who_cannot_prove_who_he_is_gets_no_answer(Installation pc) {
    SecureEtcd etcd = SecureEtcd.start(pc);
    etcd.makeAuthority("false");
    etcd.makeCertificate("forged", "false");
    pc.shellJob("yak", JOB, "touch ran");
    String config = etcd.keys("main", "ca", "web1");

    assertRefused(pc, etcd.keys("main", "ca", "forged"), UNREACHABLE);
    assertRefused(pc, etcd.keys("main", "false", "web1"), UNREACHABLE);
    assertRefused(pc, config.replace("https:", "http:").replaceAll("  c\\w+: /.*\n|  key.*\n", ""));

    Path key = etcd.file("web1.key");
    Tree.mode(key, "rw-r--r--");
    assertRefused(pc, config, "cluster.key: everybody has a permission on " + key, "chmod o= ");
    Tree.mode(key, "rw-------");
    Commands.run("chown", "root", key.toString());
    assertRefused(pc, config, "cluster.key: cannot open " + key + ": Permission denied");
    Commands.run("chown", "nobody", key.toString());
    Tree.mode(key, "rw-r-----");
    Commands.run("chgrp", ServiceUser.NAME, key.toString());
    assertRefused(pc, config, "cluster.key: " + key + " belongs neither to root nor to ");
    Commands.run("chown", "root", key.toString());
    pc.configure(config);
    assertThat(pc.run("yak").exitCode()).as("root's, for the group").isZero();

    Tree.delete(key);
    assertRefused(pc, config, "cluster.key: cannot open " + key + ": No such file or directory");
    Commands.run("mkfifo", "--mode=600", key.toString());
    ServiceUser.own(key);
    assertRefused(pc, config, "cluster.key: " + key + " is not a file");
    Tree.delete(key);
    Tree.write(key, "nonsense\n");
    ServiceUser.own(Tree.mode(key, "rw-------"));
    assertRefused(pc, config, UNREACHABLE, "PEM");
    Tree.delete(etcd.file("ca.pem"));
    assertRefused(pc, config, "cluster.certificate_authority: cannot open ");

    Tree.delete(pc.work().resolve("ran"));
    pc.shellJob("yak", JOB.replace("true", "{when_unreachable: skip}"), "touch ran");
    pc.run("yak");
    assertThat(Files.exists(pc.work().resolve("ran"))).isFalse();
  }
}
