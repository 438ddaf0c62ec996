package processcontrol.cluster;

import org.jspecify.annotations.Nullable;
import processcontrol.job.Cluster;
import processcontrol.job.Job;
import processcontrol.posix.MonotonicClock;
import processcontrol.posix.Poll;

/** Stops a job's run on another host. */
public final class FleetKill {

  private static final long LOOK_MILLIS = 500;

  /** For what takes its time besides. */
  private static final long SLACK_MILLIS = 10_000;

  private FleetKill() {}

  /**
   * Stops the run and waits until it is gone.
   *
   * @return null if no other host runs the job, else what became of it, in words
   */
  public static @Nullable Answer stop(Job job) throws EtcdException {
    Cluster cluster = job.cluster().cluster();
    ClusterJobs jobs = new ClusterJobs(cluster);
    ClusterJob running = jobs.of(job.slug());
    if (running.lock() == null || running.lock().host().equals(cluster.host())) {
      return null;
    }
    String host = running.lock().host();
    jobs.stop(running);
    long patience = cluster.renewalMillis() + cluster.requestTimeout().millis();
    long end = MonotonicClock.millis() + patience + job.killAfter().millis() + SLACK_MILLIS;
    Poll pause = new Poll(0);
    while (MonotonicClock.millis() < end) {
      ClusterJob now = jobs.of(job.slug());
      if (now.lock() == null || now.fence() != running.fence()) {
        return new Answer(true, host);
      }
      pause.await(LOOK_MILLIS);
    }
    return new Answer(false, host);
  }

  /** The result: whether the run is gone, and the host that it was on. */
  public record Answer(boolean stopped, String host) {}
}
