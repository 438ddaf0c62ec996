package processcontrol.job;

import java.util.List;

/**
 * One of the schedules of a job.
 *
 * @param args added to the job's arguments when this schedule starts it
 */
public record ScheduleEntry(Schedule schedule, List<String> args) {

  public ScheduleEntry {
    args = List.copyOf(args);
  }

  /** The same, whose two days must both match. */
  public ScheduleEntry withBothDays() {
    return new ScheduleEntry(schedule.withBothDays(), args);
  }

  public static ScheduleEntry of(Schedule schedule) {
    return new ScheduleEntry(schedule, List.of());
  }
}
