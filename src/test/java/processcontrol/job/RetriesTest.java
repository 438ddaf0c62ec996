package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
  void the_delay_grows_by_its_factor_up_to_its_bound() {
    Retries doubling = retries("10s", 2, "1m", "0");

    assertThat(List.of(1, 2, 3, 4, 5, 1_000_000))
        .extracting(attempt -> doubling.delayAfter(attempt, 0.7))
        .containsExactly(10_000L, 20_000L, 40_000L, 60_000L, 60_000L, 60_000L);
  }

  @Test
  void the_jitter_comes_after_the_bound_and_lies_on_both_sides_of_the_delay() {
    Retries jittered = retries("10s", 10, "30s", "4s");

    assertThat(jittered.delayAfter(1, 0)).isEqualTo(8_000);
    assertThat(jittered.delayAfter(1, 0.5)).isEqualTo(10_000);
    assertThat(jittered.delayAfter(1, 1)).isEqualTo(12_000);
    assertThat(jittered.delayAfter(9, 0)).isEqualTo(28_000);
    assertThat(jittered.delayAfter(9, 1)).isEqualTo(32_000);
  }

  @Test
  void drawn_delays_fill_the_range_evenly_and_stay_in_it() {
    Retries jittered = retries("10s", 1, "0", "10s");
    Random random = new Random(5);
    int draws = 100_000;
    int[] tenths = new int[10];
    double sum = 0;

    for (int i = 0; i < draws; i++) {
      long delay = jittered.delayAfter(1, random.nextDouble());
      assertThat(delay).isBetween(5_000L, 15_000L);
      tenths[(int) Math.min(9, (delay - 5_000) / 1_000)]++;
      sum += delay;
    }

    assertThat(sum / draws).isBetween(9_950.0, 10_050.0);
    for (int tenth : tenths) {
      assertThat(tenth).isBetween(9_500, 10_500);
    }
  }

  @Test
  void a_jitter_wider_than_the_delay_never_makes_it_negative() {
    assertThat(retries("1s", 1, "0", "1h").delayAfter(1, 0)).isZero();
    assertThat(retries("0", 3, "0", "10s").delayAfter(7, 0.9)).isEqualTo(4_000);
    assertThat(retries("0", 3, "0", "0").delayAfter(Integer.MAX_VALUE, 0.9)).isZero();
  }

  @Test
  void a_delay_that_grows_without_a_bound_does_not_overflow() {
    long most = TimeSpan.MAX_DAYS * 86_400_000L;

    assertThat(retries("1s", 100, "0", "0").delayAfter(Integer.MAX_VALUE, 0)).isEqualTo(most);
    assertThat(new TimeSpan(retries("1s", 100, "0", "0").delayAfter(500, 1)).toString())
        .isEqualTo("3660d");
  }

  @Test
  void a_factor_below_one_shrinks_the_delay_to_nothing() {
    assertThat(retries("10s", 0.5, "0", "0").delayAfter(3, 0)).isEqualTo(2_500);
    assertThat(retries("10s", 0.5, "0", "0").delayAfter(10_000, 0)).isZero();
  }
}
