package processcontrol.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Due checks: what {@code run-job --scheduled} starts, and what it lets be. */
@EndToEnd
class DueIT {

  private static Finished check(Installation pc, String slug) {
    return pc.run("--scheduled", "--job", slug);
  }

  private static Instant time(Map<?, ?> record, String key) {
    return Instant.parse((String) record.get(key));
  }

  /**
   * Makes a check, and a further one when it is over, as cron does each minute, until there are so
   * many records; then stops the last one.
   */
  private static List<Finished> checkEachMinute(Installation pc, String slug, int records) {
    List<Finished> finished = new ArrayList<>();
    Running[] running = {pc.start("--scheduled", "--job", slug)};
    Await.until(
        records + " records of " + slug,
        () -> {
          boolean over = running[0].isOver(); // Before the look, which then sees all it did.
          if (pc.history(slug).size() >= records) {
            return true;
          }
          if (over) {
            finished.add(running[0].await());
            running[0] = pc.start("--scheduled", "--job", slug);
          }
          return false;
        });
    Commands.tryRun("kill", Long.toString(running[0].pid())); // Its minute may be over.
    finished.add(running[0].await());
    return finished;
  }

  /** Waits for the first seconds of a minute, so that a call and what it does are of one minute. */
  private static void awaitEarlyMinute(int lastSecond) {
    Await.until("the minute is young", () -> Instant.now().getEpochSecond() % 60 <= lastSecond);
  }

  /** Writes a record as if the job, as its file is, had run so long ago. */
  static void ranBefore(Installation pc, Path job, Duration age) {
    String slug = job.getFileName().toString().replace(".yaml", "");
    ranBefore(pc, slug, age, sha256(job));
  }

  static String sha256(Path job) {
    return Commands.run("sha256sum", job.toString()).split(" ", -1)[0];
  }

  /** Writes a record as if the job had run so long ago. */
  static void ranBefore(Installation pc, String slug, Duration age, String sha256) {
    Instant start = Instant.ofEpochMilli(Instant.now().minus(age).toEpochMilli());
    String record =
        """
        {"run":"%s-1","job":"%s","result":"success","reason":"succeeded","exit_code":0,\
        "signal":null,"status":0,"started":"%s","ended":"%s","duration":0.001,"attempts":1,\
        "trigger":"cron","args":[],"invoked_by":null,"job_sha256":"%s","log":null,\
        "failed_attempts":[],"warnings":[],"slot":null}
        """
            .formatted(slug, slug, utc(start), utc(start.plusMillis(1)), sha256);
    Tree.directory(pc.states().resolve(slug));
    ServiceUser.own(pc.states().resolve(slug));
    ServiceUser.own(Tree.write(pc.historyFile(slug), record));
  }

  private static String utc(Instant moment) {
    return new processcontrol.job.UtcTime(moment.toEpochMilli()).toString();
  }

  @Test
  void a_period_below_a_minute_starts_the_job_more_than_once_a_minute(Installation pc) {
    pc.shellJob("often", "period: 3s", "echo run");

    checkEachMinute(pc, "often", 4).forEach(Finished::assertSilentSuccess);

    List<Map<?, ?>> records = pc.history("often");
    assertThat(records).hasSizeGreaterThan(3);
    for (int i = 1; i < records.size(); i++) {
      Instant due = time(records.get(i - 1), "started").plusSeconds(3);
      assertThat(time(records.get(i), "slot")).isEqualTo(due);
      assertThat(time(records.get(i), "started")).isBetween(due, due.plusSeconds(30));
      assertThat(records.get(i).get("trigger")).isEqualTo("cron");
    }
  }

  @Test
  void nothing_is_started_before_its_time(Installation pc) {
    Path job = pc.shellJob("seldom", "pause: 1h\nrandom: 10m", "echo run");
    ranBefore(pc, "seldom", Duration.ofMinutes(50), sha256(job));
    check(pc, "seldom").assertSilentSuccess();
    assertThat(pc.history("seldom")).hasSize(1);
    assertThat(pc.logs("seldom")).isEmpty();

    ranBefore(pc, "seldom", Duration.ofMinutes(71), sha256(job));
    check(pc, "seldom").assertSilentSuccess();
    check(pc, "seldom").assertSilentSuccess();
    assertThat(pc.results("seldom")).containsExactly("success", "success");
  }

