package processcontrol.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.Schedule;

class SystemdUnitsTest {

  @ParameterizedTest
  @CsvSource({
    "* * * * *, *-*-* *:*:00",
    "*/20 3 * * *, '*-*-* 03:00,20,40:00'",
    "0 22 * * 1-3, 'Mon,Tue,Wed *-*-* 22:00:00'",
    "5 4 1 6 *, *-06-01 04:05:00",
    "0 0 13 * 5, '*-*-13 00:00:00|Fri *-*-* 00:00:00'",
    "0 0 */2 1 0, 'Sun *-01-01,03,05,07,09,11,13,15,17,19,21,23,25,27,29,31 00:00:00'",
  })
  void a_schedule_is_written_as_calendar_events(String schedule, String events) {
    assertThat(SystemdUnits.calendar(new Schedule(schedule).mask()))
        .isEqualTo(List.of(events.split("\\|", -1)));
  }
}
