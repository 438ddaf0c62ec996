/**
 * The locks, slots and marks in the run directory. flock(2) asks the kernel for the truth; nothing
 * here waits longer than that takes.
 */
@NullMarked
package processcontrol.lock;

import org.jspecify.annotations.NullMarked;