  @Test
  void a_repeat_of_seconds_runs_at_its_slots(Installation pc) {
    Instant first = Instant.now().plusSeconds(4).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    pc.shellJob("thrice", "repeat: R2/" + first + "/PT3S", "echo run");
    String last = utc(first.plusSeconds(6));

    Await.until(
        "the last slot",
        () -> {
          check(pc, "thrice").assertSilentSuccess();
          return pc.history("thrice").stream().anyMatch(each -> last.equals(each.get("slot")));
        });
    check(pc, "thrice").assertSilentSuccess();

    // A start during the run before is left out; on a slow machine that may happen.
    List<Map<?, ?>> records = pc.history("thrice");
    assertThat(records).hasSizeLessThanOrEqualTo(3);
    for (Map<?, ?> record : records) {
      long since = Duration.between(first, time(record, "slot")).toMillis();
      assertThat(since % 3000).isZero();
      assertThat(since).isBetween(0L, 6000L);
    }
    assertThat(records.get(records.size() - 1).get("slot")).isEqualTo(last);
  }

  @Test
  void what_was_missed_is_caught_up_with_once_or_one_by_one(Installation pc) {
    // The slots are five minutes away, whatever the time is.
    ZoneId zone = ZoneId.systemDefault();
    int minute = (LocalTime.now(zone).getMinute() + 5) % 10;
    String schedule = "schedule: '" + minute + "-59/10 * * * *'\n";
    String keys = schedule + "catch_up: ";
    Path once = pc.shellJob("once", keys + "once", "echo run");
    Path each = pc.shellJob("each", keys + "true", "echo run");
    pc.shellJob("new", keys + "true", "echo run");
    Path none = pc.shellJob("none", schedule + "time_zone: " + zone, "echo run");
    for (Path job : List.of(once, each, none)) {
      ranBefore(pc, job, Duration.ofMinutes(33));
    }

    for (String slug : List.of("once", "each", "new", "none")) {
      check(pc, slug).assertSilentSuccess();
      check(pc, slug).assertSilentSuccess();
    }

    assertThat(pc.history("none")).hasSize(1);
    assertThat(pc.history("new")).isEmpty();
    assertThat(pc.history("once")).hasSize(2);
    List<Map<?, ?>> all = pc.history("each");
    assertThat(all).hasSize(4); // Three slots in 33 minutes.
    for (int i = 1; i < all.size(); i++) {
      assertThat(all.get(i).get("trigger")).isEqualTo("catch_up");
      assertThat(time(all.get(i), "slot").getEpochSecond() % 60).isZero();
      assertThat(time(all.get(i), "slot").atZone(zone).getMinute() % 10).isEqualTo(minute);
      assertThat(all.get(i).get("run")).isNotNull();
    }
    assertThat(pc.history("once").get(1).get("slot"))
        .isEqualTo(all.get(all.size() - 1).get("slot"));
  }

  @Test
  void a_blackout_and_a_hold_skip_a_start_once_and_say_why(Installation pc) {
    pc.shellJob("dark", "schedule: '* * * * *'\ntime_zone: UTC\nblackout: 00:00-24:00", "echo run");
    pc.shellJob("held", "period: 1s", "echo run");
    Path dark = pc.jobs().resolve("dark.yaml");
    ranBefore(pc, dark, Duration.ofHours(1));
    pc.run("--hold", "held", "--reason", "maintenance");

    for (int i = 0; i < 2; i++) {
      check(pc, "dark").assertSilentSuccess();
      check(pc, "held").assertSilentSuccess();
    }

    List<?> slots = pc.history("dark").stream().map(record -> record.get("slot")).toList();
    assertThat(slots).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    Map<?, ?> skipped = pc.history("dark").get(1);
    assertThat(skipped.get("result")).isEqualTo("skipped");
    assertThat(skipped.get("reason")).isEqualTo("in the blackout 00:00-24:00");
    assertThat(skipped.get("run")).isNull();
    assertThat(pc.record("held").get("reason").toString()).endsWith("maintenance");
    assertThat(pc.run("dark").exitCode()).as("by hand").isZero();
    assertThat(pc.results("dark")).contains("success");
  }

  @Test
  void windows_hold_for_lines_that_say_when_too(Installation pc) {
    pc.shellJob("plain", "schedule: '* * * * *'\nnot_before: 2999-01-01", "echo run");

    pc.run("--scheduled", "--entry", "1", "--job", "plain").assertSilentSuccess();

    assertThat(pc.record("plain").get("reason")).isEqualTo("not before 2999-01-01");
    assertThat(pc.record("plain").get("trigger")).isEqualTo("cron");
    assertThat(time(pc.record("plain"), "slot").getEpochSecond() % 60).isZero();
  }

  @Test
  void a_line_of_an_old_crontab_does_not_start_what_is_due_at_another_time(Installation pc) {
    int month = (LocalDate.now(ZoneId.systemDefault()).getMonthValue() + 5) % 12 + 1;
    pc.shellJob("yearly", "schedule: '0 0 1 " + month + " *'", "echo run");

    check(pc, "yearly").assertSilentSuccess();

    assertThat(pc.history("yearly")).isEmpty();
    assertThat(pc.run("yearly").exitCode()).isZero();
  }

