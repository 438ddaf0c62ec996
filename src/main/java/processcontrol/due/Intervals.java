package processcontrol.due;

import org.jspecify.annotations.Nullable;
import processcontrol.history.RunTrace;
import processcontrol.job.Timing;

/** The starts of a job at a distance from its last run. */
public final class Intervals {

  private Intervals() {}

  /**
   * The moment from which on the next run is due.
   *
   * @param last the last run, or null
   * @param since when a job that never ran became due
   */
  public static long due(Timing timing, @Nullable RunTrace last, long since) {
    if (last == null) {
      return since;
    }
    long started = last.started().epochMillis();
    long ended = last.ended() == null ? started : last.ended().epochMillis();
    long due = Math.max(started + timing.period().millis(), ended + timing.pause().millis());
    // Drawn from the last run's name: every process of the round draws the same.
    long range = timing.random().millis();
    String seed = last.run() == null ? last.started().toString() : last.run();
    return range == 0 ? due : due + Long.remainderUnsigned(Splay.hash(seed), range + 1);
  }

  /** Rounds to come, the first one at a moment, if every run takes as long as the last. */
  public static Slots forecast(Timing timing, RunTrace last, long since) {
    long first = due(timing, last, since);
    long took =
        last == null || last.ended() == null
            ? 0
            : last.ended().epochMillis() - last.started().epochMillis();
    Slots later = new SteadySlots(distance(timing, took), first);
    return new Slots() {
      @Override
      public long next(long after) {
        return after < first ? first : later.next(after);
      }
    };
  }

  /**
   * From one start to the next, if the random part is as long as it is on average.
   *
   * @param took how long the run takes, in milliseconds
   */
  public static long distance(Timing timing, long took) {
    long least = Math.max(timing.period().millis(), timing.pause().millis() + took);
    return Math.max(1, least + timing.random().millis() / 2);
  }
}
