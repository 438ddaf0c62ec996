package processcontrol.report;

import java.util.List;
import processcontrol.history.RunRecord;
import processcontrol.status.JobStatus;

/**
 * A job of the report.
 *
 * @param runs its last runs, the newest first; starts that were skipped are not among them
 * @param usual how long its runs usually take, in milliseconds; null if that is not known
 */
public record ReportedJob(JobStatus status, List<RunRecord> runs, Long usual) {

  /** So many of the last runs are shown at most. */
  public static final int MAX_RUNS = 50;

  public ReportedJob {
    runs = List.copyOf(runs);
  }
}
