package processcontrol.cluster;

import processcontrol.history.Hold;
import processcontrol.job.Slug;

/**
 * How a job stands on all hosts.
 *
 * @param lock who runs it, or null
 * @param fence of that run
 * @param hold null if it is not on hold
 */
public record ClusterJob(Slug job, SlotEntry lock, long fence, Hold hold, LastRuns last) {}
