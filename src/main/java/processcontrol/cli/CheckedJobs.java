package processcontrol.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.JobLoader;
import processcontrol.config.Review;
import processcontrol.crontab.Crontab;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.status.ChainCheck;
import processcontrol.status.JobSelection;
import processcontrol.trigger.JobGraph;

/** Jobs, checked as a crontab needs it: one by one, and against all others. */
final class CheckedJobs {

  /**
   * One of them.
   *
   * @param valid whether it has no fault of any kind
   */
  record Checked(JobSelection.Item item, boolean valid) {}

  private final List<Checked> jobs = new ArrayList<>();
  private final Findings findings = new Findings();
  private final JobGraph graph;

  /** Checks all jobs. */
  CheckedJobs(JobLoader loader) {
    this(loader, null);
  }

  /**
   * @param chosen the jobs whose faults are asked for; null for all
   */
  CheckedJobs(JobLoader loader, @Nullable List<JobSelection.Item> chosen) {
    List<JobSelection.Item> all = JobSelection.all(loader);
    Map<String, Review> reviews = new HashMap<>();
    List<Job> faulty = new ArrayList<>();
    for (JobSelection.Item item : all) {
      Review review = loader.review(item.path());
      reviews.put(item.name(), review);
      if (!item.isValid() && review.job() != null) {
        faulty.add(review.job());
      }
    }
    ChainCheck check = new ChainCheck(all, faulty);
    graph = check.graph();
    for (JobSelection.Item item : chosen == null ? all : chosen) {
      findings.countJob();
      String name = item.name();
      item.problems().forEach(fault -> findings.error(name, fault));
      check.faultsOf(name).forEach(fault -> findings.error(name, fault));
      String ofPath = faultOfPath(item, loader);
      if (ofPath != null) {
        findings.error(name, ofPath);
      }
      Review review = reviews.get(name);
      if (review != null) {
        review.warnings().forEach(warning -> findings.warning(name, warning));
        if (chosen != null) { // Every deployment calls cron-generate, and needs no lesson.
          review.notes().forEach(note -> findings.note(name, note));
        }
      }
      jobs.add(new Checked(item, !findings.isInvalid(name)));
    }
  }

  private static @Nullable String faultOfPath(JobSelection.Item item, JobLoader loader) {
    boolean starts =
        item.isValid() && (item.job().isScheduled() || item.job().restartPolicy() != null);
    if (!starts || item.job().disabled()) {
      return null;
    }
    String fault = Crontab.faultOfPath(item.path(), loader.root().length());
    return fault == null ? null : CommandLine.printable(item.path()) + ": " + fault;
  }

  /** In the order of their names. */
  List<Checked> jobs() {
    return jobs;
  }

  /** All that was found, to which more may be added. */
  Findings findings() {
    return findings;
  }

  /** Returns what is wrong with those that are not valid. */
  List<String> problems() {
    return findings.texts(Findings.Severity.ERROR);
  }

  /** The graph of all jobs that are valid by themselves. */
  JobGraph graph() {
    return graph;
  }
}
