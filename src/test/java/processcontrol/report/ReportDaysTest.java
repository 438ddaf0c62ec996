package processcontrol.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import processcontrol.audit.Cause;
import processcontrol.audit.Gap;
import processcontrol.audit.JobAudit;
import processcontrol.history.Result;
import processcontrol.history.RunOutcome;
import processcontrol.job.UtcTime;

/** The report's counts by day, by week and by quarter of an hour. */
class ReportDaysTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  /** A Sunday, the day on which the clock was set back. */
  private static final Instant NOW = Instant.parse("2026-10-25T20:00:00Z");

  private static RunOutcome run(String started, Result result) {
    return new RunOutcome(result, Instant.parse(started).toEpochMilli());
  }

  @Test
  void runs_are_counted_by_day_and_by_week_of_the_zone() {
    SuccessRates rates = new SuccessRates(NOW, ZONE);
    assertThat(rates.add(run("2026-10-25T19:00:00Z", Result.SUCCESS))).isTrue();
    assertThat(rates.add(run("2026-10-24T22:00:00Z", Result.FAILURE))).isTrue();
    assertThat(rates.add(run("2026-10-24T21:59:59Z", Result.SUCCESS))).isTrue();
    assertThat(rates.add(run("2026-10-18T12:00:00Z", Result.TIMEOUT))).isTrue();
    assertThat(rates.add(run("2026-08-30T21:59:59Z", Result.SUCCESS))).isFalse();

    StringBuilder html = new StringBuilder();
    rates.addTo(html);

    assertThat(html.toString().replaceAll("<svg.*?</svg>", ""))
        .contains("<th scope=row class=n>Sun 10-25<td class=n>50 %<td>1<td>1\n")
        .contains("<th scope=row class=n>Sat 10-24<td class=n>100 %<td>1<td>0\n")
        .contains("<th scope=row class=n>Fri 10-23<td class=n>-<td>0<td>0\n")
        .contains("<th scope=row class=n>10-19<td class=n>66 %<td>2<td>1\n")
        .contains("<th scope=row class=n>10-12<td class=n>0 %<td>0<td>1\n")
        .contains("<th scope=row class=n>08-31<td class=n>-<td>0<td>0\n");
  }

  @Test
  void starts_of_today_are_counted_by_the_clock_on_the_wall() {
    DayStarts today = new DayStarts(NOW, ZONE);
    today.add(run("2026-10-25T00:20:00Z", Result.SUCCESS)); // 02:20, for the first time
    today.add(run("2026-10-25T01:20:00Z", Result.FAILURE)); // 02:20, for the second time
    today.add(run("2026-10-24T21:00:00Z", Result.FAILURE));
    today.add(run("2026-10-25T05:00:00Z", Result.SKIPPED));
    today.addPlanned(Instant.parse("2026-10-25T22:59:00Z").toEpochMilli());

    assertThat(today.count(DayStarts.Kind.SUCCEEDED, 9)).isEqualTo(1);
    assertThat(today.count(DayStarts.Kind.FAILED, 9)).isEqualTo(1);
    assertThat(today.total(DayStarts.Kind.FAILED)).isEqualTo(1);
    assertThat(today.total(DayStarts.Kind.SUCCEEDED)).isEqualTo(1);
    assertThat(today.count(DayStarts.Kind.TO_COME, 95)).isEqualTo(1);
  }

  @Test
  void missing_starts_lie_between_the_first_and_the_last_of_a_gap() {
    DayStarts today = new DayStarts(NOW, ZONE);
    Gap gap =
        new Gap(
            UtcTime.parse("2026-10-25T10:00:00Z"),
            UtcTime.parse("2026-10-25T12:00:00Z"),
            3,
            Cause.NO_TRACE,
            "no trace",
            0);
    Gap held = new Gap(gap.from(), gap.until(), 3, Cause.HELD, "held", 0);
    today.add(new JobAudit("a", 6, 0, 0, 0, 3, 3, 0, List.of(gap, held), 0, null, null));

    assertThat(today.total(DayStarts.Kind.MISSING)).isEqualTo(3);
    for (int hour = 11; hour <= 13; hour++) {
      assertThat(today.count(DayStarts.Kind.MISSING, 4 * hour)).as("%d", hour).isEqualTo(1);
    }
    assertThat(today.missed()).hasSize(1);
  }
}
