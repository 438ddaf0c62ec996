/**
 * When jobs are due: the slots of every kind of schedule, the lines that cron needs for them, and
 * whether a start is to be made now. It decides from the job, the clock and the history, and starts
 * nothing itself.
 */
package processcontrol.due;
