package processcontrol.job;

import java.util.List;

/**
 * The keys of a job about the hosts of its cluster.
 *
 * @param hosts where it may run, in the order of the configuration or its own
 * @param fixedOrder true if the first of them comes first for this job, else a hash decides
 * @param finishesWhenLost true to let a run finish that has lost its lock
 * @param rerunsLost true to run a start once more whose host has died
 */
public record ClusterPolicy(
    Cluster cluster,
    List<String> hosts,
    boolean fixedOrder,
    WhenUnreachable whenUnreachable,
    boolean finishesWhenLost,
    boolean rerunsLost) {

  /** The action of a start while etcd cannot be reached. */
  public enum WhenUnreachable {
    /** It waits, up to its deadline. */
    WAIT,
    /** It is recorded as skipped. */
    SKIP,
    /** It runs all the same, perhaps on several hosts. */
    RUN
  }

  public ClusterPolicy {
    hosts = List.copyOf(hosts);
  }

  /** Returns true if the job may run on this machine. */
  public boolean isForThisHost() {
    return hosts.contains(cluster.host());
  }
}
