/**
 * The crontab that cron-generate writes: its text, and its safe replacement on disk. Nothing that a
 * job author writes gets into it but a checked schedule, a checked name and a checked path.
 */
@NullMarked
package processcontrol.crontab;

import org.jspecify.annotations.NullMarked;
