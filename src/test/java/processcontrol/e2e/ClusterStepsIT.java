package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The protocol of a start, broken at each of its steps. They are calls of etcdctl: two leases, the
 * claim, the start, the end, and what gives the lease up.
 */
@EndToEnd
@Order(1)
class ClusterStepsIT {

  private static final String ENTRY = "1";
  private static final int CLAIM = 2;
  private static final int START = 4;
  private static final int END = 5;
  private static final int CALLS = 6;

  private static final String KILL = "kill -s KILL $PPID";

  /** How a step is broken: what a call does, and whether etcd has heard of it. */
  private record Fault(String name, String script, boolean done) {}

  private static final Fault KILLED_BEFORE = new Fault("before", KILL, false);
  private static final Fault KILLED_AFTER = new Fault("after", "$REAL \"$@\"\n" + KILL, true);
  private static final Fault REPLY_LOST =
      new Fault("reply", "$REAL \"$@\" >/dev/null\necho 'Error: no reply' >&2; exit 1", true);
  private static final Fault REQUEST_LOST =
      new Fault("request", "echo 'Error: no request' >&2; exit 1", false);
  private static final Fault GARBAGE = new Fault("garbage", "echo '{}'", false);
  private static final Fault NOTHING = new Fault("nothing", "exit 0", false);

  /** One start, on a host whose etcdctl is false, of a job of its own. */
  private record Start(String slug, int call, Fault fault, Running running) {

    Path ran(Installation pc) {
      return pc.work().resolve(slug);
    }

    long runs(Installation pc) {
      return Files.exists(ran(pc)) ? Tree.read(ran(pc)).lines().count() : 0;
    }
  }

  /** Starts jobs that were due a moment ago on the first host, one for each step and fault. */
  private static List<Start> start(Installation pc, Fleet fleet, Fault... faults) {
    List<Start> starts = new ArrayList<>();
    String keys = "when_running: queue\ncluster: {order: fixed, hosts: [web1, web2]}";
    for (Fault fault : faults) {
      for (int call = 1; call <= CALLS; call++) {
        String slug = fault.name() + call;
        fleet.job(slug, schedule() + keys, "echo $PC_RUN >> " + slug);
        FalseEtcdctl broken = FalseEtcdctl.atCall(pc, call, fault.script());
        Launch launch = fleet.launchWith(broken, "web1", "--scheduled", "--entry", ENTRY, slug);
        starts.add(new Start(slug, call, fault, launch.start()));
      }
    }
    return starts;
  }

  private static String schedule() {
    ZonedDateTime due = ZonedDateTime.now(ZoneId.systemDefault()).minusMinutes(2);
    return "schedule: '%d %d * * *'\n".formatted(due.getMinute(), due.getHour());
  }

  private static String slot(Fleet fleet, Start start) {
    return fleet.get(start.slug() + "/slot");
  }

  @Test
  void start_whose_host_dies_at_any_step_is_made_once_or_known_to_be_lost(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    List<Start> starts = start(pc, fleet, KILLED_BEFORE, KILLED_AFTER);
    starts.forEach(start -> assertThat(start.running().await().exitCode()).isEqualTo(137));

    List<Running> others = new ArrayList<>();
    for (Start start : starts) {
      others.add(fleet.start("web2", "--scheduled", "--entry", ENTRY, start.slug()));
    }
    others.forEach(other -> other.await().assertSilentSuccess());

    for (Start start : starts) {
      boolean begun = start.call() > START || (start.call() == START && start.fault().done());
      boolean ended = start.call() > END || (start.call() == END && start.fault().done());
      boolean neverRan = start.call() == START && start.fault().done();
      assertThat(start.runs(pc)).as(start.slug()).isEqualTo(neverRan ? 0 : 1);
      assertThat(slot(fleet, start))
          .as(start.slug())
          .contains(begun ? "\"host\":\"web1\"" : "\"host\":\"web2\"")
          .contains(begun && !ended ? "\"state\":\"started\"" : "\"state\":\"done\"");
    }

    for (Start start : starts) {
      others.add(fleet.start("web1", start.slug()));
    }
    for (Running each : others.subList(starts.size(), others.size())) {
      assertThat(each.await().exitCode()).isZero();
    }
    for (Start start : starts) {
      // Here a run with a name vanished; the others had none, or had told how it ended.
      boolean lost = start.call() > CLAIM && start.call() < END;
      String history = fleet.history("web1", start.slug());
      assertThat(history.contains("\"result\":\"lost\"")).as(history).isEqualTo(lost);
      assertThat(fleet.get(start.slug() + "/lock")).isEmpty();
    }
  }

