package processcontrol.status;

import java.util.List;

/**
 * Numbers of jobs of each kind.
 *
 * @param active valid and not disabled
 * @param held of any kind
 * @param running of any kind
 */
public record JobCounts(int jobs, int active, int disabled, int invalid, int held, int running) {

  /** Counts jobs. */
  public static JobCounts of(List<JobStatus> statuses) {
    int disabled = 0;
    int invalid = 0;
    int held = 0;
    int running = 0;
    for (JobStatus status : statuses) {
      disabled += status.isValid() && status.job().disabled() ? 1 : 0;
      invalid += status.isValid() ? 0 : 1;
      held += status.hold() == null ? 0 : 1;
      running += status.running() == null ? 0 : 1;
    }
    int jobs = statuses.size();
    return new JobCounts(jobs, jobs - disabled - invalid, disabled, invalid, held, running);
  }

  /** In one line: {@code 5 jobs: 3 active, 1 disabled, 1 invalid; 1 on hold, 2 running}. */
  @Override
  public String toString() {
    return jobs
        + (jobs == 1 ? " job: " : " jobs: ")
        + active
        + " active, "
        + disabled
        + " disabled, "
        + invalid
        + " invalid; "
        + held
        + " on hold, "
        + running
        + " running";
  }
}
