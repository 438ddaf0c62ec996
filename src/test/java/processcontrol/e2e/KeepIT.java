package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs that are kept running. */
@EndToEnd
class KeepIT {

  static final String KEYS = "keep_running: true\nrestart_delay: 100ms\nmax_delay: 400ms";
  private static final String LONG = "keep_running: true\nrestart_delay: 5m\nmax_delay: 5m";
  private static final String SERVICE = "echo ready; exec sleep 300";

  static void awaitRuns(Installation pc, String slug, int count) {
    Await.until(count + " runs of " + slug, () -> pc.history(slug).size() >= count);
  }

  static String keeperState(Installation pc, String slug) {
    Path file = pc.locks().resolve(slug + ".keep");
    String text = Files.exists(file) ? Tree.read(file) : "";
    return text.contains(" ") ? text.split(" ", -1)[1] : "";
  }

  private static Running startHolding(Installation pc, String slug) {
    Running keeper = pc.start("--scheduled", "--job", slug);
    Await.until(slug + " waits", () -> keeperState(pc, slug).equals("restarting"));
    return keeper;
  }

  @Test
  void commands_are_started_again_whenever_they_have_ended(Installation pc) {
    pc.shellJob("yak", KEYS, "echo one; test $(ls " + pc.logs() + "/yak | wc -l) -ne 2");
    Running keeper = pc.start("--scheduled", "--job", "yak");

    awaitRuns(pc, "yak", 4);
    keeper.signal("TERM");
    Finished end = keeper.await();

    assertThat(end.exitCode()).isEqualTo(143);
    assertThat(end.stderr()).isEmpty();
    assertThat(pc.results("yak").subList(0, 4))
        .containsExactly("success", "failure", "success", "success");
    List<Object> runs = new ArrayList<>();
    for (Map<?, ?> record : pc.history("yak")) {
      assertThat(runs).doesNotContain(record.get("run"));
      runs.add(record.get("run"));
      assertThat(record.get("trigger")).isEqualTo("cron");
    }
    assertThat(pc.logs("yak").size()).isEqualTo(pc.history("yak").size());
  }

  @Test
  void delay_grows_while_the_runs_are_short(Installation pc) {
    pc.shellJob("yak", "keep_running: true\nrestart_delay: 200ms\nmax_delay: 800ms", "exit 3");
    Running keeper = pc.start("--scheduled", "--job", "yak");
    awaitRuns(pc, "yak", 5);
    keeper.signal("TERM");
    keeper.await();

    List<Map<?, ?>> records = pc.history("yak");
    long[] least = {200, 400, 800, 800};
    for (int i = 0; i < least.length; i++) {
      Instant ended = Instant.parse((String) records.get(i).get("ended"));
      Instant next = Instant.parse((String) records.get(i + 1).get("started"));
      assertThat(Duration.between(ended, next)).isGreaterThanOrEqualTo(Duration.ofMillis(least[i]));
    }
  }

  @Test
  void stop_of_the_keeper_stops_its_commands_gracefully(Installation pc) {
    pc.shellJob("yak", KEYS, "trap 'echo bye; exit 0' TERM; sleep 300 & echo ready; wait");
    Running keeper = pc.startUntilReady("yak");

    keeper.signal("TERM");

    assertThat(keeper.await().exitCode()).isEqualTo(143);
    assertThat(pc.output("yak")).contains("\tbye\n");
    assertThat(pc.record("yak").get("result")).isEqualTo("killed");
    assertThat(Processes.withMarker(pc.marker())).isEmpty();
  }

  @Test
  void stop_between_two_runs_ends_the_keeper_at_once(Installation pc) {
    pc.shellJob("yak", LONG, "true");
    Running keeper = startHolding(pc, "yak");
    String status = pc.run("--status", "yak").stdout();
    assertThat(status).contains("{pid: " + keeper.pid() + ", status: restarting}", "next run: ");
    assertThat(pc.run("--status", "--json", "yak").stdout()).contains("\"restarting\"");

    keeper.signal("INT");

    assertThat(keeper.await().exitCode()).isEqualTo(130);
    assertThat(pc.run("--status", "yak").stdout()).doesNotContain("{pid");
  }

