package processcontrol.status;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import processcontrol.config.JobLoader;
import processcontrol.job.Chain;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;

/**
 * All jobs, as those see them that trigger others, run after them or share a pool with them. They
 * are loaded only where there is such a one.
 */
public final class OtherJobs {

  private final boolean concernsAll;
  private final JobLoader loader;
  private final Set<String> disabled = new HashSet<>();

  /**
   * Those of a call.
   *
   * @param names that it names; none for all
   * @param tags one of which a job has; none for all
   */
  public OtherJobs(List<String> names, List<String> tags, JobLoader loader) {
    this.concernsAll = names.isEmpty() && tags.isEmpty();
    this.loader = loader;
  }

  /** The jobs of the call, with what only all jobs together can tell to be wrong with them. */
  public List<JobSelection.Item> checked(List<JobSelection.Item> items) {
    if (!concernOthers(items)) {
      return items;
    }
    List<JobSelection.Item> all = concernsAll ? items : JobSelection.all(loader);
    for (JobSelection.Item item : all) {
      if (item.isValid() && item.job().disabled()) {
        disabled.add(item.name());
      }
    }
    ChainCheck check = new ChainCheck(all);
    List<JobSelection.Item> checked = new ArrayList<>();
    for (JobSelection.Item item : items) {
      Set<String> faults = check.faultsOf(item.name());
      checked.add(faults.isEmpty() ? item : faulty(item, faults));
    }
    return checked;
  }

  private static JobSelection.Item faulty(JobSelection.Item item, Set<String> faults) {
    List<String> problems = new ArrayList<>(item.problems());
    faults.forEach(fault -> problems.add(CommandLine.printable(fault)));
    return new JobSelection.Item(item.name(), item.path(), null, problems);
  }

  private static boolean concernOthers(List<JobSelection.Item> items) {
    for (JobSelection.Item item : items) {
      if (item.isValid() && concernsOthers(item.job())) {
        return true;
      }
    }
    return false;
  }

  private static boolean concernsOthers(Job job) {
    Chain chain = job.chain();
    return chain.triggers() || !chain.after().isEmpty() || job.overlap().pool() != null;
  }

  /** Returns true if a job that another one runs after is disabled. */
  public boolean isDisabled(String job) {
    return disabled.contains(job);
  }
}
