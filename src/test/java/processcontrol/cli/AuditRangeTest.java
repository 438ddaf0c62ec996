package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.audit.Range;
import processcontrol.start.UsageException;
import processcontrol.zone.Zones;

/** The time that an audit looks at. */
class AuditRangeTest {

  private static final Instant NOW = Instant.parse("2026-11-20T11:00:00Z");

  private static Range range(String line) {
    return range(line, NOW);
  }

  private static Range range(String line, Instant now) {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    String[] args = ("--audit " + line).strip().split(" ", -1);
    Invocation invocation = RunJobOptions.parse(args, nowhere);
    return AuditRange.of(invocation, now.toEpochMilli(), Zones.of("Europe/Berlin"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 2026-11-19T11:00:00Z, 2026-11-20T11:00:00Z",
    "--from 7d, 2026-11-13T11:00:00Z, 2026-11-20T11:00:00Z",
    "--from 2h --until 30m, 2026-11-20T09:00:00Z, 2026-11-20T10:30:00Z",
    "--from 2026-11-01 --until 2026-11-02T06:00, 2026-10-31T23:00:00Z, 2026-11-02T05:00:00Z",
    "--from 06:00, 2026-11-20T05:00:00Z, 2026-11-20T11:00:00Z",
    "--from 22:00 --until 06:00, 2026-11-19T21:00:00Z, 2026-11-20T05:00:00Z",
    "--until 2027-01-01, 2026-11-19T11:00:00Z, 2026-11-20T11:00:00Z"
  })
  void moments_are_those_of_the_machine_and_durations_count_back(
      String line, Instant from, Instant until) {
    Range range = range(line);

    assertThat(Instant.ofEpochMilli(range.from())).isEqualTo(from);
    assertThat(Instant.ofEpochMilli(range.until())).isEqualTo(until);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T22:30:00Z, 06:00, 2026-03-29T04:00:00Z", // Half an hour after a day of 23 hours.
    "2026-03-29T22:30:00Z, 23:45, 2026-03-29T21:45:00Z",
    "2026-10-25T22:30:00Z, 23:45, 2026-10-24T21:45:00Z", // Within one of 25 hours.
    "2026-10-25T23:30:00Z, 06:00, 2026-10-25T05:00:00Z",
    "2026-10-25T23:30:00Z, 00:45, 2026-10-24T22:45:00Z"
  })
  void time_of_day_is_the_last_one_whenever_the_clock_was_changed(
      Instant now, String time, Instant from) {
    assertThat(Instant.ofEpochMilli(range("--from " + time + " --until 1s", now).from()))
        .isEqualTo(from);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from yesterday|--from: 'yesterday' is not a moment",
        "--until 7x|--until: '7x' is not a duration",
        "--from 2026-12-01|--from 2026-11-30T23:00:00.000Z is not before now",
        "--from 1h --until 2h|is not before --until 2026-11-20T09:00:00.000Z",
        "--from 500d|an audit looks at 400 days at most"
      })
  void range_that_makes_no_sense_is_refused(String line, String message) {
    assertThatThrownBy(() -> range(line))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void range_goes_with_an_audit_alone() {
    assertThatThrownBy(
            () -> RunJobOptions.parse(new String[] {"--stats", "--from", "1h"}, System.out))
        .hasMessage("--from does not go with this action; see run-job --help");
  }
}
