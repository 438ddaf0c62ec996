package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.job.Blackout;
import processcontrol.job.CatchUp;
import processcontrol.job.Job;
import processcontrol.job.Moment;
import processcontrol.job.Ownership;
import processcontrol.job.Schedule;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.TimeSpan;

/** The keys that say when a job is due. */
class TimingKeysTest {

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void make_site() throws Exception {
    site = new Site(directory);
  }

  private static ScheduleEntry entry(String schedule, String... args) {
    return new ScheduleEntry(new Schedule(schedule), List.of(args));
  }

  @Test
  void a_job_without_such_keys_has_no_timing() {
    Job job = site.loadWith("schedule: '5 * * * *'\n");

    assertThat(job.timing()).isNull();
    assertThat(job.ownership()).isEqualTo(Ownership.NONE);
    assertThat(job.schedules()).containsExactly(entry("5 * * * *"));
    assertThat(job.isScheduled()).isTrue();
    assertThat(site.loadWith("").isScheduled()).isFalse();
    assertThat(site.loadWith("time_zone: UTC\nsplay: 5m\ncatch_up: once\n").isScheduled())
        .isFalse();
  }

  @Test
  void schedules_may_be_short_many_and_with_arguments() {
    assertThat(site.loadWith("schedule: '5,35'\n").schedules())
        .containsExactly(entry("5,35 * * * *"));
    assertThat(site.loadWith("schedule: '0 17'\n").schedules())
        .containsExactly(entry("0 17 * * *"));
    assertThat(site.loadWith("schedule: 5\n").schedules()).containsExactly(entry("5 * * * *"));
    assertThat(site.loadWith("schedule: ['0 17', '*/5 * * * *']\n").schedules())
        .containsExactly(entry("0 17 * * *"), entry("*/5 * * * *"));
    assertThat(
            site.loadWith("schedule: {'0 17': --full 'a b', '5': [--x; rm, 7], '6':, '7': ''}\n")
                .schedules())
        .containsExactly(
            entry("0 17 * * *", "--full", "a b"),
            entry("5 * * * *", "--x; rm", "7"),
            entry("6 * * * *"),
            entry("7 * * * *"));
  }

  @Test
  void splay_of_a_default_can_be_undone() {
    assertThat(site.loadWith("every: 10m\nsplay: false\n").timing().splay())
        .isEqualTo(TimeSpan.ZERO);
    assertThat(site.loadWith("every: 10m\nsplay: true\n").timing().splay())
        .isEqualTo(TimeSpan.parse("10m"));
  }

  @Test
  void every_key_is_read() {
    Job job =
        site.loadWith(
            """
            every: 2h
            splay: true
            catch_up: once
            start_deadline: 30m
            not_before: 2026-12-01
            not_after: 2027-12-01T06:00:00+01:00
            blackout:
              - 22:00-06:00
              - {from: 2026-12-24, until: 2027-01-02}
              - {from: "12:00", until: "13:00", days: mon-fri}
            time_zone: Europe/Berlin
            owner: ops@example.org
            runbook: https://wiki.example.org/x
            """);

    assertThat(job.timing().every()).isEqualTo(TimeSpan.parse("2h"));
    assertThat(job.timing().splay()).isEqualTo(TimeSpan.parse("2h"));
    assertThat(job.timing().catchUp()).isEqualTo(CatchUp.ONCE);
    assertThat(job.timing().startDeadline()).isEqualTo(TimeSpan.parse("30m"));
    assertThat(job.timing().notBefore()).isEqualTo(new Moment("2026-12-01"));
    assertThat(job.timing().notAfter()).isEqualTo(new Moment("2027-12-01T06:00:00+01:00"));
    assertThat(job.timing().blackouts())
        .containsExactly(
            Blackout.daily("22:00-06:00"),
            Blackout.between(new Moment("2026-12-24"), new Moment("2027-01-02")),
            Blackout.daily("12:00", "13:00", "mon-fri"));
    assertThat(job.timing().zone()).hasToString("Europe/Berlin");
    assertThat(job.ownership())
        .isEqualTo(new Ownership("ops@example.org", "https://wiki.example.org/x", null, null));

    Job round = site.loadWith("period: 30s\npause: 10s\nrandom: 5s\n");
    assertThat(round.timing().inWords()).isEqualTo("period 30s, pause 10s, random 5s");
    Job repeat = site.loadWith("repeat: R2/2026-06-04T19:25:16-07:00/PT10S\nepsilon: 5s\n");
    assertThat(repeat.timing().inWords()).isEqualTo("repeat R2/2026-06-04T19:25:16-07:00/PT10S");
    assertThat(repeat.timing().epsilon()).isEqualTo(TimeSpan.parse("5s"));
    assertThat(site.loadWith("schedule: 5\ncatch_up: true\n").timing().catchUp())
        .isEqualTo(CatchUp.ALL);
    assertThat(site.loadWith("schedule: 5\ncatch_up: false\n").timing().catchUp())
        .isEqualTo(CatchUp.NONE);
  }

