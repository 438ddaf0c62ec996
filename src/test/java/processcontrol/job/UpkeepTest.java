package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UpkeepTest {

  private static Upkeep upkeep(String restartDelay, String maxDelay) {
    return new Upkeep(
        TimeSpan.parse(restartDelay),
        TimeSpan.parse(maxDelay),
        List.of(),
        List.of(),
        TimeSpan.ZERO);
  }

  @Test
  void delay_doubles_with_each_fast_run_in_a_row_up_to_its_limit() {
    Upkeep upkeep = upkeep("10s", "60s");

    assertThat(upkeep.delayAfter(0)).isEqualTo(10_000);
    assertThat(upkeep.delayAfter(1)).isEqualTo(10_000);
    assertThat(upkeep.delayAfter(2)).isEqualTo(20_000);
    assertThat(upkeep.delayAfter(3)).isEqualTo(40_000);
    assertThat(upkeep.delayAfter(4)).isEqualTo(60_000);
    assertThat(upkeep.delayAfter(Integer.MAX_VALUE)).isEqualTo(60_000);
  }

  @Test
  void without_a_delay_a_job_that_fails_fast_is_slowed_down_all_the_same() {
    Upkeep upkeep = upkeep("0s", "1s");

    assertThat(upkeep.delayAfter(0)).isZero();
    assertThat(upkeep.delayAfter(1)).isZero();
    assertThat(upkeep.delayAfter(2)).isEqualTo(200);
    assertThat(upkeep.delayAfter(9)).isEqualTo(1000);
  }

  @Test
  void limit_below_the_delay_leaves_the_delay_as_it_is() {
    Upkeep upkeep = upkeep("10s", "1s");

    assertThat(upkeep.delayAfter(1)).isEqualTo(10_000);
    assertThat(upkeep.delayAfter(5)).isEqualTo(10_000);
  }

  @Test
  void run_is_fast_that_ends_within_ten_seconds_or_the_delay() {
    assertThat(upkeep("1s", "60s").isFast(9_999)).isTrue();
    assertThat(upkeep("1s", "60s").isFast(10_000)).isFalse();
    assertThat(upkeep("30s", "60s").isFast(29_999)).isTrue();
    assertThat(upkeep("30s", "60s").isFast(30_000)).isFalse();
  }
}
