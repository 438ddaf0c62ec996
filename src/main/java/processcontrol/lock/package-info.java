/**
 * Who holds what in the run directory: the locks, slots and marks there. The kernel is asked for
 * the truth by flock(2); nothing here waits longer than that takes.
 */
@NullMarked
package processcontrol.lock;

import org.jspecify.annotations.NullMarked;
