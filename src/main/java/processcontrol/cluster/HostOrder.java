package processcontrol.cluster;

import java.util.ArrayList;
import java.util.List;
import processcontrol.job.ClusterPolicy;
import processcontrol.job.Slug;

/**
 * The order in which hosts try to start a job. By rendezvous hashing each job has an order of its
 * own: jobs are spread evenly, and if a host is gone only its own jobs move.
 */
public final class HostOrder {

  private HostOrder() {}

  /** Returns how many hosts come before this one; negative if the job is not for it. */
  public static int rankOfThisHost(ClusterPolicy policy, Slug job) {
    return of(policy, job).indexOf(policy.cluster().host());
  }

  /** Returns the hosts of a job, the first one first. */
  public static List<String> of(ClusterPolicy policy, Slug job) {
    if (policy.fixedOrder()) {
      return policy.hosts();
    }
    List<String> order = new ArrayList<>();
    for (String host : policy.hosts()) {
      long own = hash(job, host);
      int place = 0;
      while (place < order.size() && comesFirst(hash(job, order.get(place)), own)) {
        place++;
      }
      order.add(place, host);
    }
    return order;
  }

  private static boolean comesFirst(long one, long other) {
    return Long.compareUnsigned(one, other) > 0;
  }

  /** FNV-1a with the last step of MurmurHash3. Its values are a promise, as those of splay are. */
  private static long hash(Slug job, String host) {
    String text = job.value() + '\0' + host;
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    return hash ^ hash >>> 33;
  }
}
