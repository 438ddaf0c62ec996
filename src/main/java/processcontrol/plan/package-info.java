/**
 * What will start when, on all days of a time to come: the starts of all jobs, how many there are
 * in each minute, and what would spread those that pile up. It knows nothing of the past, and
 * starts nothing.
 */
@NullMarked
package processcontrol.plan;

import org.jspecify.annotations.NullMarked;
