/**
 * The log of one run: its name, its creation and the frame around every line of output. It never
 * decides what an output means, and never loses a byte in silence.
 */
@NullMarked
package processcontrol.runlog;

import org.jspecify.annotations.NullMarked;
