/**
 * The facts of finished runs: one JSON object a line, appended in one write and never changed. It
 * knows nothing of how a run is carried out.
 */
@NullMarked
package processcontrol.history;

import org.jspecify.annotations.NullMarked;
