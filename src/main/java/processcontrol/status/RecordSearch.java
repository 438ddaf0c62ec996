package processcontrol.status;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import processcontrol.config.GlobalConfig;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;

/**
 * Finds records of one job or of several, merged by the time that runs began. One history after the
 * other is read, and no more of it than can be among the newest that are wanted.
 */
public final class RecordSearch {

  /** Records that a wrong clock wrote are no reason to miss those before them. */
  private static final int SLACK = 20;

  private static final Comparator<RunRecord> BY_START = Comparator.comparing(RunRecord::started);

  /**
   * The wanted records.
   *
   * @param from earliest start of runs, in milliseconds since 1970
   * @param until their latest start
   * @param results with which they ended; empty for any
   */
  public record Filter(long from, long until, Set<Result> results) {
    /** Wants every record. */
    public static final Filter ALL = new Filter(Long.MIN_VALUE, Long.MAX_VALUE, Set.of());

    /** Returns true if every record is wanted; not by equals, whose first call takes 30 ms. */
    public boolean isAll() {
      return from == ALL.from && until == ALL.until && results.isEmpty();
    }

    private boolean accepts(RunRecord record) {
      long began = record.started().epochMillis();
      return began >= from
          && began < until
          && (results.isEmpty() || results.contains(record.result()));
    }
  }

  private final GlobalConfig config;
  private final Filter filter;
  private final int most;
  private final PriorityQueue<RunRecord> found = new PriorityQueue<>(BY_START);
  private final List<String> faults = new ArrayList<>();

  /**
   * @param most how many records are wanted, the newest; 0 for all
   */
  public RecordSearch(GlobalConfig config, Filter filter, int most) {
    this.config = config;
    this.filter = filter;
    this.most = most;
  }

  /** Looks through the records of a job. */
  public void add(Slug job) {
    try (Records records = Records.open(config, job)) {
      int taken = 0;
      int early = 0;
      RunRecord record = records.next();
      while (record != null && early < SLACK) {
        if (filter.accepts(record)) {
          found.add(record);
          taken++;
        }
        boolean isFull = most != 0 && found.size() >= most;
        if (most != 0 && found.size() > most) {
          found.remove();
        }
        boolean isOlder = isFull && record.latestMoment().compareTo(found.element().started()) < 0;
        early = isOlder || record.latestMoment().epochMillis() < filter.from ? early + 1 : 0;
        record = most != 0 && taken == most ? null : records.next();
      }
      if (records.fault() != null) {
        faults.add(records.fault());
      }
    }
  }

  /** Returns what was found, the newest last. */
  public List<RunRecord> records() {
    List<RunRecord> records = new ArrayList<>(found);
    records.sort(BY_START);
    return Collections.unmodifiableList(records);
  }

  /** Returns a line for each history that could not be read whole. */
  public List<String> faults() {
    return faults;
  }
}
