package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Jobs that many hosts share, with a real etcd. */
@EndToEnd
@Order(1)
class ClusterIT {

  private static final String SCRIPT = "echo $PC_RUN $PC_FENCE >> %s";

  private static String script(Path file) {
    return SCRIPT.formatted(file);
  }

  @Test
  void of_many_hosts_exactly_one_makes_a_start(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    Path ran = pc.work().resolve("ran");
    fleet.job("yak", "schedule: 0 0 1 1 *\ncluster: true", script(ran));
    // Whatever the time is, it is the last minute that cron can have meant.
    List<Running> starts =
        Fleet.HOSTS.stream()
            .map(host -> fleet.start(host, "--scheduled", "yak", "--entry", "1"))
            .toList();
    starts.forEach(each -> each.await().assertSilentSuccess());

    List<String> lines = Tree.read(ran).lines().toList();
    // A minute may have begun between two of them.
    assertThat(lines.size()).isBetween(1, 2);
    assertThat(fleet.get("yak/slot")).contains("\"state\":\"done\"");
    assertThat(fleet.get("yak/lock")).isEmpty();
    long skipped =
        Fleet.HOSTS.stream()
            .filter(host -> fleet.history(host, "yak").contains("\"reason\":\"it ran on web"))
            .count();
    assertThat(skipped).isEqualTo(3 - lines.size());

    assertThat(fleet.run("web1", "yak").exitCode()).isZero();
    List<String> all = Tree.read(ran).lines().toList();
    long before = Long.parseLong(lines.get(0).split(" ", -1)[1]);
    assertThat(Long.parseLong(all.get(all.size() - 1).split(" ", -1)[1])).isGreaterThan(before);
    assertThat(fleet.history("web1", "yak")).contains("\"host\":\"web1\",\"fence\":");
  }

  @Test
  void operators_see_hold_and_kill_jobs_on_all_hosts(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.job("yak", "cluster: true", "echo ready; sleep 600");
    Running running = fleet.start("web1", "yak");
    Await.until("it runs", () -> fleet.get("yak/lock").contains("started"));

    fleet.run("web2", "yak").assertFailure(75, "already running on web1 (yak-");
    assertThat(fleet.run("web3", "--status", "--cluster").stdout())
        .contains("yak - Job yak    {host: web1, status: running}");
    assertThat(fleet.run("web2", "--kill-job", "yak").stdout())
        .isEqualTo("yak was killed on web1\n");
    running.await().assertFailure(143, "stopped from another host");

    assertThat(fleet.run("web2", "--hold", "yak", "--reason", "move").exitCode()).isZero();
    fleet.run("web3", "yak").assertFailure(75, "on hold since ", ": move");
    assertThat(fleet.run("web1", "--release", "yak").stdout()).isEqualTo("yak is released\n");

    fleet.killEtcd();
    assertThat(fleet.program("web1", "check-jobs-icinga").run().stdout())
        .startsWith("PROCESS-CONTROL WARNING")
        .contains("cluster main: etcd cannot be reached");
    fleet
        .run("web2", "--hold", "yak", "--reason", "move")
        .assertFailure(125, "is not on hold: etcd cannot be reached", "--local");
  }

  @Test
  void what_a_start_does_without_etcd_is_up_to_the_job(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.job("waits", "start_deadline: 2s\ncluster: true", "true");
    fleet.job("skips", "cluster: {when_unreachable: skip}", "true");
    fleet.job("runs", "cluster: {when_unreachable: run}", "true");
    fleet.killEtcd();

    fleet.run("web1", "waits").assertFailure(75, "waits: etcd cannot be reached: ");
    assertThat(fleet.history("web1", "waits")).contains("\"result\":\"error\"");
    fleet.run("web1", "skips").assertSilentSuccess();
    assertThat(fleet.history("web1", "skips")).contains("\"result\":\"skipped\"");
    assertThat(fleet.run("web1", "runs").exitCode()).isZero();
    assertThat(fleet.history("web1", "runs")).contains("perhaps on other hosts as well");
  }

  @Test
  void a_run_that_cannot_keep_its_lock_is_over_before_another_may_begin(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.job("yak", "cluster: true", "trap '' TERM; echo ready; sleep 600");
    Running running = fleet.start("web1", "yak");
    Await.until("it runs", () -> fleet.get("yak/lock").contains("started"));

    fleet.killEtcd();
    Finished stopped = running.await();

    stopped.assertFailure(125, "its lock in the cluster could not be kept");
    assertThat(fleet.history("web1", "yak")).contains("\"result\":\"error\"");
  }

  @Test
  void the_start_of_a_host_that_died_in_it_is_lost_and_not_made_again(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    Path ran = pc.work().resolve("ran");
    fleet.job(
        "yak",
        "when_running: queue\ncluster: true",
        script(ran) + "\nif [ ! -e stop ]; then touch stop; exec sleep 600; fi");
    Running dying = fleet.start("web1", "yak");
    Await.until("it runs", () -> Files.exists(pc.work().resolve("stop")));
    dying.signal("KILL");
    dying.await();

    assertThat(fleet.run("web2", "yak").exitCode()).isZero();

    assertThat(Tree.read(ran).lines()).hasSize(2);
    assertThat(fleet.history("web2", "yak"))
        .contains("\"result\":\"lost\"")
        .contains("\"host\":\"web1\"")
        .contains("\"result\":\"success\"");
  }

  @Test
  void a_host_that_is_cut_off_has_stopped_before_another_one_begins(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    Path ran = pc.work().resolve("ran");
    fleet.job(
        "yak",
        "when_running: queue\ncluster: true",
        "trap '' TERM; while [ ! -e stop ]; do echo $PC_FENCE >>" + ran + "; sleep 0.1; done");
    Running holder;
    try (Relay relay = fleet.behindRelay("web1")) {
      holder = fleet.start("web1", "yak");
      Await.until("it runs", () -> Files.exists(ran));
      assertThat(relay.urls()).isNotEmpty();
    }
    Running contender = fleet.start("web2", "yak");

    holder.await().assertFailure(125, "its lock in the cluster could not be kept");
    Await.until("the other one runs", () -> Tree.read(ran).lines().distinct().count() == 2);
    Tree.write(pc.work().resolve("stop"), "");
    assertThat(contender.await().exitCode()).isZero();

    List<Long> fences = Tree.read(ran).lines().map(Long::valueOf).toList();
    assertThat(fences).isSorted();
    assertThat(fleet.history("web2", "yak")).contains("\"result\":\"lost\"");
  }

  @Test
  void of_hosts_that_keep_a_job_running_one_waits_for_the_other(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    Path ran = pc.work().resolve("ran");
    fleet.job("yak", "keep_running: true\ncluster: true", script(ran) + "; exec sleep 600");
    Running active = fleet.start("web1", "--scheduled", "yak");
    Await.until("it runs", () -> Files.exists(ran));
    Running standby = fleet.start("web2", "--scheduled", "yak");
    active.signal("KILL");
    active.await();

    Await.until("the standby runs", () -> Tree.read(ran).lines().count() == 2);
    assertThat(fleet.get("yak/lock")).contains("\"host\":\"web2\"");

    standby.signal("TERM");
    standby.await();
    assertThat(fleet.get("yak/lock")).isEmpty();
  }
}
