package processcontrol.start;

import org.jspecify.annotations.Nullable;
import processcontrol.cluster.ClusterJobs;
import processcontrol.cluster.EtcdException;
import processcontrol.config.GlobalConfig;
import processcontrol.history.Hold;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.report.MetricsFile;

/** Puts a job on hold for an operator, and releases it: here, or on all hosts that share it. */
public final class HoldChange {

  private final GlobalConfig config;
  private final Slug slug;
  private final Job job;
  private final boolean everywhere;

  /**
   * @param job null for one that is not valid
   * @param everywhere whether all hosts of the cluster are to see it
   */
  public HoldChange(GlobalConfig config, Slug slug, Job job, boolean everywhere) {
    this.config = config;
    this.slug = slug;
    this.job = job;
    this.everywhere = everywhere;
  }

  /** Puts it on hold. */
  public void hold(Hold hold) throws EtcdException {
    if (everywhere) {
      new ClusterJobs(config.cluster()).hold(slug, hold);
    } else {
      hold.set(config.stateDirectory(), slug);
    }
    if (config.syslog() != null) {
      SystemLog.open(config.syslog()).held(slug, hold);
    }
  }

  /**
   * Releases it.
   *
   * @param release by whom, and why
   * @return whether it was on hold
   */
  public boolean release(Hold release) throws EtcdException {
    boolean heldByAll = everywhere && new ClusterJobs(config.cluster()).release(slug);
    boolean held = Hold.release(config.stateDirectory(), slug, release) || heldByAll;
    if (held && config.syslog() != null) {
      SystemLog.open(config.syslog()).released(slug, release);
    }
    return held;
  }

  /**
   * Writes the job's metrics: a held job has no runs that would do so.
   *
   * @return why they cannot be written, or null
   */
  public @Nullable String writeMetrics() {
    return config.metricsDirectory() == null || job == null ? null : MetricsFile.write(config, job);
  }
}
