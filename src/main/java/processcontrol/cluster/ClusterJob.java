package processcontrol.cluster;

import processcontrol.history.Hold;
import processcontrol.job.Slug;

/**
 * The state of a job on all hosts.
 *
 * @param lock the claim of the host that runs it, or null
 * @param fence of that run
 * @param hold null if it is not on hold
 */
public record ClusterJob(Slug job, SlotEntry lock, long fence, Hold hold, LastRuns last) {}