  @Test
  void second_start_is_silent_under_cron_and_refused_by_hand(Installation pc) {
    pc.shellJob("yak", KEYS, SERVICE);
    Running keeper = pc.startUntilReady("yak");

    pc.run("--scheduled", "--job", "yak").assertSilentSuccess();
    pc.run("yak").assertFailure(75, "yak: is kept running already");

    keeper.signal("TERM");
    keeper.await();
    assertThat(pc.history("yak")).hasSize(1);
  }

  @Test
  void of_many_starts_at_once_there_is_one_run(Installation pc) {
    pc.shellJob("yak", KEYS, SERVICE);
    List<Running> starts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      starts.add(pc.start("--scheduled", "--job", "yak"));
    }
    Await.until("one is left", () -> starts.stream().filter(s -> !s.isOver()).count() == 1);
    pc.holder("yak");

    for (Running start : starts) {
      if (start.isOver()) {
        start.await().assertSilentSuccess();
      }
    }
    assertThat(pc.logs("yak")).hasSize(1);
    assertThat(pc.run("--kill-job", "yak").stdout()).isEqualTo("yak was killed\n");
  }

  @Test
  void after_a_killed_keeper_the_next_waits_for_its_command_and_takes_over(Installation pc) {
    pc.shellJob("yak", KEYS, SERVICE);
    Running keeper = pc.startUntilReady("yak");
    Installation.Holder holder = pc.holder("yak");
    keeper.signal("KILL");
    keeper.await();
    assertThat(Processes.isAlive(holder.child())).isTrue();

    pc.run("yak").assertFailure(75, "already running", "without its supervisor");
    Running next = pc.start("--scheduled", "--job", "yak");
    Await.until("it waits", () -> keeperState(pc, "yak").equals("waiting"));
    assertThat(pc.logs("yak")).hasSize(1);
    Commands.run("kill", "-s", "KILL", Long.toString(holder.child()));

    Await.until("the next run", () -> pc.logs("yak").size() == 2);
    assertThat(pc.results("yak")).containsExactly("lost");
    next.signal("TERM");
    assertThat(next.await().exitCode()).isEqualTo(143);
  }

  @Test
  void kill_ends_the_keeper_and_what_a_killed_one_left(Installation pc) {
    pc.shellJob("yak", KEYS, SERVICE);
    Running keeper = pc.startUntilReady("yak");
    assertThat(pc.run("--kill-job", "yak").stdout()).isEqualTo("yak was killed\n");
    assertThat(keeper.await().exitCode()).isEqualTo(143);
    assertThat(pc.results("yak")).containsExactly("killed");
    assertThat(pc.run("--kill-job", "yak").stdout()).isEqualTo("yak is not running\n");

    pc.shellJob("gnu", LONG, "true");
    Running between = startHolding(pc, "gnu");
    assertThat(pc.run("--kill-job", "gnu").stdout()).isEqualTo("gnu was killed\n");
    between.await();

    Running killed = pc.start("yak");
    Await.until("the second run", () -> pc.logs("yak").size() == 2);
    pc.holder("yak");
    killed.signal("KILL");
    killed.await();
    Running waiting = pc.start("--scheduled", "--job", "yak");
    Await.until("it waits", () -> keeperState(pc, "yak").equals("waiting"));
    assertThat(pc.run("--kill-job", "yak").stdout()).isEqualTo("yak was killed\n");
    waiting.await();
    assertThat(Processes.withMarker(pc.marker())).isEmpty();
  }

  @Test
  void hold_ends_it_silently_and_keeps_it_from_starting(Installation pc) {
    pc.shellJob("yak", KEYS, "echo ready; test -e go || sleep 300");
    Running keeper = pc.start("--scheduled", "--job", "yak");
    pc.untilReady("yak", keeper);
    pc.run("--hold", "yak", "--reason", "maintenance");
    Commands.run("kill", Long.toString(pc.holder("yak").child()));

    keeper.await().assertSilentSuccess();
    pc.run("--scheduled", "--job", "yak").assertSilentSuccess();
    pc.run("yak").assertFailure(75, "on hold since");
    assertThat(pc.history("yak")).hasSize(1);
  }

  @Test
  void fatal_exit_code_ends_it(Installation pc) {
    pc.shellJob("yak", KEYS + "\nfatal_codes: 7", "exit 7");

    pc.run("--scheduled", "--job", "yak").assertSilentSuccess();

    assertThat(pc.results("yak")).containsExactly("failure");
    assertThat(pc.run("--status", "yak").stdout()).contains("on hold since");
  }

  @Test
  void changed_job_file_counts_from_the_next_run_on(Installation pc) {
    pc.shellJob("yak", KEYS, "echo old");
    Running keeper = pc.start("--scheduled", "--job", "yak");
    awaitRuns(pc, "yak", 1);
    pc.shellJob("yak", KEYS, "echo new");
    Await.until("the new command runs", () -> pc.output("yak").contains("\tnew\n"));
    pc.shellJob("yak", "", "echo new");

    Finished end = keeper.await();

    assertThat(end.exitCode()).isZero();
    assertThat(end.stderr())
        .isEqualTo("run-job: yak: is not kept running any longer: keep_running is gone\n");
  }

  @Test
  void disabled_broken_or_removed_job_file_ends_it_with_one_line(Installation pc) {
    pc.shellJob("one", KEYS, "true");
    pc.shellJob("two", KEYS, "true");
    Path three = pc.shellJob("three", KEYS, "true");
    List<Running> keepers = new ArrayList<>();
    for (String slug : List.of("one", "two", "three")) {
      keepers.add(pc.start("--scheduled", "--job", slug));
      awaitRuns(pc, slug, 1);
    }
    pc.shellJob("one", KEYS + "\ndisabled: true", "true");
    pc.job("two", "name: Two\ncommmand: true\n");
    Commands.run("rm", three.toString());

    assertThat(keepers.get(0).await().stderr()).endsWith("longer: it is disabled\n");
    Finished broken = keepers.get(1).await();
    broken.assertFailure(78, "two: is not kept running any longer: ", "two.yaml:");
    keepers.get(2).await().assertFailure(78, "three: is not kept running any longer: ", "three");
  }

  @Test
  void crontab_has_a_line_for_each_minute(Installation pc) {
    pc.shellJob("yak", KEYS, SERVICE);
    pc.shellJob("gnu", KEYS + "\ndisabled: true", SERVICE);

    assertThat(Operator.cronGenerate(pc).exitCode()).isZero();

    assertThat(Tree.read(Operator.crontab(pc)))
        .contains("\n* * * * * " + ServiceUser.NAME + " ", "--scheduled --job yak\n")
        .doesNotContain("--job gnu");
  }

  @Test
  void missing_job_is_overdue(Installation pc) {
    Path file = pc.shellJob("yak", KEYS, SERVICE);
    assertThat(Operator.check(pc).exitCode()).isZero();
    DueIT.ranBefore(pc, file, Duration.ofHours(1));
    Finished check = Operator.check(pc);
    assertThat(check.stdout()).contains("yak", "overdue: is to be kept running");
    assertThat(check.exitCode()).isNotZero();

    Running keeper = pc.startUntilReady("yak");
    assertThat(Operator.check(pc).exitCode()).isZero();
    keeper.signal("TERM");
    keeper.await();
  }

  @Test
  void each_run_is_told_of(Installation pc) {
    pc.configure("no_new_privs: true\n");
    String tell = "{command: /bin/sh -c 'echo $PC_EVENT >>" + pc.work().resolve("told") + "'}";
    String notify = "\nnotify: {start: %s, failure: %s}".formatted(tell, tell);
    pc.shellJob("yak", KEYS + notify, "exit 3");
    Running keeper = pc.start("--scheduled", "--job", "yak");

    // Notifications follow the record, and a signal would cut them short.
    Await.until("three failures are told", () -> told(pc, "failure") >= 3);
    keeper.signal("TERM");
    keeper.await();

    assertThat(pc.history("yak")).hasSizeGreaterThanOrEqualTo(3);
    assertThat(told(pc, "start")).isGreaterThanOrEqualTo(3);
  }

  private static long told(Installation pc, String event) {
    Path file = pc.work().resolve("told");
    String text = Files.exists(file) ? Tree.read(file) : "";
    return text.lines().filter(event::equals).count();
  }

  @Test
  void detached_keeper_goes_on(Installation pc) {
    pc.shellJob("yak", KEYS, "true");
    Finished detached = pc.run("--detach", "yak");
    assertThat(detached.stdout()).startsWith("yak-");
    awaitRuns(pc, "yak", 3);
    assertThat(pc.run("--kill-job", "yak").stdout()).isEqualTo("yak was killed\n");
  }
}