  @Test
  void answer_that_is_lost_or_nonsense_is_asked_for_again(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    for (Fault[] some : new Fault[][] {{REPLY_LOST, REQUEST_LOST}, {GARBAGE, NOTHING}}) {
      List<Start> starts = start(pc, fleet, some);

      for (Start start : starts) {
        Finished finished = start.running().await();
        assertThat(finished.stderr()).as(start.slug()).isEmpty();
        assertThat(finished.exitCode()).as(start.slug()).isZero();
        assertThat(start.runs(pc)).as(start.slug()).isEqualTo(1);
        assertThat(slot(fleet, start)).contains("\"state\":\"done\"", "\"host\":\"web1\"");
        assertThat(fleet.get(start.slug() + "/lock")).as(start.slug()).isEmpty();
        assertThat(fleet.history("web1", start.slug()))
            .contains("\"result\":\"success\"")
            .contains("\"warnings\":[]")
            .doesNotContain("lost");
      }
    }
  }

  @Test
  void start_that_etcd_has_heard_of_but_never_confirmed_is_claimed_again(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.job("yak", schedule() + "cluster: {order: fixed}", "echo $PC_RUN $PC_FENCE >>ran");
    Path count = Tree.write(pc.root().resolve("count"), "");
    ServiceUser.own(count);
    // From the start on nothing comes back, until the lock is gone.
    String script =
        """
        echo call >>%1$s
        n=$(wc -l <%1$s)
        [ $n -lt %2$d -o $n -gt %3$d ] || { $REAL "$@" >/dev/null; sleep 1.5; exit 1; }
        exec $REAL "$@"
        """
            .formatted(count, START, START + 3);
    FalseEtcdctl deaf = FalseEtcdctl.of(pc, script);
    Launch launch = fleet.launchWith(deaf, "web1", "--scheduled", "--entry", ENTRY, "yak");

    launch.run().assertSilentSuccess();

    assertThat(Tree.read(pc.work().resolve("ran")).lines()).hasSize(1);
    assertThat(fleet.get("yak/lock")).isEmpty();
    assertThat(fleet.get("yak/last")).contains("success").doesNotContain("lost");
    assertThat(fleet.run("web2", "yak").exitCode()).isZero();
    assertThat(fleet.history("web2", "yak")).doesNotContain("lost");
  }

  @Test
  void start_during_which_etcd_vanishes_is_an_error_or_made_without_it(Installation pc) {
    Fleet fleet = Fleet.start(pc);
    fleet.job("runs", "cluster: {when_unreachable: run}", "echo run >>ran");
    fleet.job("waits", "start_deadline: 1s\ncluster: true", "touch wrong");
    List<Running> starts = new ArrayList<>();
    for (String slug : List.of("runs", "waits")) {
      Path count = Tree.write(pc.root().resolve("count-" + slug), "");
      ServiceUser.own(count);
      String script =
          """
          echo call >>%1$s
          [ $(wc -l <%1$s) -ge %2$d ] || exec $REAL "$@"
          echo 'Error: gone' >&2; exit 1
          """
              .formatted(count, START - 1); // A start by hand has no slot to be kept.
      starts.add(fleet.launchWith(FalseEtcdctl.of(pc, script), "web1", slug).start());
    }

    assertThat(starts.get(0).await().exitCode()).isZero();
    assertThat(Tree.read(pc.work().resolve("ran"))).isEqualTo("run\n");
    assertThat(fleet.history("web1", "runs")).contains("perhaps on other hosts as well");
    starts
        .get(1)
        .await()
        .assertFailure(125, "its lock in the cluster was lost before the first command: ", "gone");
    assertThat(pc.work().resolve("wrong")).doesNotExist();
  }
}
