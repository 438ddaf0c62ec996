package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** What operators see and do on any host, of jobs that run on all of them. */
@EndToEnd
class ClusterOperatorsIT {

  private static final String REACHED = "etcd cannot be reached: ";

  /** A job that was due two minutes ago, and has been there for long. */
  private static void job(Installation pc, Fleet fleet, String slug) {
    ZonedDateTime due = ZonedDateTime.now(ZoneId.systemDefault()).minusMinutes(2);
    String schedule = "schedule: '%d %d * * *'\n".formatted(due.getMinute(), due.getHour());
    fleet.job(slug, schedule + "cluster: {order: fixed}", "echo of $PC_RUN");
    Operator.age(pc.jobs().resolve(slug + ".yaml"), Instant.now().minus(Duration.ofDays(3)));
  }

  @Test
  void all_hosts_tell_where_a_job_ran(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    job(pc, fleet, "yak");
    fleet.run("web2", "--scheduled", "--entry", "1", "yak").assertSilentSuccess();
    fleet.run("web1", "--scheduled", "--entry", "1", "yak").assertSilentSuccess();

    assertThat(fleet.run("web3", "--status", "--cluster").stdout())
        .contains("yak - Job yak\n    last run: success on web2, ");
    assertThat(fleet.run("web3", "--status", "--cluster", "--json").stdout())
        .contains("\"last_host\":\"web2\",\"last_result\":\"success\"");
    assertThat(fleet.run("web3", "--audit", "--cluster").stdout())
        .contains("it ran on web2 (yak-", " 1 skipped on purpose, 0 missing");
    assertThat(fleet.run("web1", "--history", "yak").stdout())
        .contains("HOST", "it ran on web2 (yak-");
    fleet.run("web1", "--logs", "yak").assertFailure(64, "yak: the log of yak-", "is on web2: ");
    assertThat(fleet.run("web2", "--logs", "yak").stdout()).contains("\tof yak-");

    assertThat(fleet.run("web1", "yak").exitCode()).isZero();
    assertThat(fleet.run("web1", "--history", "yak").stdout())
        .as("a run of another host is in the history of the next one")
        .containsPattern("(?m)^yak-\\S+ +web2 .* success ")
        .containsPattern("(?m)^yak-\\S+ +web1 .* success ");
    Finished logs = fleet.run("web2", "--logs", "yak");
    assertThat(logs.stdout()).contains("\tof yak-");
    assertThat(logs.stderr()).contains("is on web1: ", "; this is the last log here");
  }

  @Test
  void monitoring_says_whether_etcd_answers(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    job(pc, fleet, "yak");
    String metric = "process_control_cluster_up{cluster=\"main\"} ";
    assertThat(fleet.run("web1", "--metrics").stdout()).contains(metric + "1");
    assertThat(fleet.program("web1", "check-jobs-icinga").run().stdout())
        .startsWith("PROCESS-CONTROL OK");

    fleet.killEtcd();

    assertThat(fleet.run("web1", "--metrics").stdout()).contains(metric + "0");
    for (String[] call :
        new String[][] {
          {"--status", "--cluster"},
          {"--audit", "--cluster"},
          {"--hold", "yak", "--reason", "x"},
          {"--release", "yak"}
        }) {
      fleet.run("web1", call).assertFailure(125, REACHED);
    }
    Finished kill = fleet.run("web1", "--kill-job", "yak");
    assertThat(kill.exitCode()).isEqualTo(125);
    assertThat(kill.stderr())
        .contains("yak: whether another host runs it is not known: " + REACHED);
    assertThat(fleet.run("web1", "--kill-job", "--local", "yak").exitCode()).isZero();
    assertThat(fleet.run("web1", "--hold", "--local", "yak", "--reason", "x").exitCode()).isZero();
    fleet.run("web1", "yak").assertFailure(75, "on hold since ", ": x");
    assertThat(fleet.run("web1", "--release", "--local", "yak").stdout())
        .isEqualTo("yak is released\n");
  }

  @Test
  void replaced_run_ends_on_its_host_before_the_new_one_begins(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.job("yak", "when_running: replace\ncluster: true", "echo $PC_FENCE >>ran; sleep 600");
    Running old = fleet.start("web1", "yak");
    Await.until("it runs", () -> fleet.get("yak/lock").contains("started"));
    Running young = fleet.start("web2", "yak");

    old.await().assertFailure(143, "stopped from another host");
    Await.until("the new one runs", () -> fleet.get("yak/lock").contains("\"host\":\"web2\""));
    assertThat(fleet.run("web3", "--kill-job", "yak").stdout())
        .isEqualTo("yak was killed on web2\n");
    young.await().assertFailure(143, "stopped from another host");
    assertThat(Tree.read(pc.work().resolve("ran")).lines().map(Long::valueOf).toList())
        .hasSizeLessThanOrEqualTo(2)
        .isSorted();
  }

  @Test
  void calls_that_are_not_for_a_cluster_say_so(Installation pc) {
    pc.shellJob("shared", "cluster: true", "true");
    pc.run("shared")
        .assertFailure(
            78, "cluster: this machine is in none: its configuration has no key cluster");
    pc.shellJob("shared", "true");
    pc.run("--status", "--cluster").assertFailure(78, "--cluster: this machine is in none: ");
    pc.run("--audit", "--cluster").assertFailure(78, "--cluster: this machine is in none: ");

    pc.configure("cluster: {host: a, hosts: [a], endpoints: ['http://127.0.0.1:9']}\n");
    pc.run("--status", "--cluster", "shared")
        .assertFailure(78, "shared: is a job of this host alone: it has no key cluster");
  }
}
