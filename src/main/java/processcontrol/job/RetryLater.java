package processcontrol.job;

/**
 * Makes the scheduled starts of a job rarer that fails again and again.
 *
 * @param afterFailures so many failed runs in a row begin it, from 1
 * @param factor by which the starts become fewer with every further failure, above 1
 * @param max the longest time from one start to the next
 */
public record RetryLater(int afterFailures, double factor, TimeSpan max) {

  public static final int DEFAULT_AFTER_FAILURES = 3;
  public static final double DEFAULT_FACTOR = 2;
  public static final TimeSpan DEFAULT_MAX = TimeSpan.parse("1d");

  /** More would tell nothing: by then {@link #max} decides. */
  private static final long MOST = 1_000_000;

  /** Returns how many scheduled starts are skipped between two runs. */
  public long skipped(int failures) {
    if (failures < afterFailures) {
      return 0;
    }
    return (long) Math.min(MOST, Math.pow(factor, failures - afterFailures + 1.0)) - 1;
  }
}
