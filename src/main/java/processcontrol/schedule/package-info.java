/**
 * Schedules in words, by cron-utils. Never used while a job runs: loading cron-utils takes longer
 * than a launch.
 */
package processcontrol.schedule;
