package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.zone.Zones;

class MomentTest {

  private static final Zone BERLIN = Zones.of("Europe/Berlin");

  /** In Berlin it is the 22nd already. */
  private static final UtcTime START = UtcTime.parse("2026-11-21T23:30:00Z");

  private static String resolve(String text) {
    return new UtcTime(new Moment(text).epochMillis(START, BERLIN)).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T06:00:00+01:00, 2026-12-01T05:00:00.000Z",
    "2026-12-01T06:00:00-05:00, 2026-12-01T11:00:00.000Z",
    "2026-12-01 06:00:00Z, 2026-12-01T06:00:00.000Z",
    "2026-12-01T06:00Z, 2026-12-01T06:00:00.000Z"
  })
  void an_offset_says_which_zone(String text, String expected) {
    assertThat(resolve(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T06:00:00, 2026-12-01T05:00:00.000Z",
    "2026-07-01 06:00, 2026-07-01T04:00:00.000Z",
    "2026-12-01, 2026-11-30T23:00:00.000Z"
  })
  void without_one_it_is_the_zone_of_the_machine(String text, String expected) {
    assertThat(resolve(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "06:00, 2026-11-22T05:00:00.000Z",
    "00:15, 2026-11-21T23:15:00.000Z",
    "23:59:30, 2026-11-22T22:59:30.000Z"
  })
  void a_time_of_day_is_on_the_local_day_of_the_start(String text, String expected) {
    assertThat(resolve(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "06:00, 2026-11-22T05:00:00.000Z",
    "00:15, 2026-11-22T23:15:00.000Z",
    "00:30, 2026-11-22T23:30:00.000Z",
    "2026-11-01, 2026-10-31T23:00:00.000Z",
    "90m, 2026-11-22T01:00:00.000Z"
  })
  void a_limit_at_a_time_of_day_is_the_next_such_time(String text, String expected) {
    long millis = new Moment(text).nextEpochMillis(START, BERLIN);

    assertThat(new UtcTime(millis).toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "90m, 2026-11-22T01:00:00.000Z",
    "PT10S, 2026-11-21T23:30:10.000Z",
    "1h30m, 2026-11-22T01:00:00.000Z",
    "0, 2026-11-21T23:30:00.000Z"
  })
  void a_duration_counts_from_the_start(String text, String expected) {
    assertThat(resolve(text)).isEqualTo(expected);
  }

  @Test
  void a_time_that_summer_time_leaves_out_comes_at_its_end() {
    UtcTime start = UtcTime.parse("2026-03-29T00:00:00Z");

    assertThat(new UtcTime(new Moment("02:30").epochMillis(start, BERLIN)))
        .hasToString("2026-03-29T01:00:00.000Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "25:00",
        "6:00",
        "06:60",
        "2026-13-01",
        "2026-02-30",
        "2026-12-01T06",
        "2026-12-01T06:00+25:00",
        "tomorrow 06:00"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> new Moment(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + text
                + "' is not a moment: write a date and time (2026-12-01T06:00:00+01:00), a date, a"
                + " time of day (06:00) or a duration (90m)");
  }

  @Test
  void of_a_wrong_duration_the_message_knows_more() {
    assertThatThrownBy(() -> new Moment("90"))
        .hasMessage("'90' has no unit: write '90s' for seconds or '90m' for minutes");
    assertThatThrownBy(() -> new Moment("9999d"))
        .hasMessage("'9999d' is longer than the longest duration, 3660 days");
  }

  @Test
  void blanks_around_it_do_not_matter() {
    assertThat(new Moment(" 06:00 ")).isEqualTo(new Moment("06:00")).hasToString("06:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"90m", "PT10M", "2d", "0"})
  void a_duration_is_told_from_a_moment(String text) {
    assertThat(new Moment(text).isDuration()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"06:00", "2026-12-01", "2026-12-01T06:00", "2026-12-01 06:00:00"})
  void a_moment_is_told_from_a_duration(String text) {
    assertThat(new Moment(text).isDuration()).isFalse();
  }
}
