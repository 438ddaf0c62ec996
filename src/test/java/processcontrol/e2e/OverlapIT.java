package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Starts that cannot run at once. */
@EndToEnd
@ResourceLock("fifty processes")
class OverlapIT {

  private static final String BUSY = "echo ready; while [ ! -e go ]; do sleep .05; done";

  private static void go(Installation pc) {
    Tree.write(pc.work().resolve("go"), "");
  }

  @Test
  void start_is_refused_or_skipped(Installation pc) {
    pc.shellJob("refuse", "when_running: refuse", BUSY);
    pc.shellJob("skip", "when_running: skip", BUSY);
    pc.startUntilReady("refuse");
    pc.startUntilReady("skip");

    pc.run("refuse").assertFailure(75, "already running");
    pc.run("skip").assertSilentSuccess();
    assertThat(pc.results("refuse")).isEmpty();
    assertThat(pc.results("skip")).containsExactly("skipped");
    assertThat(pc.record("skip").get("cause")).isEqualTo("lock_held");
  }

  @Test
  void one_start_waits_and_a_further_one_is_skipped(Installation pc) {
    pc.shellJob("job", "when_running: queue", BUSY);
    Running first = pc.startUntilReady("job");
    Running second = pc.start("job");
    Running third = pc.start("job");

    // The machine decides which of the two is first.
    Await.until("one of them is skipped", () -> second.isOver() || third.isOver());
    Running waiting = second.isOver() ? third : second;
    assertThat(pc.results("job")).containsExactly("skipped");
    assertThat(pc.record("job").get("reason").toString()).contains("another start is waiting");
    assertThat(waiting.isOver()).isFalse();
    go(pc);
    for (Running start : List.of(first, second, third)) {
      assertThat(start.await().exitCode()).isZero();
    }
    assertThat(pc.results("job")).containsExactly("skipped", "success", "success");
    List<? extends Map<?, ?>> records = pc.history("job");
    assertThat((String) records.get(2).get("started"))
        .isGreaterThanOrEqualTo((String) records.get(1).get("ended"));
  }

  @Test
  void waiting_start_can_be_stopped(Installation pc) {
    pc.shellJob("job", "when_running: queue", BUSY);
    pc.startUntilReady("job");
    Running second = pc.start("job");
    Await.until("it waits", () -> pc.locks().resolve("job.queue").toFile().exists());
    Await.until("it has its handlers", () -> isCatching(second.pid()));

    second.signal("TERM");

    assertThat(second.await().exitCode()).isEqualTo(143);
  }

  @Test
  void waiting_start_is_given_up_when_it_is_too_late(Installation pc) {
    pc.shellJob("queue", BUSY);
    pc.shellJob("holder", "pool: {name: db, limit: 1}", BUSY);
    pc.startUntilReady("queue");
    pc.startUntilReady("holder");
    // Late enough for both starts to be waiting by then on a slow machine, too.
    long launch = 1 + pc.run("--list-jobs").duration().toSeconds();
    long second = System.currentTimeMillis() / 1000 % 60;
    String deadline = "schedule: '* * * * *'\nstart_deadline: " + (second + 3 + 3 * launch) + "s\n";
    pc.shellJob("queue", deadline + "when_running: queue", BUSY);
    pc.shellJob("pool", deadline + "pool: {name: db, limit: 1}\npool_wait: 1h", "true");

    Running queued = pc.start("--scheduled", "--entry", "1", "queue");
    pc.run("--scheduled", "--entry", "1", "pool").assertSilentSuccess();
    assertThat(queued.await().exitCode()).isZero();

    assertThat(pc.record("queue").get("result")).isEqualTo("skipped");
    assertThat(pc.record("queue").get("cause")).isEqualTo("too_late");
    assertThat((String) pc.record("queue").get("reason"))
        .matches("already running \\(.*\\); start_deadline is .*");
    assertThat(pc.record("pool").get("result")).isEqualTo("skipped");
    assertThat(pc.record("pool").get("cause")).isEqualTo("too_late");
    assertThat((String) pc.record("pool").get("reason"))
        .matches("the pool db stayed full: 1 job runs; start_deadline is .*|too late: .*");
  }

  @Test
  void round_that_was_due_long_ago_waits_for_its_pool_all_the_same(Installation pc) {
    String keys = "period: 1h\nstart_deadline: 30m\npool: {name: db, limit: 1}\npool_wait: 1h";
    DueIT.ranBefore(pc, pc.shellJob("round", keys, "true"), Duration.ofDays(1));
    pc.shellJob("holder", "pool: {name: db, limit: 1}", BUSY);
    Running holder = pc.startUntilReady("holder");

    Running round = pc.start("--scheduled", "--job", "round");
    Await.until(
        "it waits, or is over",
        () -> round.isOver() || pc.run("--status", "round").stdout().contains("pool db"));
    go(pc);

    Await.until("it has run", () -> pc.history("round").size() > 1);
    assertThat(pc.results("round")).containsExactly("success", "success");
    Commands.tryRun("kill", Long.toString(round.pid())); // Its minute may be over.
    round.await();
    holder.await();
  }

