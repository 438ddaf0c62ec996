package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatTest {

  @ParameterizedTest
  @CsvSource({
    "R2/2026-06-04T19:25:16-07:00/PT10S, 3, 0, 0, 10000",
    "R/2026-06-04T19:25:16.828696-07:00/P1D, 0, 0, 1, 0",
    "R0/2026-06-04T19:25:16/P1M, 1, 1, 0, 0",
    "R/2026-06-04/P2W, 0, 0, 14, 0",
    "R/2026-06-04T19:25:16Z/P1Y2M10DT2H30M15S, 0, 14, 10, 9015000",
    "R/2026-06-04T19:25:16Z/PT24H, 0, 0, 0, 86400000",
    "R/2026-06-04T19:25:16Z/PT1.5S, 0, 0, 0, 1500"
  })
  void intervals_of_iso_8601_are_read(
      String text, long count, long months, long days, long millis) {
    Repeat repeat = Repeat.parse(" " + text + " ");

    assertThat(repeat.toString()).isEqualTo(text);
    assertThat(repeat.count()).isEqualTo(count);
    assertThat(repeat.months()).isEqualTo(months);
    assertThat(repeat.days()).isEqualTo(days);
    assertThat(repeat.millis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "R",
        "R/",
        "R//",
        "R/2026-06-04T19:25:16Z",
        "R/2026-06-04T19:25:16Z/",
        "R/2026-06-04T19:25:16Z/P",
        "R/2026-06-04T19:25:16Z/PT",
        "R/2026-06-04T19:25:16Z/P0D",
        "R/2026-06-04T19:25:16Z/PT0S",
        "R/2026-06-04T19:25:16Z/PT0.5S",
        "R/2026-06-04T19:25:16Z/P-1D",
        "R/2026-06-04T19:25:16Z/PT-1S",
        "R/2026-06-04T19:25:16Z/P1D1M",
        "R/2026-06-04T19:25:16Z/P1D1D",
        "R/2026-06-04T19:25:16Z/P1H",
        "R/2026-06-04T19:25:16Z/1D",
        "R/2026-06-04T19:25:16Z/P99999999999999999999D",
        "R/2026-06-04T19:25:16Z/PT99999999999999999999S",
        "R/2026-06-04T19:25:16Z/P1D/P1D",
        "R-1/2026-06-04T19:25:16Z/P1D",
        "R99999999999999999999/2026-06-04T19:25:16Z/P1D",
        "Rx/2026-06-04T19:25:16Z/P1D",
        "r/2026-06-04T19:25:16Z/P1D",
        "R/2026-02-30T19:25:16Z/P1D",
        "R/10m/P1D",
        "R/06:00/P1D",
        "R/2026-06-04T19:25:16Z/2026-07-04T19:25:16Z"
      })
  void everything_else_is_refused_in_one_line(String text) {
    assertThatThrownBy(() -> Repeat.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "22:00-06:00, 1439, 0, true",
    "22:00-06:00, 359, 1, true",
    "22:00-06:00, 360, 1, false",
    "22:00-06:00, 1319, 1, false",
    "'22:00-06:00 fri', 1439, 1, true",
    "'22:00-06:00 fri', 30, 2, true",
    "'22:00-06:00 fri', 30, 1, false",
    "'22:00-06:00 thu', 30, 1, true",
    "'00:00-24:00 sat,sun', 700, 2, true",
    "'00:00-00:00 6-7', 700, 3, true",
    "'00:00-24:00 sat,sun', 700, 4, false",
    "9:00-17:30, 1049, 0, true",
    "9:00-17:30, 1050, 0, false"
  })
  void a_daily_window_begins_on_its_days(String text, int minute, int day, boolean inside) {
    // Day 0 is Thursday, 1970-01-01.
    assertThat(Blackout.daily(text).contains(0, day * 1440L + minute, Zone.UTC)).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "22:00",
        "22-06",
        "25:00-06:00",
        "24:00-06:00",
        "22:60-06:00",
        "22:00-06:00 someday",
        "22:00-06:00-07:00",
        "a:bc-06:00",
        "222:00-06:00",
        "22:0-06:00",
        "-"
      })
  void a_window_that_makes_no_sense_is_refused(String text) {
    assertThatThrownBy(() -> Blackout.daily(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_time_between_two_moments_includes_its_beginning() {
    Blackout blackout =
        Blackout.between(new Moment("2026-12-24T00:00:00Z"), new Moment("2027-01-02T00:00:00Z"));
    long from = UtcTime.parse("2026-12-24T00:00:00Z").epochMillis();
    long until = UtcTime.parse("2027-01-02T00:00:00Z").epochMillis();

    assertThat(blackout.contains(from, 0, Zone.UTC)).isTrue();
    assertThat(blackout.contains(from - 1, 0, Zone.UTC)).isFalse();
    assertThat(blackout.contains(until - 1, 0, Zone.UTC)).isTrue();
    assertThat(blackout.contains(until, 0, Zone.UTC)).isFalse();
    assertThatThrownBy(() -> Blackout.between(new Moment("2027-01-02"), new Moment("2026-12-24")))
        .hasMessage("until 2026-12-24 is not after from 2027-01-02");
  }
}
