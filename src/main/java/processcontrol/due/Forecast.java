package processcontrol.due;

import org.jspecify.annotations.Nullable;
import processcontrol.history.RunTrace;
import processcontrol.job.Job;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;
import processcontrol.job.Zone;

/** Predicts when a job will start, and says when it should have started, for operators. */
public final class Forecast {

  private static final int MAX_SLOTS = 20_000;

  /** A schedule such as 29 February on a Sunday has all its slots within as many days. */
  private static final long HORIZON_MILLIS = 41 * 366 * TimeSpan.DAY_MILLIS;

  private final Job job;
  private final Timing timing;
  private final Windows windows;
  private final Slots slots;

  /**
   * @param host the machine's name
   * @param machines the machine's time zone
   */
  public Forecast(Job job, String host, Zone machines) {
    this.job = job;
    this.timing = job.timing() == null ? Timing.NONE : job.timing();
    this.windows = new Windows(timing, machines);
    this.slots = job.isScheduled() ? new JobSlots(job, host, machines) : Slots.NONE;
  }

  /** All slots of the job; those of one whose starts depend on its runs are an estimate. */
  public Slots slots(RunTrace last, long since) {
    return timing.isRound() ? Intervals.forecast(timing, last, since) : slots;
  }

  /**
   * The first moment after another at which the job is to start; {@link Slots#NEVER} if none.
   *
   * @param last the last run; null if there was none
   */
  public long next(long after, @Nullable RunTrace last) {
    if (!job.isScheduled()) {
      return Slots.NEVER;
    }
    if (timing.isRound()) {
      long due = Intervals.due(timing, last, after);
      return outsideWindows(Math.max(due, after));
    }
    long from = windows.earliest(after + 1) - 1;
    long slot = slots.next(from);
    for (int i = 0; slot != Slots.NEVER && windows.against(slot) != null; i++) {
      boolean isSearched = i < MAX_SLOTS && slot - from < HORIZON_MILLIS;
      slot = isSearched ? slots.next(slot) : Slots.NEVER;
    }
    return slot;
  }

  private long outsideWindows(long moment) {
    for (int i = 0; i < MAX_SLOTS; i++) {
      if (windows.against(moment + i * TimeSpan.MINUTE_MILLIS) == null) {
        return moment + i * TimeSpan.MINUTE_MILLIS;
      }
    }
    return Slots.NEVER;
  }
}
