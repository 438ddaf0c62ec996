/**
 * What jobs ask of each other: triggers that wait for their run, and the graph of all jobs. It
 * starts nothing itself.
 */
package processcontrol.trigger;
