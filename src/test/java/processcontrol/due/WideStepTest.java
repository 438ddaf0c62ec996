package processcontrol.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.Schedule;
import processcontrol.job.Zone;

/** Steps beyond the range of their term, which cron takes for the first value. */
class WideStepTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */60 * * * *            | 0 * * * *
          7,10-20/61 * * * *      | 7,10 * * * *
          0 */24 * * *            | 0 0 * * *
          0 0 */32 * *            | 0 0 1 * *
          0 0 1 mar-jun/13 *      | 0 0 1 3 *
          0 0 * * */8             | 0 0 * * 0
          """)
  void a_step_beyond_the_range_means_the_first_value(String written, String meant) {
    Instant at = Instant.parse("2026-11-21T10:30:00Z");
    for (int i = 0; i < 5; i++) {
      Instant next = next(written, at);

      assertThat(next).isEqualTo(next(meant, at));
      at = next;
    }
  }

  private static Instant next(String schedule, Instant after) {
    return Instant.ofEpochMilli(
        new CronSlots(new Schedule(schedule).mask(), Zone.UTC).next(after.toEpochMilli()));
  }
}
