package processcontrol.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import processcontrol.config.Similar;
import processcontrol.job.Chain;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.job.Link;
import processcontrol.job.Pool;
import processcontrol.job.VisibleText;
import processcontrol.trigger.JobGraph;

/** Finds the faults of jobs that show only in all of them together. */
public final class ChainCheck {

  private static final int MAX_CIRCLES = 20;

  private final Set<String> names = new LinkedHashSet<>();
  private final List<Job> valid = new ArrayList<>();
  private final List<Job> jobs;
  private final Map<String, Set<String>> faults = new HashMap<>();

  /**
   * @param items all jobs
   */
  public ChainCheck(List<JobSelection.Item> items) {
    this(items, List.of());
  }

  /**
   * @param items all jobs
   * @param faulty what could be read of those that are not valid: their relations to others can be
   *     wrong as well, and are reported in the same pass
   */
  public ChainCheck(List<JobSelection.Item> items, List<Job> faulty) {
    for (JobSelection.Item item : items) {
      names.add(item.name());
      if (item.isValid()) {
        valid.add(item.job());
      }
    }
    jobs = new ArrayList<>(valid);
    jobs.addAll(faulty);
    jobs.forEach(this::checkLinks);
    checkPools();
    for (List<JobGraph.Edge> circle : new JobGraph(jobs).circles()) {
      String path = JobGraph.path(circle);
      String fault =
          circle.get(0).link().place() + ": the jobs make each other run in a circle: " + path;
      for (JobGraph.Edge edge : circle) {
        // If all make all others run, one job is in more circles than a person would read.
        if (faultsOf(edge.from()).size() < MAX_CIRCLES) {
          note(edge.from(), fault);
        }
      }
    }
  }

  /** The graph of all valid jobs. */
  public JobGraph graph() {
    return new JobGraph(valid);
  }

  /** Returns what is wrong with a job. */
  public Set<String> faultsOf(String name) {
    return faults.getOrDefault(name, Set.of());
  }

  private void note(String job, String fault) {
    faults.computeIfAbsent(job, key -> new LinkedHashSet<>()).add(CommandLine.printable(fault));
  }

  private void checkLinks(Job job) {
    Chain chain = job.chain();
    for (List<Link> links :
        List.of(chain.onEnd(), chain.onSuccess(), chain.onFailure(), chain.after())) {
      for (Link link : links) {
        if (!names.contains(link.job().value())) {
          String close = Similar.to(link.job().value(), names);
          note(
              job.slug().value(),
              link.place()
                  + ": there is no job "
                  + VisibleText.quoted(link.job())
                  + (close == null ? "" : "; did you mean " + close + "?"));
        }
      }
    }
  }

  private void checkPools() {
    Map<String, Job> first = new HashMap<>();
    for (Job job : jobs) {
      Pool pool = job.overlap().pool();
      Job other = pool == null ? null : first.putIfAbsent(pool.name(), job);
      if (other != null && other.overlap().pool().limit() != pool.limit()) {
        note(job.slug().value(), fault(pool, other));
        note(other.slug().value(), fault(other.overlap().pool(), job));
      }
    }
  }

  private static String fault(Pool pool, Job other) {
    return pool.place()
        + ": the limit of "
        + pool.name()
        + " is "
        + pool.limit()
        + " here, but "
        + other.overlap().pool().limit()
        + " in the job "
        + other.slug();
  }
}
