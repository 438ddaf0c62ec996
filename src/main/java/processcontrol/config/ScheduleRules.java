package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.job.ScheduleEntry;

/** Checks the schedules of a job against its other keys. */
final class ScheduleRules {

  private ScheduleRules() {}

  /** The schedules, with the days that are meant. */
  static @Nullable List<ScheduleEntry> entries(Values values, Problems problems) {
    List<ScheduleEntry> entries = values.get(JobKeys.SCHEDULE, List.<ScheduleEntry>of());
    if (values.has(JobKeys.DAYS)) {
      if (!values.has(JobKeys.SCHEDULE)) {
        problems.add(values.placeOf(JobKeys.DAYS), "days: has no meaning without schedule");
      } else if (values.get(JobKeys.DAYS, "either").equals("both")) {
        return both(entries, values, problems);
      }
    }
    return entries;
  }

  private static List<ScheduleEntry> both(
      List<ScheduleEntry> entries, Values values, Problems problems) {
    List<ScheduleEntry> both = new ArrayList<>();
    for (ScheduleEntry entry : entries) {
      ScheduleEntry other = entry.schedule().isAtBoot() ? entry : entry.withBothDays();
      if (!other.schedule().isDecidedByDay()) {
        other = entry; // One of the days is every day: cron can say it.
      }
      both.add(other);
      if (!other.schedule().canFire()) {
        problems.add(
            values.placeOf(JobKeys.SCHEDULE),
            "schedule: '" + entry.schedule() + "' never fires: no day is both (days: both)");
      }
    }
    return both;
  }
}
