package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.zone.Zones;

/** All times of day on the days on which clocks are set, beside what java.time reads from them. */
class MomentAtChangesTest {

  private static final long QUARTER = 15 * 60_000L;
  private static final long STEP = QUARTER / 3;

  /** Nobody's clock is set twice within so many steps before a change and behind it. */
  private static final int STEPS = 40 * 12;

  /** The changes of a year or two: the first of them, and the next three. */
  private static List<Instant> changes(ZoneId zone, String since) {
    List<Instant> changes = new ArrayList<>();
    ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.parse(since));
    while (change != null && changes.size() < 4) {
      changes.add(change.getInstant());
      change = zone.getRules().nextTransition(change.getInstant());
    }
    assertThat(changes).isNotEmpty();
    return changes;
  }

  private static LocalTime shown(long moment, ZoneId zone) {
    return Instant.ofEpochMilli(moment).atZone(zone).toLocalTime();
  }

  private static boolean isShown(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toLocalDate().equals(day);
  }

  /** Returns the next moment at which the clock shows a time, or passes it in a gap. */
  private static long next(LocalTime time, long after, ZoneId zone) {
    List<Long> found = new ArrayList<>();
    LocalDate today = Instant.ofEpochMilli(after).atZone(zone).toLocalDate();
    for (int i = -2; i <= 3; i++) {
      LocalDate day = today.plusDays(i);
      ZoneOffsetTransition change = zone.getRules().getTransition(day.atTime(time));
      if (change != null && change.isGap()) {
        found.add(isShown(day, zone) ? change.getInstant().toEpochMilli() : Long.MIN_VALUE);
      } else {
        found.add(day.atTime(time).atZone(zone).toInstant().toEpochMilli());
        found.add(
            day.atTime(time).atZone(zone).withLaterOffsetAtOverlap().toInstant().toEpochMilli());
      }
    }
    return found.stream().filter(each -> each > after).min(Long::compare).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2023-01-01T00:00:00Z",
    "Europe/London, 2023-01-01T00:00:00Z",
    "America/New_York, 2023-01-01T00:00:00Z",
    "Australia/Lord_Howe, 2023-01-01T00:00:00Z",
    "Australia/Sydney, 2023-01-01T00:00:00Z",
    "Pacific/Apia, 2011-06-01T00:00:00Z",
    "Africa/Casablanca, 2023-01-01T00:00:00Z",
    "America/Sao_Paulo, 2017-01-01T00:00:00Z",
    "Asia/Beirut, 2023-01-01T00:00:00Z",
    "America/St_Johns, 2009-01-01T00:00:00Z",
    "America/Havana, 2023-01-01T00:00:00Z"
  })
  void a_time_of_day_is_what_the_clock_shows(String name, String since) {
    ZoneId java = ZoneId.of(name);
    Zone zone = Zones.of(name);
    for (Instant change : changes(java, since)) {
      for (int quarter = 0; quarter < 96; quarter++) {
        LocalTime time = LocalTime.MIDNIGHT.plusMinutes(quarter * 15L);
        Moment moment = new Moment(time.toString());
        for (int step = -STEPS; step <= STEPS; step++) {
          long now = change.toEpochMilli() + step * STEP;
          int order = shown(now, java).compareTo(time);
          if (moment.isAhead(now, zone) != order < 0 || moment.isOver(now, zone) != order > 0) {
            throw new AssertionError(time + " at " + Instant.ofEpochMilli(now).atZone(java));
          }
          if (step % 6 == 0 || Math.abs(step) < 40) {
            checkNext(moment, time, now, zone, java);
          }
        }
      }
    }
  }

  private static void checkNext(Moment moment, LocalTime time, long now, Zone zone, ZoneId java) {
    UtcTime start = new UtcTime(now);
    long next = next(time, now, java);
    if (moment.nextEpochMillis(start, zone) != next
        || (shown(now, java).isBefore(time) && moment.epochMillis(start, zone) != next)) {
      throw new AssertionError(
          time
              + " from "
              + Instant.ofEpochMilli(now).atZone(java)
              + " is "
              + Instant.ofEpochMilli(next).atZone(java)
              + ", not "
              + Instant.ofEpochMilli(moment.nextEpochMillis(start, zone)).atZone(java));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // In the gap of Berlin: from its end on the clock shows more.
    "Europe/Berlin, 2026-03-29T02:30, 2026-03-29T00:59:59Z, true, false",
    "Europe/Berlin, 2026-03-29T02:30, 2026-03-29T01:00:00Z, false, true",
    "Europe/Berlin, 2026-10-25T02:30, 2026-10-25T00:29:59Z, true, false",
    "Europe/Berlin, 2026-10-25T02:30, 2026-10-25T00:30:00Z, false, false",
    "Europe/Berlin, 2026-10-25T02:30, 2026-10-25T00:30:01Z, false, true",
    // Midnight is left out; the day is over at the next one all the same.
    "America/Sao_Paulo, 2017-10-15, 2017-10-15T02:59:59Z, true, false",
    "America/Sao_Paulo, 2017-10-15, 2017-10-15T03:00:00Z, false, false",
    "America/Sao_Paulo, 2017-10-15, 2017-10-16T01:59:59Z, false, false",
    "America/Sao_Paulo, 2017-10-15, 2017-10-16T02:00:00Z, false, true",
    // There was no such day.
    "Pacific/Apia, 2011-12-30, 2011-12-30T09:59:59Z, true, false",
    "Pacific/Apia, 2011-12-30, 2011-12-30T10:00:00Z, false, true"
  })
  void a_date_has_a_beginning_and_an_end(
      String name, String text, String now, boolean ahead, boolean over) {
    Zone zone = Zones.of(name);
    Moment moment = new Moment(text);
    long millis = Instant.parse(now).toEpochMilli();

    assertThat(moment.isAhead(millis, zone)).isEqualTo(ahead);
    assertThat(moment.isOver(millis, zone)).isEqualTo(over);
  }
}
