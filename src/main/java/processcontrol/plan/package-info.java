/**
 * The future starts of all jobs: their number in each minute, and the splay that would spread those
 * that pile up. It knows nothing of the past, and starts nothing.
 */
package processcontrol.plan;
