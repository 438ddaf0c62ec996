package processcontrol.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.config.Jobs;
import processcontrol.due.JobSlots;
import processcontrol.due.Slots;
import processcontrol.job.Job;
import processcontrol.job.Schedule;
import processcontrol.job.Zone;
import processcontrol.plan.PlannedJob;
import processcontrol.plan.Planner;
import processcontrol.plan.TimeFrame;

class StartsTest {

  private static final long NOW = Instant.parse("2026-11-23T00:00:00Z").toEpochMilli();

  private static SortedSet<Long> week(String schedule) {
    TreeSet<Long> times = new TreeSet<>();
    if (!schedule.equals("none")) {
      Slots slots = JobSlots.of(new Schedule(schedule), Zone.UTC);
      long end = NOW + 7 * 86_400_000L;
      for (long slot = slots.next(NOW); slot < end; slot = slots.next(slot)) {
        times.add(slot);
      }
    }
    return times;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 4 * * *|15 4,16 * * *|runs at 04:15, 16:15 instead of 04:30, 14 starts a week instead"
            + " of 7",
        "30 4 * * *|30 4,16 * * *|runs also at 16:30, 14 starts a week instead of 7",
        "30 4,16 * * *|30 4 * * *|runs no more at 16:30, 7 starts a week instead of 14",
        "30 4 * * 1|30 4 * * 2|on Tue instead of Mon",
        "30 4 * * *|30 4 * * 3|no more on Mon, Tue, Thu, Fri, Sat, Sun, 1 start a week instead of"
            + " 7",
        "*/5 * * * *|*/10 * * * *|1007 starts a week instead of 2015",
        "none|0 1 * * 1|runs at 01:00, on Mon, 1 start a week",
        "0 1 * * 1|none|does not start any more, instead of 1 start a week"
      })
  void starts_that_come_and_go_are_told_in_words(String from, String to, String words) {
    StartChange change = new Starts(ZoneOffset.UTC).change(week(from), week(to), false);

    assertThat(change.words()).isEqualTo(words);
  }

  private static PlannedJob planned(String schedules) {
    if (schedules.equals("none")) {
      return null;
    }
    String list = "['" + schedules.replace(" (both)", "").replace("; ", "', '") + "']";
    String days = schedules.endsWith(" (both)") ? "both" : "either";
    Job job = Jobs.fromYaml("schedule: " + list + "\ndays: " + days);
    TimeFrame week = new TimeFrame(NOW, NOW + 7 * 86_400_000L, Zone.UTC);
    return new Planner("host", week).plan(List.of(job)).jobs().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 5 * * *|@reboot|starts once after each boot, no start in the next 7 days instead of 7",
        "@reboot|0 5 * * *|starts no more after boots, runs at 05:00, 7 starts a week",
        "@reboot|@reboot; 0 5 * * *|runs at 05:00, 7 starts a week",
        "@reboot; 0 5 * * *|@reboot|no start in the next 7 days instead of 7",
        "none|@reboot|starts once after each boot",
        "@reboot|@reboot|",
        "@reboot|none|",
        "30 4 * * *|30 4 L * *|no start in the next 7 days instead of 7, next start 2026-11-30"
            + " 04:30",
        "30 4 L * *|30 4 L-3 * *|runs at 04:30, on Fri, 1 start a week",
        "30 4 15 * *|30 4 15W * *|",
        "30 4 13 * *|30 4 13W * *|next start 2026-12-14 04:30 instead of 2026-12-13 04:30",
        "30 4 * * 5|30 4 * * fri#2|no start in the next 7 days instead of 1, next start 2026-12-11"
            + " 04:30",
        "30 4 * * 5|30 4 * * 5L|",
        "30 4 * * mon|30 4 LW * *|no start in the next 7 days instead of 1, next start 2026-11-30"
            + " 04:30",
        "none|0 4 * * 1L|next start 2026-11-30 04:00",
        "0 4 1-7 * 1|0 4 1-7 * 1 (both)|no start in the next 7 days instead of 1, next start"
            + " 2026-12-07 04:00",
      })
  void days_that_cron_cannot_say_are_told_by_their_next_start(String from, String to, String is) {
    StartChange change = new Starts(ZoneOffset.UTC).change(planned(from), planned(to));

    assertThat(change == null ? null : change.words()).isEqualTo(is);
  }

  @Test
  void the_same_starts_are_no_change() {
    assertThat(new Starts(ZoneOffset.UTC).change(week("0 0 * * *"), week("0 0 * * 0-6"), false))
        .isNull();
  }
}
