/** The state of jobs and their runs, gathered from their files. Nothing here prints. */
package processcontrol.status;
