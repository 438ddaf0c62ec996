/**
 * The start of a run: by hand, by cron, by triggers, or for as long as a job is kept running; and
 * what follows it. The path of every launch: nothing here may load what a plain run does not need.
 */
package processcontrol.start;
