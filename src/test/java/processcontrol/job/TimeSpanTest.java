package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.0, 0",
    "00, 0",
    "0s, 0",
    "1ms, 1",
    "500ms, 500",
    "90s, 90000",
    "10m, 600000",
    "10min, 600000",
    "2h, 7200000",
    "1d, 86400000",
    "1h30m, 5400000",
    "1d2h3m4s5ms, 93784005",
    "1m1m, 120000",
    "1.5h, 5400000",
    ".5s, 500",
    "0.25s, 250",
    "1.0005s, 1001",
    "007s, 7000",
    "3660d, 316224000000",
    "PT10S, 10000",
    "pt10s, 10000",
    "PT1H30M, 5400000",
    "P1DT1S, 86401000",
    "PT0.5S, 500",
    "PT0S, 0"
  })
  void a_duration_with_a_unit_is_read(String text, long millis) {
    assertThat(TimeSpan.parse(text).millis()).isEqualTo(millis);
    assertThat(TimeSpan.parseMinutes(text).millis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"30, 1800000", "0.5, 30000", ".1, 6000", "1, 60000", "5270400, 316224000000"})
  void a_bare_number_counts_minutes_where_that_is_the_custom(String text, long millis) {
    assertThat(TimeSpan.parseMinutes(text).millis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "0.5", "1", "99999999999999999999"})
  void a_bare_number_lacks_its_unit_elsewhere(String text) {
    assertThatThrownBy(() -> TimeSpan.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + text
                + "' has no unit: write '"
                + text
                + "s' for seconds or '"
                + text
                + "m' for minutes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-5",
        "-5s",
        "+5s",
        "5.",
        "5.s",
        ".",
        ".s",
        "s",
        "1..5h",
        "1.2.3s",
        "1 h",
        " 1h",
        "1h ",
        "10M",
        "1H",
        "1w",
        "1y",
        "1hour",
        "1h-1m",
        "h1",
        "1h2",
        "1e3s",
        "0x10s",
        "1,5h",
        "ten",
        "\u0661s",
        "P",
        "PT",
        "P1",
        "PT1",
        "PTS",
        "P1Y",
        "P1M",
        "p",
        "PT99999999999999999999S",
        "PT9223372036854775807S",
        "PT1H 1M"
      })
  void anything_else_is_refused(String text) {
    String message =
        "'" + text + "' is not a duration: write a duration such as 90s, 10m, 2h or" + " PT10S";
    assertThatThrownBy(() -> TimeSpan.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> TimeSpan.parseMinutes(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3660d1ms",
        "3661d",
        "99999999999999999999s",
        "87841h",
        "316224000001ms",
        "9223372036854775807d9223372036854775807d",
        "P3661D",
        "PT87841H"
      })
  void more_than_ten_years_is_refused(String text) {
    assertThatThrownBy(() -> TimeSpan.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + text + "' is longer than the longest duration, 3660 days");
  }

  @Test
  void more_than_ten_years_of_minutes_are_refused() {
    assertThatThrownBy(() -> TimeSpan.parseMinutes("5270401"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'5270401' is longer than the longest duration, 3660 days");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-5S", "-PT5S", "P-1D"})
  void a_negative_duration_is_refused_with_its_text(String text) {
    assertThatThrownBy(() -> TimeSpan.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1ms", "0.0001s", ".000001m", "PT0.0001S", "PT0.000000001S"})
  void a_tiny_duration_does_not_become_zero_which_would_mean_none(String text) {
    assertThat(TimeSpan.parse(text).millis()).isEqualTo(1);
  }

  @Test
  void the_bounds_hold_for_numbers_too() {
    assertThat(new TimeSpan(316_224_000_000L)).hasToString("3660d");
    assertThatThrownBy(() -> new TimeSpan(316_224_000_001L))
        .hasMessage("a duration is between 0 and 3660 days");
    assertThatThrownBy(() -> new TimeSpan(-1)).hasMessage("a duration is between 0 and 3660 days");
    assertThatThrownBy(() -> TimeSpan.ofSeconds(Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
    assertThat(TimeSpan.ofSeconds(90).millis()).isEqualTo(90_000);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ms",
    "999, 999ms",
    "1000, 1s",
    "1500, 1.500s",
    "1001, 1.001s",
    "61050, 61.050s",
    "90000, 90s",
    "60000, 1m",
    "5400000, 90m",
    "3600000, 1h",
    "90000000, 25h",
    "86400000, 1d"
  })
  void the_text_form_has_one_unit(long millis, String text) {
    assertThat(new TimeSpan(millis)).hasToString(text);
  }

  @Test
  void the_text_form_reads_back_as_the_same_duration() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      TimeSpan span = new TimeSpan(random.nextLong(1L << (1 + random.nextInt(38))));
      assertThat(TimeSpan.parse(span.toString())).isEqualTo(span);
    }
  }

  @Test
  void durations_are_ordered_by_length() {
    assertThat(TimeSpan.parse("59s")).isLessThan(TimeSpan.parse("1m"));
    assertThat(TimeSpan.parse("60s").compareTo(TimeSpan.parse("1m"))).isZero();
    assertThat(TimeSpan.ZERO.isZero()).isTrue();
    assertThat(TimeSpan.parse("1ms").isZero()).isFalse();
  }
}
