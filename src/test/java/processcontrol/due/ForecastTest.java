package processcontrol.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import processcontrol.config.Jobs;
import processcontrol.job.Zone;

class ForecastTest {

  private static final long NOW = Instant.parse("2026-11-29T12:00:30Z").toEpochMilli();

  private static Instant next(String yaml) {
    long next = new Forecast(Jobs.fromYaml(yaml), "host", Zone.UTC).next(NOW, null);
    return next == Slots.NEVER ? null : Instant.ofEpochMilli(next);
  }

  @Test
  void a_job_that_starts_every_minute_from_a_day_far_ahead_starts_on_that_day() {
    assertThat(next("schedule: '* * * * *'\nnot_before: 2030-02-01T00:00"))
        .isEqualTo("2030-02-01T00:00:00Z");
    assertThat(next("schedule: '30 * * * *'\nnot_before: 2030-02-01T00:10"))
        .isEqualTo("2030-02-01T00:30:00Z");
    assertThat(next("schedule: '* * * * *'\nnot_before: 2020-01-01"))
        .isEqualTo("2026-11-29T12:01:00Z");
  }

  @Test
  void a_start_is_looked_for_behind_its_blackouts() {
    assertThat(next("schedule: 0 * * * *\nblackout: 12:00-18:30"))
        .isEqualTo("2026-11-29T19:00:00Z");
    assertThat(next("schedule: 0 0 29 2 *\nblackout: {from: 2028-01-01, until: 2029-01-01}"))
        .isEqualTo("2032-02-29T00:00:00Z");
  }

  @Test
  void a_job_that_is_always_in_its_blackout_never_starts_which_is_known_soon() {
    long begin = System.nanoTime();

    assertThat(next("schedule: 0 0 1 1 *\nblackout: 22:00-06:00")).isNull();
    assertThat(next("schedule: 0 0 29 2 *\nblackout: 22:00-06:00")).isNull();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }
}
