package processcontrol.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.RunRecord;
import processcontrol.status.JobStatus;

/**
 * A job of the report.
 *
 * @param runs its last runs, the newest first; starts that were skipped are not among them
 * @param strip the same runs as a picture
 * @param usual how long its runs usually take, in milliseconds; null if that is not known
 * @param page the name of the file of its own page; null if it has none
 */
public record ReportedJob(
    JobStatus status, List<RunRecord> runs, String strip, Long usual, String page) {

  /** So many of the last runs are shown at most. */
  public static final int MAX_RUNS = 50;

  public ReportedJob {
    runs = List.copyOf(runs);
  }

  /** A job with all that its own page has. */
  public static ReportedJob of(
      JobStatus status, List<RunRecord> runs, @Nullable Long usual, @Nullable String page) {
    return new ReportedJob(status, runs, RunStrip.of(runs), usual, page);
  }

  /** The same with fewer runs, as the records of a thousand jobs take much room. */
  public ReportedJob withRuns(int most) {
    List<RunRecord> fewer = List.copyOf(runs.subList(0, Math.min(most, runs.size())));
    return new ReportedJob(status, fewer, strip, usual, page);
  }
}
