/**
 * One run of one job: lock, spawn, stream, wait or stop, decide, record. {@link
 * processcontrol.run.JobRunner} tells it on one page. It never reads configuration and never runs
 * with privileges.
 */
package processcontrol.run;
