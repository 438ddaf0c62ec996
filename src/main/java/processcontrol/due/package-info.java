/**
 * The due times of jobs: the slots of every kind of schedule, the lines that cron needs for them,
 * and the decision about a start now. It decides from the job, the clock and the history, and
 * starts nothing itself.
 */
@NullMarked
package processcontrol.due;

import org.jspecify.annotations.NullMarked;
