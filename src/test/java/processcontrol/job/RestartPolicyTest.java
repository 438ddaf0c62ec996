package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

  private static RestartPolicy restartPolicy(String restartDelay, String maxDelay) {
    return new RestartPolicy(
        TimeSpan.parse(restartDelay), TimeSpan.parse(maxDelay), List.of(), List.of());
  }

  @Test
  void delay_doubles_with_each_fast_run_in_a_row_up_to_its_limit() {
    RestartPolicy restartPolicy = restartPolicy("10s", "60s");

    assertThat(restartPolicy.delayAfter(0)).isEqualTo(10_000);
    assertThat(restartPolicy.delayAfter(1)).isEqualTo(10_000);
    assertThat(restartPolicy.delayAfter(2)).isEqualTo(20_000);
    assertThat(restartPolicy.delayAfter(3)).isEqualTo(40_000);
    assertThat(restartPolicy.delayAfter(4)).isEqualTo(60_000);
    assertThat(restartPolicy.delayAfter(Integer.MAX_VALUE)).isEqualTo(60_000);
  }

  @Test
  void without_a_delay_a_job_that_fails_fast_is_slowed_down_all_the_same() {
    RestartPolicy restartPolicy = restartPolicy("0s", "1s");

    assertThat(restartPolicy.delayAfter(0)).isZero();
    assertThat(restartPolicy.delayAfter(1)).isZero();
    assertThat(restartPolicy.delayAfter(2)).isEqualTo(200);
    assertThat(restartPolicy.delayAfter(9)).isEqualTo(1000);
  }

  @Test
  void limit_below_the_delay_leaves_the_delay_as_it_is() {
    RestartPolicy restartPolicy = restartPolicy("10s", "1s");

    assertThat(restartPolicy.delayAfter(1)).isEqualTo(10_000);
    assertThat(restartPolicy.delayAfter(5)).isEqualTo(10_000);
  }

  @Test
  void run_is_fast_that_ends_within_ten_seconds_or_the_delay() {
    assertThat(restartPolicy("1s", "60s").isFast(9_999)).isTrue();
    assertThat(restartPolicy("1s", "60s").isFast(10_000)).isFalse();
    assertThat(restartPolicy("30s", "60s").isFast(29_999)).isTrue();
    assertThat(restartPolicy("30s", "60s").isFast(30_000)).isFalse();
  }
}
