package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import processcontrol.Tool;

/**
 * Debian's own cron runs what cron-generate wrote: jobs of all kinds, in the same one or two
 * minutes, so that the time is spent once.
 */
@EndToEnd
@Order(1)
class RealCronIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String MINUTELY = "schedule: '* * * * *'\n";
  private static final int SPREAD = 10;

  private static Installation pc;
  private static Path crontab;
  private static String lines;
  private static Instant firstRepeat;
  private static List<String> expected;

  @BeforeAll
  static void letCronRun() throws IOException {
    Tool.require("cron");
    pc = Installation.create(Application.underTest());
    // No mails: the machine's own mail system would get them.
    pc.configure("runner_path: " + pc.launcher() + "\nmailto: ''\n");
    writePlainJobs();
    writeDueJobs();
    writeChains();
    Running busy = pc.startUntilReady("queued");
    crontab = Path.of("/etc/cron.d", pc.root().getFileName().toString());
    Operator.cronGenerate(pc, "--output", crontab.toString()).assertSilentSuccess();
    lines = Tree.read(crontab);
    try (CronDaemon daemon = new CronDaemon(pc.root().resolve("cron.out"))) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!missing().isEmpty()) {
        assertThat(System.nanoTime())
            .as("cron has not started %s in %s", missing(), PATIENCE)
            .isLessThan(deadline);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        daemon.keepUp();
        if (Files.exists(pc.locks().resolve("queued.queue"))) {
          Tree.write(pc.work().resolve("go"), "");
        }
      }
    } finally {
      Files.deleteIfExists(crontab);
      pc.run("--kill-job", "kept");
    }
    assertThat(busy.await().exitCode()).isZero();
  }

  @AfterAll
  static void remove() {
    if (pc != null) {
      pc.close();
    }
  }

  private static void writePlainJobs() {
    pc.shellJob("every-minute", MINUTELY, "echo from cron");
    pc.shellJob("held", MINUTELY, "echo must not run");
    pc.shellJob("mapped", "schedule: {'* * * * *': [from, the map]}", "echo \"$*\"");
    pc.shellJob("steady", "every: 1m", "echo run");
    for (int i = 0; i < SPREAD; i++) {
      pc.shellJob("spread-" + i, "every: 2m\nsplay: true", "echo run");
    }
    String alone = "mkdir in || echo overlap >>overlaps; sleep 0.5; rmdir in";
    for (String slug : List.of("pool-one", "pool-two")) {
      pc.shellJob(slug, MINUTELY + "pool: {name: db, limit: 1}\npool_wait: 4m", alone);
    }
    String wait = "echo ready; while [ ! -e go ]; do sleep 0.05; done";
    pc.shellJob("queued", MINUTELY + "when_running: queue", wait);
    pc.shellJob(
        "off", MINUTELY + "disabled: {until: 2999-01-01, reason: the move}", "echo must not run");
    pc.shellJob("dark", MINUTELY + "blackout: 00:00-24:00", "echo must not run");
    assertThat(pc.run("--hold", "held", "--reason", "maintenance").exitCode()).isZero();
    expected = new ArrayList<>(List.of("every-minute", "held", "mapped", "steady", "dark"));
    expected.addAll(List.of("pool-one", "pool-two", "abroad", "child", "left"));
  }

  private static void writeDueJobs() {
    pc.shellJob("kept", KeepIT.KEYS, "echo kept");
    pc.shellJob("rounds", "period: 5s", "echo run");
    pc.shellJob("abroad", MINUTELY + "time_zone: Asia/Tokyo", "echo run");
    firstRepeat = Instant.ofEpochSecond(Instant.now().minusSeconds(3600).getEpochSecond());
    pc.shellJob("repeated", "repeat: R/" + firstRepeat + "/PT5S", "echo run");
    int hour = ZonedDateTime.now(ZoneId.systemDefault()).minusHours(2).getHour();
    Path missed =
        pc.shellJob("missed", "schedule: '0 " + hour + " * * *'\ncatch_up: once", "echo run");
    DueIT.ranBefore(pc, missed, Duration.ofDays(3));
  }

  private static void writeChains() throws IOException {
    pc.shellJob("child", "after: parent", "true");
    pc.shellJob("parent", "true");
    pc.shellJob("left", "true");
    pc.run("parent").assertSilentSuccess();
    // A trigger without a process to run it.
    pc.run("--hold", "left", "--reason", "x");
    pc.run("--trigger", "left", "--", "a");
    Files.delete(pc.states().resolve("left/hold"));
  }

  /** Returns the jobs that have not run as often as they should. */
  private static List<String> missing() {
    List<String> missing = new ArrayList<>(expected);
    missing.removeIf(slug -> !pc.history(slug).isEmpty());
    for (String slug : List.of("kept", "rounds")) {
      if (pc.history(slug).size() < 3) {
        missing.add(slug);
      }
    }
    for (String slug : List.of("repeated", "missed", "queued")) {
      if (pc.history(slug).size() < 2) {
        missing.add(slug);
      }
    }
    if (spread().isEmpty()) {
      missing.add("spread");
    }
    return missing;
  }

  /** The jobs with a splay that have run. */
  private static List<String> spread() {
    List<String> spread = new ArrayList<>();
    for (int i = 0; i < SPREAD; i++) {
      if (!pc.history("spread-" + i).isEmpty()) {
        spread.add("spread-" + i);
      }
    }
    return spread;
  }

  private static Instant time(Map<?, ?> record, String key) {
    return Instant.parse((String) record.get(key));
  }

  private static void assertStartedByCron(String slug) {
    assertThat(pc.history(slug))
        .isNotEmpty()
        .allMatch(each -> "cron".equals(each.get("trigger")))
        .allMatch(each -> "success".equals(each.get("result")));
  }

  @Test
  void plain_lines_start_their_jobs() {
    assertStartedByCron("every-minute");
    assertThat(pc.output("every-minute")).contains("\tfrom cron\n");
    assertStartedByCron("mapped");
    assertThat(pc.output("mapped")).contains("\tfrom the map\n");
  }

  @Test
  void held_job_is_skipped() {
    List<Map<?, ?>> held = pc.history("held");
    assertThat(held).allMatch(each -> "skipped".equals(each.get("result")));
    assertThat(held).allMatch(each -> "cron".equals(each.get("trigger")));
    assertThat(held.get(0).get("reason").toString())
        .startsWith("on hold since ")
        .endsWith("maintenance");
    assertThat(pc.logs("held")).isEmpty();
  }

  @Test
  void job_that_is_to_run_every_so_often_has_a_plain_line() {
    assertThat(lines)
        .containsPattern("\n\\* \\* \\* \\* \\* \\S+ \\S+ --config \\S+ --job steady\n");
    assertStartedByCron("steady");
    assertThat(time(pc.history("steady").get(0), "slot").getEpochSecond() % 60).isZero();
  }

  @Test
  void splay_decides_in_which_minutes_a_job_runs() {
    for (String slug : spread()) {
      String line =
          lines.lines().filter(each -> each.endsWith("--job " + slug)).findFirst().orElseThrow();
      int parity = line.startsWith("1") ? 1 : 0;
      assertThat(line).startsWith(parity == 1 ? "1-59/2 * * * * " : "*/2 * * * * ");
      assertStartedByCron(slug);
      assertThat(time(pc.history(slug).get(0), "slot").getEpochSecond() / 60 % 2)
          .as(slug)
          .isEqualTo(parity);
    }
  }

  @Test
  void jobs_of_a_full_pool_wait_for_each_other() {
    assertStartedByCron("pool-one");
    assertStartedByCron("pool-two");
    assertThat(pc.work().resolve("overlaps")).doesNotExist();
  }

  @Test
  void start_of_a_running_job_is_queued() {
    List<Map<?, ?>> records = pc.history("queued");
    assertThat(records.get(0).get("trigger")).isEqualTo("manual");
    assertThat(records.get(1).get("trigger")).isEqualTo("cron");
    assertThat(records.get(1).get("result")).isEqualTo("success");
    assertThat(time(records.get(1), "started")).isAfterOrEqualTo(time(records.get(0), "ended"));
  }

  @Test
  void disabled_job_has_no_line() {
    assertThat(lines).contains("# Skipping disabled job off\n").doesNotContain("--job off");
    assertThat(pc.history("off")).isEmpty();
    assertThat(pc.logs("off")).isEmpty();
  }

  @Test
  void job_in_its_blackout_is_skipped() {
    assertThat(pc.history("dark"))
        .allMatch(each -> "skipped".equals(each.get("result")))
        .allMatch(each -> "in the blackout 00:00-24:00".equals(each.get("reason")))
        .allMatch(each -> "cron".equals(each.get("trigger")));
    assertThat(pc.logs("dark")).isEmpty();
  }

  @Test
  void kept_job_is_started_again() {
    assertThat(pc.results("kept").subList(0, 3)).containsOnly("success");
    assertThat(pc.output("kept")).contains("\tkept\n");
  }

  @Test
  void rounds_below_a_minute_are_kept() {
    assertStartedByCron("rounds");
    List<Map<?, ?>> records = pc.history("rounds");
    for (int i = 1; i < records.size(); i++) {
      assertThat(time(records.get(i), "slot"))
          .isEqualTo(time(records.get(i - 1), "started").plusSeconds(5));
    }
  }

  @Test
  void schedule_in_another_time_zone_is_decided_by_run_job() {
    assertThat(lines).contains(" --scheduled --job abroad\n");
    assertStartedByCron("abroad");
    assertThat(time(pc.history("abroad").get(0), "slot").getEpochSecond() % 60).isZero();
  }

  @Test
  void repeated_job_keeps_to_the_phase_of_its_first_run() {
    assertStartedByCron("repeated");
    for (Map<?, ?> record : pc.history("repeated")) {
      long since = Duration.between(firstRepeat, time(record, "slot")).toMillis();
      assertThat(since % 5000).isZero();
      assertThat(time(record, "started")).isAfterOrEqualTo(time(record, "slot"));
    }
  }

  @Test
  void what_a_machine_that_was_down_has_missed_is_caught_up_with_once() {
    assertThat(pc.history("missed")).hasSize(2);
    Map<?, ?> record = pc.history("missed").get(1);
    assertThat(record.get("trigger")).isEqualTo("catch_up");
    assertThat(record.get("result")).isEqualTo("success");
    Duration late = Duration.between(time(record, "slot"), time(record, "started"));
    assertThat(late).isBetween(Duration.ofHours(1), Duration.ofHours(4));
  }

  @Test
  void child_of_a_job_that_has_succeeded_is_triggered() {
    assertThat(pc.record("child").get("trigger")).isEqualTo("triggered");
    assertThat(pc.output("child")).contains("triggered by " + pc.record("parent").get("run"));
  }

  @Test
  void trigger_that_was_left_is_served() {
    assertThat(pc.record("left").get("args")).isEqualTo(List.of("a"));
  }
}
