package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What becomes of a run whose lock is in danger, or lost. */
@EndToEnd
@Order(1)
class ClusterLeaseIT {

  @Test
  void lease_is_kept_while_a_run_waits_and_between_its_attempts(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.lease("15s");
    fleet.job("waits", "wait: {files: " + pc.work().resolve("there") + "}\ncluster: true", "true");
    fleet.job(
        "tries",
        "retries: {attempts: 2, delay: 17s}\ncluster: true",
        "echo try >>tries; [ $(wc -l <tries) -gt 1 ]");
    Running waits = fleet.start("web1", "waits");
    Running tries = fleet.start("web1", "tries");

    assertThat(tries.await().exitCode()).as("longer than a lease").isZero();
    assertThat(fleet.get("waits/lock")).contains("\"host\":\"web1\"");
    Tree.write(pc.work().resolve("there"), "");
    assertThat(waits.await().exitCode()).isZero();
    assertThat(fleet.history("web1", "tries")).doesNotContain("lost");
  }

  @Test
  void run_that_may_finish_without_its_lock_says_so(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.job("yak", "cluster: {when_lost: finish}", "echo ready; exec sleep 12");
    Running running = fleet.start("web1", "yak");
    Await.until("it runs", () -> fleet.get("yak/lock").contains("started"));

    fleet.killEtcd();

    assertThat(running.await().exitCode()).isZero();
    assertThat(fleet.history("web1", "yak"))
        .contains("\"result\":\"success\"")
        .contains("its lock in the cluster could not be kept: ")
        .contains("; another host may have run it as well")
        .contains("its end could not be reported to other hosts, which may take it for lost: ");
  }

  @Test
  void host_that_stood_still_stops_its_run_when_it_goes_on(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    Path ran = pc.work().resolve("ran");
    fleet.job(
        "yak",
        "when_running: queue\ncluster: true",
        "while [ ! -e stop ]; do echo $PC_FENCE >>" + ran + "; sleep 0.05; done");
    Running first = fleet.start("web1", "yak");
    Await.until("it runs", () -> Files.exists(ran));
    first.signal("STOP");
    Running second = fleet.start("web2", "yak");
    Await.until("the lease is over", () -> Tree.read(ran).lines().distinct().count() == 2);

    first.signal("CONT");

    first.await().assertFailure(125, "its lock in the cluster could not be kept: ");
    assertThat(fleet.get("yak/lock")).contains("\"host\":\"web2\"");
    Tree.write(pc.work().resolve("stop"), "");
    assertThat(second.await().exitCode()).isZero();
    List<Long> fences = Tree.read(ran).lines().distinct().map(Long::valueOf).toList();
    assertThat(fences).as("what the job writes to can tell them apart").hasSize(2).isSorted();
    assertThat(fleet.history("web2", "yak")).contains("\"result\":\"lost\"", "\"success\"");
    assertThat(fleet.run("web1", "yak").exitCode()).isZero();
    assertThat(fleet.history("web1", "yak")).contains("\"result\":\"error\"", "\"host\":\"web2\"");
  }
}
