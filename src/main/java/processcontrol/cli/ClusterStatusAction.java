package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import processcontrol.cluster.ClusterJob;
import processcontrol.cluster.ClusterJobs;
import processcontrol.cluster.EtcdException;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.report.ClusterStatusText;
import processcontrol.run.ExitCode;
import processcontrol.status.JobSelection;
import processcontrol.zone.Zones;

/** {@code run-job --status --cluster}: how the jobs stand that many hosts share. */
final class ClusterStatusAction {

  private ClusterStatusAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    requireCluster(config);
    List<Job> jobs = new ArrayList<>();
    List<Slug> slugs = new ArrayList<>();
    for (JobSelection.Item item :
        JobSelection.existingOf(invocation.names(), invocation.tags(), new JobLoader(config))) {
      boolean shared = item.isValid() && item.job().cluster() != null;
      if (shared) {
        jobs.add(item.job());
        slugs.add(item.slug());
      } else if (!invocation.names().isEmpty()) {
        throw new InvalidConfigException(
            item.isValid()
                ? List.of(item.name() + ": is a job of this host alone: it has no key cluster")
                : item.problems());
      }
    }
    List<ClusterJob> states;
    try {
      states = new ClusterJobs(config.cluster()).of(slugs);
    } catch (EtcdException e) {
      throw new UnreachableException("etcd cannot be reached: " + e.getMessage());
    }
    ClusterStatusText text = new ClusterStatusText(Zones.idOfMachine());
    boolean onlyRunning = invocation.has(Invocation.Flag.ONLY_RUNNING);
    for (int i = 0; i < jobs.size(); i++) {
      if (!onlyRunning || states.get(i).lock() != null) {
        text.add(jobs.get(i), states.get(i));
      }
    }
    out.print(invocation.has(Invocation.Flag.JSON) ? text.json() : text.toString());
    return ExitCode.SUCCESS.status();
  }

  static void requireCluster(GlobalConfig config) {
    if (config.cluster() == null) {
      throw new InvalidConfigException(
          "--cluster: this machine is in none: " + config.file() + " has no key cluster");
    }
  }
}
