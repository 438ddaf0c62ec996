/**
 * The due times of jobs: the slots of every kind of schedule, the lines that cron needs for them,
 * and the decision about a start now. It decides from the job, the clock and the history, and
 * starts nothing itself.
 */
package processcontrol.due;
