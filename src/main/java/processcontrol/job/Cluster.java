package processcontrol.job;

import java.util.List;

/**
 * The cluster that this machine is a host of: its hosts, and the etcd that decides.
 *
 * @param host this machine's name among the hosts
 * @param certificateAuthority a file, or null for the system's
 * @param certificate a file that authenticates this host, or null
 * @param key the certificate's file, or null
 * @param lease how long a run keeps its lock without news of it, in whole seconds
 * @param requestTimeout for one call of etcdctl
 * @param stagger how much longer each host waits than the one before it in a job's order
 * @param keep how long it is known that a start was made
 */
public record Cluster(
    String name,
    String host,
    List<String> hosts,
    List<String> endpoints,
    String certificateAuthority,
    String certificate,
    String key,
    TimeSpan lease,
    TimeSpan requestTimeout,
    TimeSpan stagger,
    TimeSpan keep) {

  /** From the end of a run that had to be stopped to the moment when others may begin. */
  public static final TimeSpan MARGIN = TimeSpan.ofSeconds(5);

  /** Prefix of keys in etcd; the cluster's name follows. */
  public static final String PREFIX = "/process-control/";

  public Cluster {
    hosts = List.copyOf(hosts);
    endpoints = List.copyOf(endpoints);
  }

  /** Returns how often the lease is renewed, in milliseconds. */
  public long renewalMillis() {
    return lease.millis() / 3;
  }

  /** Returns how old a start may be to be known for sure, although clocks differ. */
  public long knownMillis() {
    return keep.millis() - keep.millis() / 8;
  }

  /** Returns the longest kill_after for which a renewal can fail before a run has to be stopped. */
  public long longestKillAfter() {
    return lease.millis() - MARGIN.millis() - renewalMillis() - requestTimeout.millis();
  }
}
