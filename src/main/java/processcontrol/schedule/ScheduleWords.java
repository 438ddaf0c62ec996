package processcontrol.schedule;

import processcontrol.job.CronMask;
import processcontrol.job.Schedule;

/**
 * A schedule in English, exactly as cron takes it: whoever reads {@code *}{@code /45} as "every 45
 * minutes" learns that it is "at minutes 0 and 45 of every hour".
 */
public final class ScheduleWords {

  private ScheduleWords() {}

  public static String of(Schedule schedule) {
    if (schedule.isAtBoot()) {
      return "once after each boot";
    }
    CronMask mask = schedule.mask();
    return TimeWords.of(mask) + DayWords.of(mask);
  }
}