  @Test
  void a_check_is_silent_while_the_job_runs(Installation pc) {
    pc.shellJob("busy", "period: 1s", "echo ready; sleep 1000");
    Running running = pc.startUntilReady("busy");

    check(pc, "busy").assertSilentSuccess();

    assertThat(pc.history("busy")).isEmpty();
    assertThat(running.isOver()).isFalse();
    pc.run("--kill-job", "busy");
    assertThat(pc.results("busy")).containsExactly("killed");
  }

  @Test
  void two_checks_at_once_start_the_job_once(Installation pc) {
    pc.shellJob("race", "period: 1h", "echo run >>count");
    List<Running> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(pc.start("--scheduled", "--job", "race"));
    }
    for (Running each : all) {
      each.await().assertSilentSuccess();
    }

    assertThat(pc.history("race")).hasSize(1);
    assertThat(Tree.read(pc.work().resolve("count"))).isEqualTo("run\n");
  }

  @Test
  void an_operator_stops_a_check_that_waits_for_its_next_slot(Installation pc) {
    pc.shellJob("soon", "period: 10s", "echo run");
    awaitEarlyMinute(40);
    Running running = pc.start("--scheduled", "--job", "soon");
    Await.until("it ran", () -> !pc.history("soon").isEmpty());

    Commands.tryRun("kill", Long.toString(running.pid()));

    assertThat(running.await().exitCode()).isZero();
    assertThat(pc.history("soon")).hasSize(1);
  }

  @Test
  void a_failed_start_is_told_and_the_next_one_made_all_the_same(Installation pc) {
    pc.shellJob("bad", "period: 3s", "exit 3");

    List<Finished> finished = checkEachMinute(pc, "bad", 3);

    assertThat(finished.get(finished.size() - 1).exitCode()).isEqualTo(3);
    assertThat(finished.stream().flatMap(each -> each.errors().stream()))
        .hasSameSizeAs(pc.history("bad"))
        .hasSizeGreaterThan(2);
  }

  @Test
  void the_schedule_that_starts_a_job_adds_its_arguments(Installation pc) {
    pc.shellJob(
        "map",
        "schedule: {'* * * * *': [--all, 'a b'], '0 0 1 1 *': --year}",
        "printf '<%s>' \"$@\"; echo");

    pc.run("--scheduled", "--entry", "1", "--job", "map").assertSilentSuccess();

    assertThat(pc.output("map")).contains("<--all><a b>");
    assertThat(pc.record("map").get("args")).isEqualTo(List.of("--all", "a b"));
    int before = pc.history("map").size();
    pc.run("--entry", "1", "--job", "map", "--", "more").assertSilentSuccess();
    assertThat(pc.history("map").get(before).get("args"))
        .isEqualTo(List.of("--all", "a b", "more"));
    pc.run("--scheduled", "--entry", "3", "--job", "map")
        .assertFailure(78, "has no schedule number 3: run cron-generate");
    pc.run("--scheduled", "--entry", "x", "--job", "map").assertFailure(64, "not a number");
  }

  @Test
  void status_says_when_and_who(Installation pc) {
    Path job =
        pc.shellJob(
            "job", "period: 2h\nowner: ops@example.org\nrunbook: https://wiki/x", "echo run");
    ranBefore(pc, "job", Duration.ofHours(1), sha256(job));
    pc.shellJob("off", "every: 10m\ndisabled: {until: 2999-01-01, reason: the move}", "echo run");
    pc.shellJob("late", "every: 1h\nsplay: true", "echo run");
    ranBefore(pc, pc.jobs().resolve("late.yaml"), Duration.ofHours(5));

    String text = pc.run("--status").stdout();
    assertThat(text)
        .contains("    owner: ops@example.org\n    runbook: https://wiki/x\n", "(period 2h)")
        .contains("next run: none, disabled until 2999-01-01: the move (every 10m)");
    String json = pc.run("--status", "--json", "job", "off").stdout();
    assertThat(json)
        .contains("\"owner\" : \"ops@example.org\"", "\"schedule\" : \"period 2h\"")
        .contains("\"disabled_until\" : \"2999-01-01\"", "\"disabled_reason\" : \"the move\"");
    Instant next = time(pc.history("job").get(0), "started").plus(Duration.ofHours(2));
    assertThat(json).contains("\"next_run\" : \"" + next + "\"");
    assertThat(Operator.check(pc).stdout()).contains("late: overdue: was due at ");
  }
}
