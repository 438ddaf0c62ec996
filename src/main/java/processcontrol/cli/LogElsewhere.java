package processcontrol.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.cluster.ClusterJob;
import processcontrol.cluster.ClusterJobs;
import processcontrol.cluster.EtcdException;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;
import processcontrol.start.ErrorOutput;
import processcontrol.start.UsageException;
import processcontrol.status.Records;

/** Names the host of a run whose log is there and not here. */
final class LogElsewhere {

  private LogElsewhere() {}

  /**
   * Says where the log is that is wanted, if that is not here.
   *
   * @param wanted a run, or null for the last one
   * @param here the runs with a log on this host
   * @throws UsageException if a run was named, or no log is here
   */
  static void check(GlobalConfig config, Slug job, String wanted, List<String> here) {
    if (wanted == null && isShared(config, job)) {
      RunRecord last = lastOfAll(config, job);
      if (last != null && !here.contains(last.run())) {
        if (here.isEmpty()) {
          throw new UsageException(place(job, last));
        }
        ErrorOutput.warn(place(job, last) + "; this is the last log here", System.err);
      }
    } else if (wanted != null && !here.contains(wanted)) {
      try (Records records = Records.open(config, job)) {
        for (RunRecord record = records.next(); record != null; record = records.next()) {
          if (wanted.equals(record.run()) && record.placement() != null) {
            throw new UsageException(place(job, record));
          }
        }
      }
    }
  }

  private static String place(Slug job, RunRecord record) {
    return job
        + ": the log of "
        + record.run()
        + " is on "
        + record.placement().host()
        + ": "
        + record.log();
  }

  private static boolean isShared(GlobalConfig config, Slug job) {
    try {
      return new JobLoader(config).load(job).cluster() != null;
    } catch (InvalidConfigException e) {
      return false; // Its logs can be read all the same.
    }
  }

  /** Null where that is not known. */
  private static @Nullable RunRecord lastOfAll(GlobalConfig config, Slug job) {
    try {
      ClusterJob state = new ClusterJobs(config.cluster()).of(job);
      RunRecord newest = state.last().newest();
      return newest == null || newest.placement() == null ? null : newest;
    } catch (EtcdException e) {
      ErrorOutput.warn("etcd cannot be reached: " + e.getMessage(), System.err);
      return null;
    }
  }
}
