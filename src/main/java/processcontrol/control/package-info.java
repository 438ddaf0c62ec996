/** Stops, restarts and awaits runs of other processes, from outside. */
@NullMarked
package processcontrol.control;

import org.jspecify.annotations.NullMarked;
