/**
 * The relations between jobs: triggers that wait for their run, and the graph of all jobs. It
 * starts nothing itself.
 */
package processcontrol.trigger;
