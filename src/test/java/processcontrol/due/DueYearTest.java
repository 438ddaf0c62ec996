package processcontrol.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.VixieCron;
import processcontrol.config.Jobs;
import processcontrol.history.RunTrace;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.zone.Zones;

/**
 * A year of due checks, one a minute, against what is computed minute by minute from the clock on
 * the wall.
 */
class DueYearTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  /** A machine: its clock, its cron, and the history of one job. */
  private static final class Machine {
    final List<RunTrace> history = new ArrayList<>();
    final List<Long> ran = new ArrayList<>();
    final List<Long> late = new ArrayList<>();
    final List<Long> skipped = new ArrayList<>();
    final List<Long> starts = new ArrayList<>();
    private final DueCheck check;
    private final Job job;
    private final long takes;

    Machine(Job job, ZoneId zone, long takes, long fileChanged) {
      this.job = job;
      this.takes = takes;
      this.check = new DueCheck(job, "host", Zones.of(zone.getId()), "/nowhere", fileChanged);
    }

    /** Runs the minute's process, a second after cron started it, unless the machine is down. */
    void live(long from, long until, LongPredicate up) {
      long busyUntil = 0;
      for (long minute = from; minute < until; minute += MINUTE) {
        if (!up.test(minute)) {
          continue;
        }
        long now = minute + 1000;
        while (now >= busyUntil && now < minute + MINUTE) {
          Decision decision =
              check.decide(PastRuns.of(history, now, check.wanted(null)), now, null);
          if (!decision.isDue()) {
            if (decision.next() >= minute + MINUTE) {
              break;
            }
            now = decision.next();
            continue;
          }
          now = take(decision, now);
        }
        busyUntil = Math.max(busyUntil, now);
      }
    }

    private long take(Decision decision, long now) {
      UtcTime slot = new UtcTime(decision.slot());
      UtcTime start = new UtcTime(now);
      if (decision.skip() != null) {
        skipped.add(decision.slot());
        history.add(0, new RunTrace(null, start, start, true, slot, job.sha256()));
        return now;
      }
      (decision.late() ? late : ran).add(decision.slot());
      starts.add(now);
      UtcTime end = new UtcTime(now + takes);
      history.add(0, new RunTrace("run-" + now, start, end, true, slot, job.sha256()));
      while (history.size() > 50) {
        history.remove(50);
      }
      return now + takes;
    }
  }

  private static boolean always(long minute) {
    return minute > 0;
  }

  private static long start(ZoneId zone) {
    return ZonedDateTime.of(2027, 1, 1, 0, 0, 0, 0, zone).toInstant().toEpochMilli();
  }

  private static long end(ZoneId zone) {
    return ZonedDateTime.of(2028, 1, 1, 0, 0, 0, 0, zone).toInstant().toEpochMilli();
  }

  private static List<Long> cron(String schedule, ZoneId zone) {
    return CronSimulation.run(
            VixieCron.read(schedule + " x"),
            Instant.ofEpochMilli(start(zone)),
            Instant.ofEpochMilli(end(zone)),
            zone)
        .stream()
        .map(Instant::toEpochMilli)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 2 * * *|Europe/Berlin",
        "*/20 2 * * *|Europe/Berlin",
        "15 1-3 * * sun|America/New_York",
        "45 1 * * *|Australia/Lord_Howe",
        "*/7 * * * *|Australia/Lord_Howe",
        "0 */2 1-15 * *|Australia/Lord_Howe"
      })
  void a_schedule_in_a_time_zone_is_due_when_cron_there_would_run_it(String text, String name) {
    ZoneId zone = ZoneId.of(name);
    Job job = Jobs.fromYaml("schedule: '" + text + "'\ntime_zone: " + name);
    Machine machine = new Machine(job, ZoneId.of("Asia/Tokyo"), 5000, start(zone) - 1);

    machine.live(start(zone), end(zone), DueYearTest::always);

    assertThat(machine.ran).isEqualTo(cron(text, zone));
    assertThat(machine.late).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void every_seven_minutes_goes_by_time_that_passes(String name) {
    ZoneId zone = ZoneId.of(name);
    Job job = Jobs.fromYaml("every: 7m\nsplay: 7m");
    long offset = Splay.minutes("host", job.slug(), 7);
    Machine machine = new Machine(job, zone, 5000, start(zone) - 1);
    machine.live(start(zone), end(zone), DueYearTest::always);

    List<Long> expected = new ArrayList<>();
    for (long minute = start(zone) / MINUTE; minute < end(zone) / MINUTE; minute++) {
      if (minute % 7 == offset) {
        expected.add(minute * MINUTE);
      }
    }
    assertThat(machine.ran).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void every_two_days_goes_by_the_clock_on_the_wall(String name) {
    ZoneId zone = ZoneId.of(name);
    Job job = Jobs.fromYaml("every: 2d\nsplay: 2d");
    long offset = Splay.minutes("host", job.slug(), 2880);
    Machine machine = new Machine(job, zone, 5000, start(zone) - 1);
    machine.live(start(zone), end(zone), DueYearTest::always);

    List<Long> expected = new ArrayList<>();
    long last = Long.MIN_VALUE;
    for (long minute = start(zone); minute < end(zone); minute += MINUTE) {
      LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(minute), zone);
      long wall =
          local.toLocalDate().toEpochDay() * 1440 + local.getHour() * 60L + local.getMinute();
      long number = Math.floorDiv(wall - offset, 2880L);
      if (last != Long.MIN_VALUE && number > last) {
        expected.add(minute);
      }
      last = Math.max(last, number);
    }
    assertThat(machine.ran).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-30T02:30:00, P1D, Europe/Berlin",
    "2026-12-30T02:30:00, P1D, America/New_York",
    "2026-12-30T02:10:00, P1D, Australia/Lord_Howe",
    "2026-12-30T01:45:00, P1D, Australia/Lord_Howe",
    "2026-08-31T10:00:00, P1M, Europe/Berlin",
    "2026-12-30T01:15:00, P1W, Europe/Berlin",
    "2026-12-30T01:15:00, PT24H, Europe/Berlin",
    "2026-12-30T01:15:00, P1DT1H, America/New_York",
    "2026-12-30T01:15:00, PT100M, America/New_York"
  })
  void repeat_is_anchored_to_its_start(String first, String step, String name) {
    ZoneId zone = ZoneId.of(name);
    Job job = Jobs.fromYaml("repeat: R/" + first + "/" + step + "\ntime_zone: " + name);
    Machine machine = new Machine(job, ZoneId.of("UTC"), 5000, start(zone) - 1);
    machine.live(start(zone), end(zone), DueYearTest::always);

    List<Long> expected = new ArrayList<>();
    java.time.Period dates = period(step);
    java.time.Duration time = time(step);
    for (int k = 0; ; k++) {
      LocalDateTime wall = LocalDateTime.parse(first);
      wall = wall.plusMonths((long) k * dates.getMonths()).plusDays((long) k * dates.getDays());
      long slot = firstMinuteAt(wall, zone) + k * time.toMillis();
      if (slot >= end(zone)) {
        break;
      }
      if (slot >= start(zone)) {
        expected.add(slot);
      }
    }
    assertThat(machine.ran).isEqualTo(expected);
  }

  private static java.time.Period period(String step) {
    String dates = step.contains("T") ? step.substring(0, step.indexOf('T')) : step;
    return dates.equals("P") ? java.time.Period.ZERO : java.time.Period.parse(dates);
  }

  private static java.time.Duration time(String step) {
    return step.contains("T")
        ? java.time.Duration.parse("P" + step.substring(step.indexOf('T')))
        : java.time.Duration.ZERO;
  }

  /** Looks at every minute around for the first one at which the clock has reached a time. */
  private static long firstMinuteAt(LocalDateTime wall, ZoneId zone) {
    Instant near = wall.toInstant(java.time.ZoneOffset.UTC).minusSeconds(15 * 3600);
    for (Instant minute = near; ; minute = minute.plusSeconds(60)) {
      if (!LocalDateTime.ofInstant(minute, zone).isBefore(wall)) {
        return minute.toEpochMilli();
      }
    }
  }

  @Test
  void a_finite_repeat_ends() {
    ZoneId zone = ZoneId.of("UTC");
    Job job = Jobs.fromYaml("repeat: R2/2027-03-04T19:25:16Z/PT10S");
    Machine machine = new Machine(job, zone, 1000, start(zone));
    machine.live(start(zone), end(zone), DueYearTest::always);

    long first = Instant.parse("2027-03-04T19:25:16Z").toEpochMilli();
    assertThat(machine.starts).containsExactly(first, first + 10_000, first + 20_000);
    assertThat(JobSlots.isOver(job, Zones.of(zone.getId()), first + 30_000)).isFalse();
    assertThat(JobSlots.isOver(job, Zones.of(zone.getId()), first + 81_000)).isTrue();
  }

  private static String keyOf(String key, String span) {
    return span.equals("0s") ? "" : key + ": " + span + "\n";
  }

  @ParameterizedTest
  @CsvSource({"10m, 0s, 45s", "0s, 10m, 45s", "7m, 3m, 250s", "30s, 0s, 2s", "0s, 20s, 130s"})
  void rounds_keep_their_distance_and_no_more(String period, String pause, String takes) {
    long taken = processcontrol.job.TimeSpan.parse(takes).millis();
    String keys = keyOf("period", period) + keyOf("pause", pause);
    Job job = Jobs.fromYaml(keys + "random: 90s");
    ZoneId zone = ZoneId.of("Europe/Berlin");
    Machine machine = new Machine(job, zone, taken, start(zone));
    machine.live(start(zone), start(zone) + 30 * 24 * HOUR, DueYearTest::always);

    long least = Math.max(job.timing().period().millis(), taken + job.timing().pause().millis());
    long sum = 0;
    for (int i = 1; i < machine.starts.size(); i++) {
      long distance = machine.starts.get(i) - machine.starts.get(i - 1);
      assertThat(distance).isBetween(least, least + 90_000 + 1000);
      sum += distance - least;
    }
    assertThat(machine.starts).hasSizeGreaterThan(1000);
    assertThat(sum / (machine.starts.size() - 1.0)).isBetween(40_000.0, 50_000.0);
  }

  @Test
  void blackouts_hold_by_the_clock_on_the_wall() {
    String name = "Europe/Berlin";
    ZoneId zone = ZoneId.of(name);
    Job job =
        Jobs.fromYaml(
            "schedule: '*/30 * * * *'\ntime_zone: "
                + name
                + "\nblackout: ['22:00-06:00', '12:00-13:00 sat,sun']\nnot_before: 2027-02-01\nnot_after: 2027-11-30");
    Machine machine = new Machine(job, ZoneId.of("UTC"), 5000, start(zone) - 1);
    machine.live(start(zone), end(zone), DueYearTest::always);

    List<Long> run = new ArrayList<>();
    List<Long> skip = new ArrayList<>();
    for (long slot : cron("*/30 * * * *", zone)) {
      ZonedDateTime time = Instant.ofEpochMilli(slot).atZone(zone);
      boolean night = time.getHour() >= 22 || time.getHour() < 6;
      boolean noon = time.getHour() == 12 && time.getDayOfWeek().getValue() >= 6;
      boolean outside = time.getMonthValue() < 2 || time.getMonthValue() > 11;
      (night || noon || outside ? skip : run).add(slot);
    }
    assertThat(machine.ran).isEqualTo(run);
    assertThat(machine.skipped).isEqualTo(skip);
    assertThat(JobSlots.isOver(job, Zones.of(zone.getId()), end(zone))).isTrue();
    assertThat(JobSlots.isOver(job, Zones.of(zone.getId()), start(zone))).isFalse();
  }

  /** Down for some hours now and then, and for some minutes. */
  private static LongPredicate outages(long seed, long from, long until) {
    Random random = new Random(seed);
    java.util.BitSet down = new java.util.BitSet();
    for (long minute = 0; minute < (until - from) / MINUTE; minute += 500 + random.nextInt(6000)) {
      down.set((int) minute, (int) minute + 1 + random.nextInt(random.nextBoolean() ? 9 : 3000));
    }
    return now -> !down.get((int) ((now - from) / MINUTE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "Australia/Lord_Howe"})
  void everything_missed_is_caught_up_with_in_order(String name) {
    ZoneId zone = ZoneId.of(name);
    LongPredicate up = outages(1, start(zone), end(zone));
    Job job = Jobs.fromYaml("schedule: '20 * * * *'\ncatch_up: true");
    Machine machine = new Machine(job, zone, 1000, start(zone) - 1);
    machine.live(start(zone), end(zone) + 72 * HOUR, up);

    List<Long> all = new ArrayList<>(machine.ran);
    all.addAll(machine.late);
    all.removeIf(slot -> slot >= end(zone));
    all.sort(null);
    assertThat(all).doesNotHaveDuplicates().isEqualTo(cron("20 * * * *", zone));
    assertThat(machine.late).isSorted().hasSizeGreaterThan(100);
    assertThat(machine.late).noneMatch(slot -> up.test(slot) && up.test(slot + MINUTE));
  }

  @Test
  void once_is_one_run_for_each_outage_in_which_something_was_missed() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    LongPredicate up = outages(2, start(zone), end(zone));
    Job job = Jobs.fromYaml("schedule: '*/20 * * * *'\ncatch_up: once");
    Machine machine = new Machine(job, zone, 1000, start(zone) - 1);
    machine.live(start(zone), end(zone), up);

    List<Long> expected = new ArrayList<>();
    long missed = 0;
    List<Long> slots = cron("*/20 * * * *", zone);
    int next = 0;
    for (long minute = start(zone); minute < end(zone); minute += MINUTE) {
      boolean due = next < slots.size() && slots.get(next) == minute;
      next += due ? 1 : 0;
      if (!up.test(minute)) {
        missed = due ? minute : missed;
      } else if (due || missed != 0) {
        expected.add(due ? minute : missed);
        missed = 0;
      }
    }
    List<Long> all = new ArrayList<>(machine.ran);
    all.addAll(machine.late);
    all.sort(null);
    assertThat(all).isEqualTo(expected);
    assertThat(machine.late).isNotEmpty();
  }

  @Test
  void nothing_is_caught_up_with_beyond_the_deadline_or_without_being_asked() {
    ZoneId zone = ZoneId.of("UTC");
    LongPredicate up = outages(3, start(zone), end(zone));
    List<Long> slots = cron("*/10 * * * *", zone);
    String plain = "schedule: '*/10 * * * *'\ntime_zone: UTC\n";
    Machine none = new Machine(Jobs.fromYaml(plain), zone, 1000, start(zone) - 1);
    none.live(start(zone), end(zone), up);
    // A minute later is still on time.
    assertThat(none.ran).allMatch(s -> up.test(s) || up.test(s + MINUTE));
    // Sets: AssertJ looks each element of one list up in the other from its beginning.
    Set<Long> ran = new HashSet<>(none.ran);
    assertThat(new HashSet<>(slots).containsAll(ran)).as("nothing else has run").isTrue();
    assertThat(ran.containsAll(slots.stream().filter(up::test).toList())).as("all ran").isTrue();
    assertThat(none.late).isEmpty();

    Machine some =
        new Machine(
            Jobs.fromYaml(plain + "catch_up: true\nstart_deadline: 30m"),
            zone,
            1000,
            start(zone) - 1);
    some.live(start(zone), end(zone) + 72 * HOUR, up);
    List<Long> all = new ArrayList<>(some.ran);
    all.addAll(some.late);
    all.removeIf(slot -> slot >= end(zone));
    all.sort(null);
    List<Long> expected =
        slots.stream()
            .filter(
                slot -> {
                  long minute = slot;
                  while (!up.test(minute)) {
                    minute += MINUTE;
                  }
                  return minute + 1000 - slot < 30 * MINUTE;
                })
            .toList();
    assertThat(all).isEqualTo(expected);
  }
}
