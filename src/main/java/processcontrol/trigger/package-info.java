/**
 * The relations between jobs: triggers that wait for their run, and the graph of all jobs. It
 * starts nothing itself.
 */
@NullMarked
package processcontrol.trigger;

import org.jspecify.annotations.NullMarked;
