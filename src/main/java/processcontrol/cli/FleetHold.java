package processcontrol.cli;

import processcontrol.cli.Invocation.Flag;
import processcontrol.cluster.ClusterJobs;
import processcontrol.cluster.EtcdException;
import processcontrol.config.GlobalConfig;
import processcontrol.history.Hold;
import processcontrol.status.JobSelection;

/** Holds of jobs that many hosts run: they are in etcd, or they are not set at all. */
final class FleetHold {

  private FleetHold() {}

  static boolean isFor(Invocation invocation, JobSelection.Item job) {
    return job.isValid() && job.job().cluster() != null && !invocation.has(Flag.LOCAL);
  }

  static void set(GlobalConfig config, JobSelection.Item job, Hold hold) {
    try {
      new ClusterJobs(config.cluster()).hold(job.slug(), hold);
    } catch (EtcdException e) {
      throw unreachable(job, "is not on hold", e);
    }
  }

  /** Returns true if it was on hold. */
  static boolean release(GlobalConfig config, JobSelection.Item job) {
    try {
      return new ClusterJobs(config.cluster()).release(job.slug());
    } catch (EtcdException e) {
      throw unreachable(job, "is not released", e);
    }
  }

  private static UnreachableException unreachable(
      JobSelection.Item job, String what, EtcdException e) {
    return new UnreachableException(
        job.name()
            + ": "
            + what
            + ": etcd cannot be reached: "
            + e.getMessage()
            + "; --local is for this host alone");
  }
}
