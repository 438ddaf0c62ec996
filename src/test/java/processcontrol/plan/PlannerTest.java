package processcontrol.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.VixieCron;
import processcontrol.config.Jobs;
import processcontrol.due.Slots;
import processcontrol.job.Job;
import processcontrol.job.Zone;
import processcontrol.zone.Zones;

/** The planned starts, compared with a clock that ticks minute by minute. */
class PlannerTest {

  private static final String HOST = "web001";
  private static final Zone BERLIN = Zones.of("Europe/Berlin");

  private static TimeFrame frame(String from, String until, Zone zone) {
    return new TimeFrame(
        Instant.parse(from).toEpochMilli(), Instant.parse(until).toEpochMilli(), zone);
  }

  private static TimeFrame day() {
    return frame("2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z", Zone.UTC);
  }

  private static Plan plan(TimeFrame frame, Job... jobs) {
    return new Planner(HOST, frame).plan(List.of(jobs));
  }

  private static List<String> starts(Plan plan, int job) {
    List<String> starts = new ArrayList<>();
    Times times = plan.jobs().get(job).starts();
    for (int i = 0; i < times.size(); i++) {
      starts.add(Instant.ofEpochMilli(times.get(i)).toString());
    }
    return starts;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 4 L * *|31",
        "0 4 L-3 * *|28",
        "0 4 LW * *|31",
        "0 4 13W * *|14", // The 13th is a Sunday.
        "0 4 * * fri#2|11",
        "0 4 * * 5L|25",
        "0 4 1-7 * 1 both|7",
      })
  void days_that_cron_cannot_say_are_planned(String schedule, String day) {
    String days = schedule.endsWith(" both") ? "\ndays: both" : "";
    Job job = Jobs.fromYaml("schedule: '" + schedule.replace(" both", "") + "'" + days);
    TimeFrame december = frame("2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z", Zone.UTC);

    assertThat(starts(plan(december, job), 0))
        .containsExactly("2026-12-" + (day.length() < 2 ? "0" : "") + day + "T04:00:00Z");
  }

  @Test
  void what_boots_start_is_asked_for_every_minute_and_has_no_moment() {
    Job boot = Jobs.fromYaml("boot", "schedule: '@reboot'");
    Job both = Jobs.fromYaml("both", "schedule: ['@reboot', '0 5 * * *']");
    Plan plan = plan(day(), boot, both);

    assertThat(plan.jobs().get(0).idle()).isEqualTo("after each boot");
    assertThat(plan.jobs().get(0).dueCheck()).isTrue();
    assertThat(plan.jobs().get(1).dueCheck()).isTrue();
    assertThat(starts(plan, 1)).containsExactly("2026-11-21T05:00:00Z");
  }

  @Test
  void starts_are_those_of_a_clock_that_ticks_minute_by_minute() {
    List<String> schedules =
        List.of(
            "* * * * *",
            "*/7 3-5 * * *",
            "0 0 * * *",
            "59 23 * * mon",
            "13,47 */6 21,23 nov sun",
            "5 4 */2 * 6");
    TimeFrame frame = frame("2026-11-20T22:17:00Z", "2026-11-24T03:31:00Z", Zone.UTC);
    List<Job> jobs = new ArrayList<>();
    for (String schedule : schedules) {
      jobs.add(Jobs.fromYaml("job" + jobs.size(), "schedule: '" + schedule + "'"));
    }
    Plan plan = new Planner(HOST, frame).plan(jobs);

    List<List<String>> expected = new ArrayList<>();
    schedules.forEach(schedule -> expected.add(new ArrayList<>()));
    int[] ofDay = new int[1440];
    int all = 0;
    for (long now = frame.from(); now < frame.until(); now += 60_000) {
      ZonedDateTime time = Instant.ofEpochMilli(now).atZone(ZoneOffset.UTC);
      int count = 0;
      for (int i = 0; i < schedules.size(); i++) {
        VixieCron.Entry entry = VixieCron.read(schedules.get(i) + " true");
        if (entry.matches(
            time.getMinute(),
            time.getHour(),
            time.getDayOfMonth(),
            time.getMonthValue(),
            time.getDayOfWeek().getValue() % 7)) {
          expected.get(i).add(time.toInstant().toString());
          count++;
        }
      }
      int minute = time.getHour() * 60 + time.getMinute();
      ofDay[minute] = Math.max(ofDay[minute], count);
      all += count;
    }
    for (int i = 0; i < schedules.size(); i++) {
      assertThat(starts(plan, i)).as(schedules.get(i)).isEqualTo(expected.get(i));
    }
    assertThat(plan.counts().ofDay()).isEqualTo(ofDay);
    assertThat(plan.size()).isEqualTo(all);
    long last = Long.MIN_VALUE;
    int told = 0;
    for (var starts = plan.starts(); starts.hasNext(); told++) {
      long time = starts.next().time();
      assertThat(time).isGreaterThanOrEqualTo(last);
      last = time;
    }
    assertThat(told).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource({
    // The clock goes back from 3 to 2: an hour comes twice, fixed times do not.
    "2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, 1, 50, 25",
    // It goes forward from 2 to 3: what would be between is at its end.
    "2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, 1, 46, 23"
  })
  void days_on_which_the_clock_is_changed_are_as_cron_has_them(
      String from, String until, int fixed, int halfHours, int hours) {
    Plan plan =
        plan(
            frame(from, until, BERLIN),
            Jobs.fromYaml("fixed", "schedule: '30 2 * * *'"),
            Jobs.fromYaml("wild", "schedule: '*/30 * * * *'"),
            Jobs.fromYaml("elsewhere", "schedule: '0 * * * *'\ntime_zone: UTC"));

    assertThat(starts(plan, 0)).hasSize(fixed);
    assertThat(starts(plan, 1)).hasSize(halfHours);
    assertThat(starts(plan, 2)).hasSize(hours);
    assertThat(plan.counts().ofDay()[6 * 60]).isEqualTo(2);
  }

  @Test
  void a_minute_that_comes_twice_is_counted_as_two() {
    Plan plan =
        plan(
            frame("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", BERLIN),
            Jobs.fromYaml("a", "schedule: '15 * * * *'"),
            Jobs.fromYaml("b", "schedule: '15 2 * * *'"));

    assertThat(plan.counts().most()).isEqualTo(2);
    assertThat(plan.counts().ofDay()[2 * 60 + 15]).isEqualTo(2);
    assertThat(plan.size()).isEqualTo(26);
  }

  @Test
  void times_without_starts_are_left_out_and_counted() {
    Plan plan =
        plan(
            day(),
            Jobs.fromYaml("night", "schedule: '0 * * * *'\nblackout: ['22:00-06:00']"),
            Jobs.fromYaml("until", "schedule: '0 * * * *'\nnot_after: 2026-11-21T02:00:00Z"),
            Jobs.fromYaml("never", "schedule: '0 1 * * *'\nblackout: ['00:00-06:00']"),
            Jobs.fromYaml("poll", "period: 4h\nblackout: ['03:00-06:30']"));

    assertThat(starts(plan, 0)).hasSize(16).contains("2026-11-21T06:00:00Z");
    assertThat(plan.jobs().get(0).skipped()).isEqualTo(8);
    assertThat(starts(plan, 1)).hasSize(3);
    assertThat(plan.jobs().get(2).idle()).contains("blackout");
    assertThat(plan.jobs().get(2).skipped()).isEqualTo(1);
    assertThat(starts(plan, 3))
        .containsExactly(
            "2026-11-21T00:00:00Z",
            "2026-11-21T06:30:00Z",
            "2026-11-21T10:30:00Z",
            "2026-11-21T14:30:00Z",
            "2026-11-21T18:30:00Z",
            "2026-11-21T22:30:00Z");
  }

  @Test
  void rounds_are_an_estimate_from_the_beginning_on() {
    Plan plan = plan(day(), Jobs.fromYaml("poll", "period: 30s"));

    PlannedJob poll = plan.jobs().get(0);
    assertThat(poll.estimated()).isTrue();
    assertThat(poll.dueCheck()).isTrue();
    assertThat(poll.starts().size()).isEqualTo(2880);
    assertThat(poll.starts().first()).isEqualTo(day().from());
    assertThat(plan.counts().ofDay()).containsOnly(2);
  }

  @Test
  void schedules_of_one_minute_are_one_start_with_the_arguments_of_all() {
    Plan plan =
        plan(day(), Jobs.fromYaml("map", "schedule: {'5 * * * *': --a, '5 17 * * *': b c}"));

    PlannedJob map = plan.jobs().get(0);
    assertThat(map.starts().size()).isEqualTo(24);
    assertThat(map.argumentsAt(map.starts().get(0))).containsExactly("--a");
    assertThat(map.argumentsAt(map.starts().get(17))).containsExactly("--a", "b", "c");
  }

  @Test
  void every_and_repeat_are_planned_to_the_second() {
    Plan plan =
        plan(
            day(),
            Jobs.fromYaml("every", "every: 7m"),
            Jobs.fromYaml("repeat", "repeat: R2/2026-11-21T10:00:05Z/PT10S"));

    assertThat(plan.jobs().get(0).starts().size()).isBetween(205, 206);
    assertThat(starts(plan, 1))
        .containsExactly("2026-11-21T10:00:05Z", "2026-11-21T10:00:15Z", "2026-11-21T10:00:25Z");
    assertThat(plan.counts().ofDay()[600]).isGreaterThanOrEqualTo(3);
  }

  @Test
  void who_does_not_start_is_told_with_the_reason() {
    Plan plan =
        plan(
            day(),
            Jobs.fromYaml(
                "off", "schedule: '0 * * * *'\ndisabled: {reason: the move, until: 2999-01-01}"),
            Jobs.fromYaml("kept", "keep_running: true"),
            Jobs.fromYaml("over", "repeat: R2/2020-06-04T19:25:16Z/PT10S"),
            Jobs.fromYaml("past", "schedule: '0 * * * *'\nnot_after: 2026-11-19"),
            Jobs.fromYaml("parent", "triggers: {end: child, failure: other}"),
            Jobs.fromYaml("child", "after: other"),
            Jobs.fromYaml("other", ""),
            Jobs.fromYaml("weekly", "schedule: '0 3 * * mon'"),
            Jobs.fromYaml("later", "schedule: '0 3 * * *'\nnot_before: 2027-01-01"));

    assertThat(plan.jobs(true)).isEmpty();
    assertThat(plan.jobs(false))
        .extracting(PlannedJob::idle)
        .containsExactly(
            "disabled until 2999-01-01: the move",
            "kept running",
            "finished",
            "finished",
            "no schedule",
            "after other; triggered by parent",
            "triggered by parent",
            "not in this time",
            "not before 2027-01-01");
    assertThat(plan.jobs().get(7).next())
        .isEqualTo(Instant.parse("2026-11-23T03:00:00Z").toEpochMilli());
    assertThat(plan.jobs().get(8).next()).isEqualTo(Slots.NEVER);
    assertThat(plan.size()).isZero();
    assertThat(plan.counts().most()).isZero();
    assertThat(plan.starts().hasNext()).isFalse();
  }

  @Test
  void more_starts_than_memory_is_meant_for_are_refused() {
    List<Job> jobs = Jobs.many("each", 3, "schedule: '* * * * *'");
    assertThat(new Planner(HOST, day(), 3 * 1440).plan(jobs).size()).isEqualTo(4320);
    assertThatThrownBy(() -> new Planner(HOST, day(), 3 * 1440 - 1).plan(jobs))
        .isInstanceOf(TooManyStartsException.class)
        .hasMessage("there are more than 4319 starts");
    Job dark = Jobs.fromYaml("dark", "schedule: '* * * * *'\nblackout: ['00:00-24:00']");
    assertThatThrownBy(() -> new Planner(HOST, day(), 1000).plan(List.of(dark)))
        .isInstanceOf(TooManyStartsException.class);
    assertThatThrownBy(() -> new Planner(HOST, day(), 2000).plan(List.of(dark, dark)))
        .isInstanceOf(TooManyStartsException.class);
  }

  @Test
  void a_time_frame_is_not_empty_and_not_endless() {
    assertThatThrownBy(() -> new TimeFrame(5, 5, Zone.UTC))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TimeFrame(0, 400 * 86_400_000L + 1, Zone.UTC))
        .hasMessage("a plan is for 400 days at most");
    assertThat(new TimeFrame(0, 400 * 86_400_000L, Zone.UTC).minutes()).isEqualTo(576_000);
    assertThat(new TimeFrame(30_000, 60_001, Zone.UTC).minutes()).isEqualTo(2);
  }
}
