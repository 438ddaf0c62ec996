package processcontrol.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.CrontabManual;
import processcontrol.ScheduleCorpus;
import processcontrol.VixieCron;
import processcontrol.job.CronMask;
import processcontrol.job.Schedule;
import processcontrol.zone.Zones;

/** Next runs against {@link CronSimulation}, an independent computation. */
class CronSlotsTest {

  /** Around the changes of the clock, in whose hours something can go wrong. */
  private static final List<String> AT_NIGHT =
      List.of(
          "* * * * *",
          "*/5 * * * *",
          "30 * * * *",
          "0 * * * *",
          "59 * * * *",
          "*/7 2 * * *",
          "30 2 * * *",
          "0 2 * * *",
          "0 3 * * *",
          "15 1 * * *",
          "45 1 * * *",
          "0 1,2,3 * * *",
          "10-50/20 0-4 * * *",
          "5 */2 * * *",
          "0 0 * * *",
          "59 1 * * *",
          "30 1-3 * * sun",
          "0-59 2 * * *",
          "0,30 2 * 3,10 0",
          "29 2 1-31 * *",
          "* 2 * * 7",
          "30 0-23 * * *",
          "0 0 */2 * 1",
          "0 0 13 * 5",
          "0 0 30 2 *",
          "0 0 29 2 *",
          "0 12 31 * *",
          "0 0 1 1 *");

  private static Set<String> schedules(int size) {
    Set<String> schedules = new LinkedHashSet<>(AT_NIGHT);
    Random random = new Random(7);
    while (schedules.size() < size) {
      schedules.add(ScheduleCorpus.wellFormed(random));
    }
    return schedules;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void next_run_is_when_cron_starts_the_job_all_year_round(String name) {
    ZoneId zone = ZoneId.of(name);
    Instant from = ZonedDateTime.of(2027, 1, 1, 0, 0, 0, 0, zone).toInstant();
    Instant to = ZonedDateTime.of(2028, 1, 1, 0, 0, 0, 0, zone).toInstant();
    Random random = new Random(11);
    int compared = 0;
    for (String schedule : schedules(36)) {
      CronMask timetable = new Schedule(schedule).mask();
      List<Instant> starts = CronSimulation.run(VixieCron.read(schedule + " x"), from, to, zone);
      for (Instant after : moments(zone, from, to, random)) {
        assertThat(upTo(to, timetable, after, zone))
            .as("'%s' after %s in %s", schedule, after.atZone(zone), zone)
            .isEqualTo(firstAfter(after, starts));
        compared++;
      }
    }
    System.out.printf("%s: %d next runs as simulated%n", name, compared);
  }

  /** Some moments of the year, and many around the changes of the clock. */
  private static List<Instant> moments(ZoneId zone, Instant from, Instant to, Random random) {
    List<Instant> moments = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long seconds = (long) (random.nextDouble() * Duration.between(from, to).toSeconds());
      moments.add(from.plusSeconds(seconds));
    }
    var change = zone.getRules().nextTransition(from);
    while (change.getInstant().isBefore(to)) {
      for (int minutes = -150; minutes <= 150; minutes += 1 + random.nextInt(25)) {
        moments.add(change.getInstant().plusSeconds(minutes * 60L));
        moments.add(change.getInstant().plusSeconds(minutes * 60L + random.nextInt(60)));
      }
      moments.add(change.getInstant());
      moments.add(change.getInstant().minusMillis(1));
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return moments;
  }

  private static Instant upTo(Instant end, CronMask timetable, Instant after, ZoneId zone) {
    return next(timetable, after, zone).filter(next -> next.isBefore(end)).orElse(null);
  }

  private static Optional<Instant> next(CronMask mask, Instant after, ZoneId zone) {
    long next = new CronSlots(mask, Zones.of(zone.getId())).next(after.toEpochMilli());
    return next == Slots.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next));
  }

  private static Instant firstAfter(Instant after, List<Instant> starts) {
    int at = Collections.binarySearch(starts, after);
    int index = at < 0 ? -at - 1 : at + 1;
    return index == starts.size() ? null : starts.get(index);
  }

  @Test
  void every_schedule_that_is_accepted_fires_as_its_bits_say() {
    Random random = new Random(5);
    Instant begin = Instant.parse("2026-01-01T00:00:00Z");
    int schedules = 0;
    for (String schedule : ScheduleCorpus.of(1500)) {
      if (CrontabManual.read(schedule) == null || !isAccepted(schedule)) {
        continue;
      }
      schedules++;
      CronMask timetable = new Schedule(schedule).mask();
      Instant from = begin.plus(Duration.ofDays(random.nextInt(1000)));
      Instant to = from.plus(Duration.ofDays(7));
      List<Instant> starts =
          CronSimulation.run(VixieCron.read(schedule + " x"), from, to, ZoneOffset.UTC);
      Instant after = from.minusSeconds(1);
      for (int i = 0; i < 30 && after != null; i++) {
        Instant next = upTo(to, timetable, after, ZoneOffset.UTC);
        assertThat(next).as("'%s' after %s", schedule, after).isEqualTo(firstAfter(after, starts));
        after = next;
      }
    }
    System.out.printf("%d schedules fire in a sample week as their bits say%n", schedules);
  }

  private static boolean isAccepted(String schedule) {
    try {
      new Schedule(schedule);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Both days restricted: either is enough. A day that begins with a star: both must match.
    "0 0 13 * 5, 2026-11-20T00:00:00Z, 2026-11-27T00:00:00Z",
    "0 0 13 * 5, 2026-12-11T00:00:00Z, 2026-12-13T00:00:00Z",
    "0 0 */2 * 1, 2026-11-20T00:00:00Z, 2026-11-23T00:00:00Z",
    "0 0 */2 * 1, 2026-11-23T00:00:00Z, 2026-12-07T00:00:00Z",
    "0 0 29 2 *, 2026-11-20T00:00:00Z, 2028-02-29T00:00:00Z",
    "0 0 29 2 *, 2096-03-01T00:00:00Z, 2104-02-29T00:00:00Z",
    "0 0 * * 7, 2026-11-20T00:00:00Z, 2026-11-22T00:00:00Z",
    "* * * * *, 2026-11-20T10:00:00.001Z, 2026-11-20T10:01:00Z",
    "* * * * *, 2026-11-20T10:00:00Z, 2026-11-20T10:01:00Z"
  })
  void next_run_in_plain_time(String schedule, Instant after, Instant next) {
    assertThat(next(new Schedule(schedule).mask(), after, ZoneOffset.UTC)).contains(next);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6,9,11 *", "0 0 31 2 */1"})
  void a_day_that_does_not_exist_never_comes(String schedule) {
    Instant after = Instant.parse("2026-11-20T00:00:00Z");
    assertThat(next(new Schedule(schedule).mask(), after, ZoneOffset.UTC)).isEmpty();
  }
}
