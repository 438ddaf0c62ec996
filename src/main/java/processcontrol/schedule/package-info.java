/**
 * Schedules in English, for people and programs that read how a job stands. Never used while a job
 * runs.
 */
@NullMarked
package processcontrol.schedule;

import org.jspecify.annotations.NullMarked;
