/**
 * When a schedule is due, computed by cron-utils the way Debian's cron would do it. Never used
 * while a job runs: loading cron-utils takes longer than a launch.
 */
package processcontrol.schedule;
