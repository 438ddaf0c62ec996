package processcontrol.status;

import java.util.ArrayList;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.RunFigures;
import processcontrol.job.Slug;
import processcontrol.job.VisibleText;

/** Gathers statistics from the records of jobs. */
public final class StatisticsCollector {

  private StatisticsCollector() {}

  /**
   * The jobs of a call. One whose file is gone can be named while it has records.
   *
   * @param faults where what the answer lacks is added, a line each
   */
  public static List<JobStatus> statuses(
      List<String> names, List<String> tags, GlobalConfig config, List<String> faults) {
    JobLoader loader = new JobLoader(config);
    List<JobSelection.Item> items = JobSelection.of(names, tags, loader);
    for (JobSelection.Item item : items) {
      boolean known =
          item.path() != null || (Slug.isValid(item.name()) && Records.exist(config, item.slug()));
      if (!known) {
        throw new InvalidConfigException(item.problems());
      }
    }
    if (items.isEmpty() && !tags.isEmpty()) {
      throw new InvalidConfigException(
          "no job has the tag " + VisibleText.excerpt(String.join(" or ", tags)));
    }
    StatusCollector statuses = new StatusCollector(config, new OtherJobs(names, tags, loader));
    if (statuses.spoolFault() != null) {
      faults.add(statuses.spoolFault());
    }
    return new ArrayList<>(statuses.of(items, false));
  }

  /**
   * All records of a job; none where its file's name is not a job's.
   *
   * @param faults where what is damaged is added, a line each
   */
  public static RunStatistics of(JobStatus status, GlobalConfig config, List<String> faults) {
    RunStatistics tally = new RunStatistics();
    if (Slug.isValid(status.name())) {
      try (Records records = Records.open(config, new Slug(status.name()))) {
        for (RunFigures run = records.nextFigures(); run != null; run = records.nextFigures()) {
          tally.add(run);
        }
        String fault = records.fault();
        if (fault != null) {
          faults.add(fault);
        }
        String other = status.standing() == null ? null : status.standing().fault();
        if (other != null && !other.equals(fault)) {
          faults.add(other);
        }
      }
    }
    return tally;
  }
}
