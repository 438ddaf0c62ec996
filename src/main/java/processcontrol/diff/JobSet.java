package processcontrol.diff;

import java.util.List;
import java.util.Map;
import java.util.Set;
import processcontrol.trigger.JobGraph;

/**
 * One of the two states.
 *
 * @param label for people
 * @param jobs by name, sorted
 * @param graph of the valid jobs
 * @param errors with their places below the job directory
 * @param warnings the same
 */
public record JobSet(
    String label,
    Map<String, JobView> jobs,
    JobGraph graph,
    Set<String> errors,
    Set<String> warnings) {

  /** The valid ones. */
  List<processcontrol.job.Job> valid() {
    return jobs.values().stream().filter(JobView::isValid).map(JobView::job).toList();
  }
}
