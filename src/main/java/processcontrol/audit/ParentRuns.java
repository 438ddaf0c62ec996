package processcontrol.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.UtcTime;

/** The ends of the runs of a job that another one runs after, and their results. */
public final class ParentRuns {

  /**
   * The end of a run.
   *
   * @param at in milliseconds since 1970; its start where the end is not known
   */
  record End(long at, boolean success) {}

  private final List<End> ends = new ArrayList<>();

  private ParentRuns() {}

  /**
   * Reads its records, no further back than needed.
   *
   * @param newestFirst its records, and null behind the oldest
   */
  public static ParentRuns read(Supplier<RunRecord> newestFirst, Range range) {
    ParentRuns runs = new ParentRuns();
    boolean isOlder = false;
    while (!isOlder && runs.ends.size() < PastStarts.MAX) {
      RunRecord record = newestFirst.get();
      if (record == null) {
        break;
      }
      if (record.result() != Result.SKIPPED) {
        UtcTime end = record.ended();
        long at = (end == null ? record.started() : end).epochMillis();
        runs.ends.add(new End(at, end != null && record.result() == Result.SUCCESS));
        isOlder = at < range.from();
      }
    }
    return runs;
  }

  /** In no order. */
  List<End> ends() {
    return ends;
  }
}
