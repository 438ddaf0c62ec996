package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Starts of hosts that do not agree on the time, and of hosts that were down at their time. */
@EndToEnd
@Order(1)
class ClusterClockIT {

  private static final String SCRIPT = "echo $PC_FENCE $(date +%s) >>ran";

  private static String schedule(ZonedDateTime due) {
    return "schedule: '%d %d * * *'\n".formatted(due.getMinute(), due.getHour());
  }

  /** A job that was there for long on all hosts, and due some hours ago. */
  private static Path missed(Installation pc, Fleet fleet, String slug, String keys) {
    fleet.job(
        slug,
        schedule(ZonedDateTime.now(ZoneId.systemDefault()).minusHours(3)) + keys,
        "echo $PC_RUN >>" + slug);
    Path job = pc.jobs().resolve(slug + ".yaml");
    DueIT.ranBefore(pc, job, Duration.ofDays(2));
    for (String host : Fleet.HOSTS) {
      Path state = Tree.directory(pc.root().resolve(host).resolve("state").resolve(slug));
      Tree.write(state.resolve("history.jsonl"), Tree.read(pc.historyFile(slug)));
      ServiceUser.own(state.resolve("history.jsonl"));
      ServiceUser.own(state);
    }
    return job;
  }

  private static long runs(Installation pc, String file) {
    Path ran = pc.work().resolve(file);
    return java.nio.file.Files.exists(ran) ? Tree.read(ran).lines().count() : 0;
  }

  @Test
  void host_that_is_65_minutes_ahead_makes_the_start_that_others_then_leave(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    ZonedDateTime due = ZonedDateTime.now(ZoneId.systemDefault()).plusMinutes(64);
    fleet.job("yak", schedule(due) + "cluster: true", SCRIPT);
    String[] call = {"--scheduled", "--entry", "1", "yak"};
    ShiftedClock ahead = ShiftedClock.by(pc, Duration.ofMinutes(65).toSeconds());
    ShiftedClock later = ShiftedClock.by(pc, Duration.ofMinutes(66).toSeconds());

    fleet.launch("web3", call).through(ahead.namespace()).run().assertSilentSuccess();

    List<String> ran = Tree.read(pc.work().resolve("ran")).lines().toList();
    assertThat(ran).hasSize(1);
    long clock = Long.parseLong(ran.get(0).split(" ", -1)[1]);
    assertThat(clock).as("its clock").isGreaterThan(Instant.now().getEpochSecond() + 3000);
    String slot =
        due.withZoneSameInstant(ZoneId.of("UTC"))
            .format(DateTimeFormatter.ofPattern("'slot/'uuuu-MM-dd'T'HH:mm':00Z/1'"));
    assertThat(fleet.get("yak/slot")).contains(slot, "\"state\":\"done\"", "web3");

    // An hour later, by clocks that are right then.
    for (String host : List.of("web1", "web2")) {
      fleet.launch(host, call).through(later.namespace()).run().assertSilentSuccess();
      assertThat(fleet.history(host, "yak")).contains("\"reason\":\"it ran on web3 (yak-");
    }
    assertThat(Tree.read(pc.work().resolve("ran")).lines()).hasSize(1);
    assertThat(fleet.run("web1", "yak").exitCode()).as("its record is of the future").isZero();
  }

  @Test
  void run_whose_clock_jumps_keeps_its_lease_by_one_that_does_not(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.lease("15s");
    fleet.job("yak", "cluster: true", "exec sleep 17");
    ShiftedClock behind = ShiftedClock.by(pc, -Duration.ofMinutes(65).toSeconds());

    assertThat(fleet.launch("web1", "yak").through(behind.namespace()).run().exitCode())
        .as("longer than a lease")
        .isZero();
    assertThat(fleet.run("web2", "yak").exitCode()).isZero();
  }

  @Test
  void start_that_all_hosts_missed_is_made_once_on_any_of_them(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    missed(pc, fleet, "yak", "catch_up: once\ncluster: true");
    for (int round = 1; round <= 2; round++) {
      List<Running> starts = new ArrayList<>();
      Fleet.HOSTS.forEach(host -> starts.add(fleet.start(host, "--scheduled", "yak")));
      starts.forEach(each -> each.await().assertSilentSuccess());
      assertThat(runs(pc, "yak")).isEqualTo(1);
    }
    long left =
        Fleet.HOSTS.stream()
            .filter(host -> fleet.history(host, "yak").contains("\"reason\":\"it ran on web"))
            .count();
    assertThat(left).isEqualTo(2);
  }

  @Test
  void start_older_than_what_etcd_keeps_is_not_made_again(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    for (String host : Fleet.HOSTS) {
      fleet.configureWith(host, "  keep: 2h\n", "");
    }
    missed(pc, fleet, "yak", "catch_up: once\ncluster: true");
    missed(pc, fleet, "all", "catch_up: true\ncluster: true");

    for (String slug : List.of("yak", "all")) {
      fleet.run("web1", "--scheduled", slug).assertSilentSuccess();
      assertThat(runs(pc, slug)).isZero();
    }
  }

  @Test
  void start_of_a_host_that_died_in_it_is_made_again_where_that_is_wanted(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    missed(pc, fleet, "yak", "catch_up: once\ncluster: {order: fixed, rerun_lost: true}");
    missed(pc, fleet, "once", "catch_up: once\ncluster: {order: fixed}");
    List<Running> others = new ArrayList<>();
    for (String slug : List.of("yak", "once")) {
      FalseEtcdctl deadly = FalseEtcdctl.atCall(pc, 4, "$REAL \"$@\"\nkill -s KILL $PPID");
      fleet.launchWith(deadly, "web1", "--scheduled", slug).run();
    }
    Await.until(
        "the leases are over",
        () -> fleet.get("yak/lock").isEmpty() && fleet.get("once/lock").isEmpty());

    for (String slug : List.of("yak", "once")) {
      for (String host : List.of("web2", "web3")) {
        others.add(fleet.start(host, "--scheduled", slug));
      }
    }
    others.forEach(each -> each.await().assertSilentSuccess());

    assertThat(runs(pc, "yak")).isEqualTo(1);
    assertThat(runs(pc, "once")).isZero();
  }
}
