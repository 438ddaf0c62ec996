package processcontrol.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import processcontrol.config.JobFiles;
import processcontrol.config.JobLoader;
import processcontrol.job.Chain;
import processcontrol.job.Job;
import processcontrol.job.Link;
import processcontrol.job.Slug;

/**
 * All jobs as one of them sees them: those that it makes run, and those that name it, are loaded.
 * To load a thousand jobs for what one of them has to do with others takes longer than all else.
 */
public final class RelatedJobs {

  private RelatedJobs() {}

  /**
   * All jobs, sorted by name. Those that have nothing to do with the one are there by name alone,
   * without a job and without a problem.
   */
  public static List<JobSelection.Item> of(Job one, JobLoader loader) {
    Map<String, String> paths = new HashMap<>();
    for (String path : loader.paths()) {
      if (paths.put(JobFiles.slugOf(path), path) != null) {
        return JobSelection.all(loader); // Two files of one name.
      }
    }
    if (one.overlap().pool() != null || loader.layersLink()) {
      return JobSelection.all(loader);
    }
    List<JobSelection.Item> items = new ArrayList<>();
    Set<String> linked = linked(one);
    List<Job> naming = new ArrayList<>();
    for (String path : loader.paths()) {
      String name = JobFiles.slugOf(path);
      boolean named = name.equals(one.slug().value()) || linked.contains(name);
      if (named || loader.mayName(path, one.slug())) {
        JobSelection.Item item = JobSelection.load(path, loader);
        items.add(item);
        if (item.isValid()) {
          naming.add(item.job());
        }
      } else {
        items.add(new JobSelection.Item(name, path, null, List.of()));
      }
    }
    return mayBeInCircle(one, naming) ? JobSelection.all(loader) : items;
  }

  /** The jobs that a job names. */
  private static Set<String> linked(Job job) {
    Set<String> names = new HashSet<>();
    Chain chain = job.chain();
    for (List<Link> links :
        List.of(chain.onEnd(), chain.onSuccess(), chain.onFailure(), chain.after())) {
      for (Link link : links) {
        names.add(link.job().value());
      }
    }
    return names;
  }

  /** Returns true if a job makes others run and is made to run: only all of them tell a circle. */
  private static boolean mayBeInCircle(Job one, List<Job> naming) {
    boolean runs = one.chain().triggers();
    boolean isRun = !one.chain().after().isEmpty();
    for (Job job : naming) {
      Chain chain = job.chain();
      runs |= names(chain.after(), one.slug());
      isRun |=
          names(chain.onEnd(), one.slug())
              || names(chain.onSuccess(), one.slug())
              || names(chain.onFailure(), one.slug());
    }
    return runs && isRun;
  }

  private static boolean names(List<Link> links, Slug slug) {
    for (Link link : links) {
      if (link.job().equals(slug)) {
        return true;
      }
    }
    return false;
  }
}