  @Test
  void an_exception_ends_by_the_clock_of_the_job() {
    String hourAgo = LocalDateTime.now(ZoneId.of("Asia/Tokyo")).minusHours(1).withNano(0) + "";
    String disabled = "disabled: {until: '" + hourAgo + "'}\ntime_zone: ";

    assertThat(site.faultsWith(disabled + "Asia/Tokyo\n")).hasSize(1);
    assertThat(site.loadWith(disabled + "America/Los_Angeles\n").disabled()).isTrue();
  }

  @Test
  void an_exception_is_valid_until_its_day() {
    Job job = site.loadWith("disabled: {until: 2999-01-01, reason: the move}\n");

    assertThat(job.disabled()).isTrue();
    assertThat(job.ownership().disabledInWords()).isEqualTo(" until 2999-01-01: the move");
    assertThat(site.faultsWith("disabled: {until: 2020-01-01, reason: the move}\n"))
        .containsExactly(
            "a.yaml:3:19: disabled.until: 2020-01-01 has come (the move): enable the job, or say"
                + " until when it stays disabled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "schedule: {'0 75': a}|3:12: schedule: hour 75 is out of range 0-23",
        "schedule: {'5': {a: b}}|3:17: schedule.5: expected arguments: text or a list of it, not a"
            + " map",
        "schedule: {'5': [[a]]}|3:18: schedule.5: expected an argument, not a list",
        "schedule: {'5': \"a\\0\"}|3:17: schedule.5: a command cannot contain a NUL character",
        "schedule: {'5': [\"a\\0\"]}|3:18: schedule.5: an argument cannot contain a NUL character",
        "schedule: {\"5\\n* * * * * root id\": a}|3:12: schedule: a schedule is a single line",
        "schedule: {}|3:11: schedule: expected five crontab terms, in quotes, not a map",
        "schedule: ['5', '@DAILY']|3:17: schedule: aliases such as '@DAILY' are not allowed: write"
            + " '0 0 * * *'",
        "schedule: 0 5 * * * root|3:11: schedule: a schedule has five terms (minute hour"
            + " day-of-month month day-of-week), not 6; neither a user nor a command stands here",
        "every: 90s|3:8: every: '90s' is not a number of whole minutes: write 1m or more, or use"
            + " period, which can be any time",
        "every: 0|3:8: every: '0' is not a number of whole minutes: write 1m or more, or use"
            + " period, which can be any time",
        "every: 5|3:8: every: '5' has no unit: write '5s' for seconds or '5m' for minutes",
        "splay: 30s|3:8: splay: '30s' is not a number of whole minutes: write 1m or more, or"
            + " false for no splay",
        "period: 0|3:9: period: must be more than 0",
        "pause: x|3:8: pause: 'x' is not a duration: write a duration such as 90s, 10m, 2h or"
            + " PT10S",
        "random: 5m|3:9: random: has no meaning without period or pause",
        "epsilon: 5m|3:10: epsilon: has no meaning without repeat",
        "repeat: daily|3:9: repeat: 'daily' is not a repeating interval: write R (for ever) or RN,"
            + " the first start and the distance, as in R2/2026-06-04T19:25:16-07:00/PT10S",
        "catch_up: twice|3:11: catch_up: expected true, false or once, not the text 'twice'",
        "start_deadline: soon|3:17: start_deadline: 'soon' is not a duration: write a duration"
            + " such as 90s, 10m, 2h or PT10S",
        "not_before: 90m|3:13: not_before: expected a date, a date and time, or a time of day such"
            + " as 06:00, not the text '90m'",
        "blackout: 22-6|3:11: blackout: '22-6' is not a blackout: write a daily window"
            + " (22:00-06:00, or 22:00-06:00 sat,sun), or from and until",
        "blackout: 12:00-12:00|3:11: blackout: '12:00-12:00' has no length: write 00:00-24:00 for"
            + " whole days",
        "blackout: {from: 2026-12-24}|3:11: blackout: needs from and until",
        "blackout: {from: 2026-12-24, until: '06:00'}|3:11: blackout: from and until are both"
            + " moments, or times of day",
        "blackout: {from: 2026-12-24, until: 2026-12-25, days: mon}|3:11: blackout: days go with"
            + " times of day only",
        "blackout: {form: 2026-12-24, until: 2026-12-25, from: 2026-12-24}|3:12: blackout.form:"
            + " unknown key; did you mean from?",
        "time_zone: Europe/Berlyn|3:12: time_zone: 'Europe/Berlyn' is not a time zone: write a"
            + " name such as Europe/Berlin",
        "disabled: {reason: x}|3:11: disabled: needs until: an exception has to expire",
        "not_before: 2026-02-30|3:13: not_before: expected a date, a date and time, or a time of"
            + " day such as 06:00, not the text '2026-02-30'",
        "repeat: R/2026-02-30T06:00/P1D|3:9: repeat: '2026-02-30T06:00' is not a date and time:"
            + " write R (for ever) or RN, the first start and the distance, as in"
            + " R2/2026-06-04T19:25:16-07:00/PT10S",
        "blackout: {from: 2026-12-24T10:00, until: 2026-12-24T09:00}|3:11: blackout: until"
            + " 2026-12-24T09:00 is not after from 2026-12-24T10:00",
        "disabled: {until: 12/24}|3:19: disabled.until: expected a date, or a date and time, not"
            + " the text '12/24'",
        "disabled: {until: 90m}|3:19: disabled.until: expected a date, or a date and time, not the"
            + " text '90m'",
        "disabled: {until: 2999-01-01, why: x}|3:31: disabled.why: unknown key",
        "owner: \"a\\nb\"|3:8: owner: must be one line of text without control characters",
        "runbook: [a]|3:10: runbook: expected text, not a list"
      })
  void a_wrong_value_is_reported_at_its_place(String line, String fault) {
    assertThat(site.faultsWith(line + "\n")).containsExactly("a.yaml:" + fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "schedule: '5'@every: 5m|4:8: every: does not go with schedule; use one of them",
        "every: 5m@period: 5m|4:9: period: does not go with every; use one of them",
        "repeat: R/2026-01-01/P1D@pause: 5m|4:8: pause: does not go with repeat; use one of them",
        "schedule: '5'@splay: true|4:8: splay: how far? with a schedule it is a duration such as"
            + " 15m",
        "every: 5m@splay: 6m|4:8: splay: 6m is longer than every: 5m",
        "keep_running: true@every: 5m|4:8: every: does not go with keep_running: it always runs",
        "pause: 5m@keep_running: true|3:8: pause: does not go with keep_running: it always runs",
        "not_before: 2026-12-01@not_after: 2026-11-30|4:12: not_after: 2026-11-30 is before"
            + " not_before, 2026-12-01",
        "not_before: 22:00@not_after: 06:00|4:12: not_after: 06:00 is before not_before, 22:00; use"
            + " blackout: 06:00-22:00"
      })
  void what_does_not_go_together_is_reported(String lines, String fault) {
    assertThat(site.faultsWith(lines.replace('@', '\n') + "\n")).containsExactly("a.yaml:" + fault);
  }

