package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What counts over all hosts: failures in a row, and the mails and holds that follow them. */
@EndToEnd
class ClusterMailIT {

  private static final String FAILMAIL =
      "cluster: true\nfailmail: {from_address: jobs@example.org, to_address: [ops@example.org]}\n";

  @BeforeAll
  static void requireServer() {
    SmtpServer.require();
  }

  private static Fleet fleet(Installation pc, SmtpServer server) {
    Fleet fleet = Fleet.start(pc);
    for (String host : List.of("web1", "web2")) {
      fleet.configureWith(host, "", server.keys());
    }
    return fleet;
  }

  private static long records(Fleet fleet, String host, String result) {
    return fleet
        .history(host, "yak")
        .lines()
        .filter(line -> line.contains("\"result\":\"" + result + "\""))
        .count();
  }

  @Test
  void failures_of_all_hosts_are_mailed_once_and_so_is_their_end(Installation pc) {
    try (SmtpServer server = SmtpServer.start(pc)) {
      Fleet fleet = fleet(pc, server);
      fleet.job("yak", FAILMAIL + "failure_threshold_for_mail: 2", "test -e ok");

      fleet.run("web1", "yak").assertFailure(1, "exit code 1");
      assertThat(server.mails()).isEmpty();
      fleet.run("web2", "yak").assertFailure(1, "exit code 1");
      assertThat(server.mails()).hasSize(1);
      assertThat(server.mails().get(0)).contains("Failures:     2 runs in a row");
      fleet.run("web1", "yak").assertFailure(1, "exit code 1");
      fleet.run("web2", "yak").assertFailure(1, "exit code 1");
      assertThat(server.mails()).hasSize(1);

      Tree.write(pc.work().resolve("ok"), "");
      for (String host : List.of("web1", "web2", "web1", "web2")) {
        assertThat(fleet.run(host, "yak").exitCode()).isZero();
      }

      assertThat(server.mails()).hasSize(2);
      String id = "<process-control.yak.";
      assertThat(server.mails().get(1))
          .contains("recovered after 4 failed runs", "2 failed runs were not mailed")
          .contains("\nIn-Reply-To: " + id);
      assertThat(fleet.get("yak/incident")).isEmpty();
      for (String host : List.of("web1", "web2")) {
        assertThat(records(fleet, host, "failure")).as("once on each host").isEqualTo(4);
        assertThat(pc.root().resolve(host).resolve("state/yak/incident")).doesNotExist();
      }
    }
  }

  @Test
  void too_many_failures_on_any_hosts_put_the_job_on_hold_on_all(Installation pc) {
    try (SmtpServer server = SmtpServer.start(pc)) {
      Fleet fleet = fleet(pc, server);
      fleet.job("yak", FAILMAIL + "hold_after_failures: 3", "test -e ok");

      fleet.run("web1", "yak").assertFailure(1);
      fleet.run("web2", "yak").assertFailure(1);
      Finished third = fleet.run("web1", "yak");
      assertThat(third.stderr()).contains("is on hold now: 3 runs in a row have failed");
      assertThat(server.mails()).hasSize(2);
      assertThat(server.mails().get(1)).contains("3 runs in a row have failed");
      fleet.run("web2", "yak").assertFailure(75, "on hold since ", "3 runs in a row have failed");
      assertThat(fleet.run("web3", "--status", "--cluster").stdout())
          .contains("failed 3 times in a row", " by itself: 3 runs in a row have failed");

      assertThat(fleet.run("web2", "--release", "yak").stdout()).isEqualTo("yak is released\n");
      fleet.run("web1", "yak").assertFailure(1, "exit code 1");
      assertThat(fleet.get("yak/hold")).as("it counts from the release").isEmpty();
      fleet.run("web2", "--hold", "yak", "--reason", "by an operator");
      fleet.run("web2", "--force", "yak").assertFailure(1, "exit code 1");
      assertThat(fleet.run("web1", "--force", "yak").exitCode()).isEqualTo(1);
      assertThat(fleet.get("yak/hold")).contains("by an operator").doesNotContain("in a row");
    }
  }
}
