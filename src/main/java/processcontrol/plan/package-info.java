/**
 * The future starts of all jobs: their number in each minute, and the splay that would spread those
 * that pile up. It knows nothing of the past, and starts nothing.
 */
@NullMarked
package processcontrol.plan;

import org.jspecify.annotations.NullMarked;