  @Test
  void what_does_not_go_together_across_files_is_found_from_the_message() {
    site.config(
        """
        default_job_config:
          splay: 15m
        job_templates:
          nightly: {schedule: '30 1'}
          service: {keep_running: true}
        """);

    assertThat(site.faultsWith("every: 10m\n"))
        .containsExactly("config.yaml:2:10: splay: 15m is longer than every: 10m (in the job a)");
    assertThat(site.faultsWith("extends: nightly\nevery: 1h\n"))
        .containsExactly(
            "a.yaml:4:8: every: does not go with schedule, config.yaml:4:23; use one of them");
    assertThat(site.faultsWith("extends: service\nschedule: '5'\n"))
        .containsExactly(
            "a.yaml:4:11: schedule: does not go with keep_running, config.yaml:5:27: it always"
                + " runs");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-01, 2026-12-01",
    "2026-12-01T12:00, 2026-12-01",
    "2026-12-01T12:00, 2026-12-01T12:00",
    "2026-12-01T06:00Z, 2026-12-01T04:00", // 04:00 is later than that west of Greenwich.
    "06:00, 22:00",
    "22:00, 2026-12-01"
  })
  void limits_that_leave_something_are_allowed(String notBefore, String notAfter) {
    String lines = "not_before: " + notBefore + "\nnot_after: " + notAfter + "\n";

    assertThat(site.loadWith(lines).timing().hasWindows()).isTrue();
  }
}
