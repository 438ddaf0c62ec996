package processcontrol.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "UTC,2026-11-20 12:00:00 UTC,RUN ",
    "Etc/UTC,2026-11-20 12:00:00 UTC,RUN ",
    "Asia/Kolkata,2026-11-20 17:30:00 +05:30,RUN (UTC) ",
    "Europe/London,2026-11-20 12:00:00 +00:00,RUN (UTC) ",
    "America/New_York,2026-11-20 07:00:00 -05:00,RUN (UTC) "
  })
  void a_time_tells_its_offset_and_names_of_runs_that_they_are_in_utc(
      String zone, String shown, String header) {
    assertThat(new TimeText(ZoneId.of(zone)).time(NOON)).isEqualTo(shown);
    assertThat(HistoryReport.text(List.of(), ZoneId.of(zone)) + " ").startsWith(header.strip());
  }
}
