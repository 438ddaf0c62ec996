package processcontrol.due;

import processcontrol.job.Schedule;

/**
 * A line of the crontab that starts a job, or asks whether it is due.
 *
 * @param schedule when it is due; cron may have to ask on more days
 * @param entry which schedule of the job it stands for, from 1; 0 where that makes no difference
 * @param dueCheck whether run-job is to decide
 */
public record CronLine(Schedule schedule, int entry, boolean dueCheck) {

  /** The line of a job that cron cannot start by itself. */
  static final CronLine EVERY_MINUTE = new CronLine(new Schedule("* * * * *"), 0, true);
}
