package processcontrol.cli;

import java.util.ArrayList;
import java.util.List;
import processcontrol.chain.Graph;
import processcontrol.config.JobLoader;
import processcontrol.crontab.Crontab;
import processcontrol.job.CommandLine;

/** All jobs, checked as a crontab needs it: one by one, and against each other. */
final class CheckedJobs {

  /**
   * One of them.
   *
   * @param valid whether it has no fault of any kind
   */
  record Checked(JobSelection.Item item, boolean valid) {}

  private final List<Checked> jobs = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Graph graph;

  CheckedJobs(JobLoader loader) {
    List<JobSelection.Item> items = JobSelection.all(loader);
    ChainCheck check = new ChainCheck(items);
    graph = check.graph();
    for (JobSelection.Item item : items) {
      List<String> faults = new ArrayList<>(item.problems());
      faults.addAll(check.faultsOf(item.name()));
      boolean starts = item.isValid() && (item.job().isScheduled() || item.job().upkeep() != null);
      if (starts && !item.job().disabled()) {
        String fault = Crontab.faultOfPath(item.path(), loader.root().length());
        if (fault != null) {
          faults.add(CommandLine.printable(item.path()) + ": " + fault);
        }
      }
      jobs.add(new Checked(item, faults.isEmpty()));
      faults.removeAll(problems); // A circle is the fault of all its jobs, and is told once.
      problems.addAll(faults);
    }
  }

  /** In the order of their names. */
  List<Checked> jobs() {
    return jobs;
  }

  /** What is wrong with those that are not valid. */
  List<String> problems() {
    return problems;
  }

  /** The graph of all jobs that are valid by themselves. */
  Graph graph() {
    return graph;
  }
}
