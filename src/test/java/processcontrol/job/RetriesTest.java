package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {

  private static Retries retries(String delay, double backoff, String maxDelay, String jitter) {
    return new Retries(
        0,
        1,
        0,
        null,
        TimeSpan.parse(delay),
        backoff,
        TimeSpan.parse(maxDelay),
        TimeSpan.parse(jitter),
        List.of(),
        List.of(),
        false,
        false,
        false);
  }

  @Test
  void there_is_no_delay_by_default() {
    assertThat(Retries.NONE.delayAfter(1, 0.5)).isZero();
    assertThat(Retries.NONE.delayAfter(1000, 1)).isZero();
  }

  @Test
  void the_delay_stays_the_same_without_backoff() {
    Retries retries = retries("10s", 1, "0", "0");

    assertThat(retries.delayAfter(1, 0)).isEqualTo(10_000);
    assertThat(retries.delayAfter(100, 1)).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({"1, 10000", "2, 20000", "3, 40000", "4, 60000", "5, 60000", "1000000, 60000"})
  void the_limit_comes_after_the_backoff(int attempt, long millis) {
    assertThat(retries("10s", 2, "1m", "0").delayAfter(attempt, 0.5)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({"0, 58000", "0.25, 59000", "0.5, 60000", "1, 62000"})
  void the_jitter_comes_after_the_limit_and_is_symmetric(double random, long millis) {
    assertThat(retries("10s", 10, "1m", "4s").delayAfter(2, random)).isEqualTo(millis);
  }

  @Test
  void a_delay_is_never_negative() {
    assertThat(retries("1s", 1, "0", "10s").delayAfter(1, 0)).isZero();
    assertThat(retries("1s", 1, "0", "10s").delayAfter(1, 1)).isEqualTo(6000);
    assertThat(retries("0", 1, "0", "10s").delayAfter(1, 0.75)).isEqualTo(2500);
  }

  @Test
  void a_delay_without_a_limit_does_not_overflow() {
    long longest = TimeSpan.MAX_DAYS * 86_400_000L;

    assertThat(retries("10s", 1000, "0", "0").delayAfter(Integer.MAX_VALUE, 1)).isEqualTo(longest);
    assertThat(retries("3660d", 2, "0", "0").delayAfter(2, 0)).isEqualTo(longest);
  }
}