  private static boolean isCatching(long pid) {
    String caught = Processes.status(pid).getOrDefault("SigCgt", "0");
    return (Long.parseUnsignedLong(caught, 16) & (1 << 14)) != 0;
  }

  @Test
  void newer_start_replaces_the_run_that_goes_on(Installation pc) {
    pc.shellJob(
        "job", "when_running: replace", "test -e go && exit 0; touch go; echo ready; sleep 60");
    Running first = pc.startUntilReady("job");

    pc.run("job").assertSilentSuccess();

    assertThat(first.await().exitCode()).isEqualTo(143);
    assertThat(pc.results("job")).containsExactly("killed", "success");
    assertThat(pc.history("job").get(0).get("reason"))
        .isEqualTo("stopped by SIGTERM, as another start took its place");
  }

  @Test
  void pool_is_full_where_its_jobs_run_be_it_without_supervisor(Installation pc) {
    pc.shellJob("one", "pool: {name: db, limit: 1}", BUSY);
    pc.shellJob("two", "pool: {name: db, limit: 1}", "true");
    pc.shellJob("three", "pool: {name: db, limit: 1}\nwhen_running: skip", "true");
    pc.shellJob("four", "pool: {name: db, limit: 1}\npool_wait: 1h", "true");
    Running one = pc.startUntilReady("one");
    pc.run("two").assertFailure(75, "two: the pool db is full: 1 job runs");
    pc.run("three").assertSilentSuccess();
    assertThat(pc.record("three").get("reason")).isEqualTo("the pool db is full: 1 job runs");
    one.signal("KILL");
    one.await();
    pc.run("two").assertFailure(75, "the pool db is full");

    Running four = pc.start("four");
    Await.until(
        "four waits",
        () -> pc.run("--status", "four").stdout().contains("status: waiting for pool db}"));
    assertThat(pc.run("--status", "four", "--json").stdout())
        .contains("\"waiting_for_pool\" : \"db\"");
    go(pc);
    assertThat(four.await().exitCode()).isZero();
    assertThat(pc.output("four")).contains("waiting for the pool db");
    pc.run("two").assertSilentSuccess();
  }

  @Test
  void wait_for_a_pool_is_bounded(Installation pc) {
    pc.shellJob("one", "pool: {name: db, limit: 1}", BUSY);
    pc.shellJob("two", "pool: {name: db, limit: 1}\npool_wait: 500ms\ntimeout: 100ms", "true");
    pc.startUntilReady("one");

    pc.run("two").assertFailure(75, "two: the pool db stayed full for 500ms: 1 job runs");
    assertThat(pc.record("two").get("result")).isEqualTo("skipped");
  }

  @Test
  void of_fifty_starts_at_once_three_run_at_a_time(Installation pc) {
    List<Running> starts = new ArrayList<>();
    String script = "mkdir in.$PC_JOB; set -- in.*; echo $# >>counts; sleep .1; rmdir in.$PC_JOB";
    for (int i = 1; i <= 50; i++) {
      pc.shellJob("job" + i, "pool: {name: db, limit: 3}\npool_wait: 1h", script);
    }
    for (int i = 1; i <= 50; i++) {
      starts.add(pc.start("job" + i));
    }
    for (Running start : starts) {
      assertThat(start.await().exitCode()).isZero();
    }
    List<String> counts = Tree.read(pc.work().resolve("counts")).lines().toList();
    assertThat(counts).hasSize(50).allMatch(count -> Integer.parseInt(count) <= 3);
  }

  @Test
  void jobs_of_a_pool_agree_on_its_limit(Installation pc) {
    pc.job("one", "name: A\ncommand: 'true'\npool: {name: db, limit: 1}\n");
    pc.job("two", "name: B\ncommand: 'true'\npool: {name: db, limit: 2}\n");

    Finished validated = pc.run("--validate");
    assertThat(validated.exitCode()).isEqualTo(78);
    assertThat(validated.errors())
        .containsExactly(
            "run-job: "
                + pc.jobs()
                + "/one.yaml:3:7: pool: the limit of db is 1 here, but 2 in the job two",
            "run-job: "
                + pc.jobs()
                + "/two.yaml:3:7: pool: the limit of db is 2 here, but 1 in the job one");
  }
}
