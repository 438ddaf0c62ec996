package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import processcontrol.plan.TimeFrame;
import processcontrol.start.UsageException;

/** The time that a plan is for. */
class PlanActionTest {

  private static final long NOW = Instant.parse("2026-11-21T15:07:08.9Z").toEpochMilli();
  private static final PrintStream NOWHERE = new PrintStream(new ByteArrayOutputStream());

  private static CronGenerateOptions parse(String line) {
    return CronGenerateOptions.parse(line.split(" ", -1), NOWHERE);
  }

  private static TimeFrame frame(String line) {
    return PlanAction.frame(parse(line), NOW, processcontrol.zone.Zones.of("Europe/Berlin"));
  }

  @ParameterizedTest
  @CsvSource({
    "--plan, 2026-11-21T15:08:00Z, 2026-11-22T15:08:00Z",
    "--plan --json, 2026-11-21T15:08:00Z, 2026-11-22T15:08:00Z",
    "--plan --until 7d, 2026-11-21T15:08:00Z, 2026-11-28T15:08:00Z",
    "--plan --until 18:00, 2026-11-21T15:08:00Z, 2026-11-21T17:00:00Z",
    "--plan --until 03:00, 2026-11-21T15:08:00Z, 2026-11-22T02:00:00Z",
    "--plan --until 2026-12-01, 2026-11-21T15:08:00Z, 2026-11-30T23:00:00Z",
    "--plan --from 2h, 2026-11-21T17:08:00Z, 2026-11-22T17:08:00Z",
    "--plan --from 2h --until 90s, 2026-11-21T17:08:00Z, 2026-11-21T17:09:30Z",
    "--plan --from 03:00 --until 04:00, 2026-11-21T02:00:00Z, 2026-11-21T03:00:00Z",
    "--plan --from 2026-12-01 --until 1d, 2026-11-30T23:00:00Z, 2026-12-01T23:00:00Z",
    "--plan --from 2026-12-01T06:00:30Z, 2026-12-01T06:00:30Z, 2026-12-02T06:00:30Z"
  })
  void times_are_the_machines_and_durations_are_counted_on(String line, String from, String until) {
    assertThat(Instant.ofEpochMilli(frame(line).from())).isEqualTo(from);
    assertThat(Instant.ofEpochMilli(frame(line).until())).isEqualTo(until);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--plan --from yesterday|--from: 'yesterday' is not a moment",
        "--plan --until 5|--until: '5' has no unit",
        "--plan --until 2026-11-01|the plan would end, 2026-10-31T23:00:00Z, before it begins",
        "--plan --until 401d|a plan is for 400 days at most: see --from and --until"
      })
  void what_is_no_time_is_refused(String line, String message) {
    assertThatThrownBy(() -> frame(line))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--check", "--output f", "--keep-going"})
  void a_plan_is_not_written(String option) {
    assertThatThrownBy(() -> parse("--plan " + option))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(option.split(" ", -1)[0] + " does not go with --plan");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--from 1h", "--until 1h", "--json"})
  void what_is_about_a_plan_needs_one(String line) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(" goes with --plan only");
  }

  @Test
  void a_plan_has_its_options() {
    assertThat(parse("--plan --from a --until b --json -v --config c"))
        .isEqualTo(
            new CronGenerateOptions(
                "c", null, false, false, false, false, true, false, "a", "b", true, false, true));
  }
}
