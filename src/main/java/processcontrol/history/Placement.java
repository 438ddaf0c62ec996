package processcontrol.history;

import org.jspecify.annotations.Nullable;

/**
 * The host of a cluster that a run was on.
 *
 * @param fence the revision of its lock in etcd, which grows from run to run; null for a run
 *     without a lock
 */
public record Placement(String host, @Nullable Long fence) {}
