/**
 * Schedules in English, for people and programs that read how a job stands. Never used while a job
 * runs.
 */
package processcontrol.schedule;
