package processcontrol.job;

import java.util.List;

/**
 * Rules for a job that is kept running: whenever its commands have ended, they are started again.
 *
 * @param restartDelay from the end of a run to the next start
 * @param maxDelay the longest that the delay grows to while the runs fail fast
 * @param restartOnChange files whose change stops the run, so that the next one begins
 * @param reloadOnChange files whose change sends SIGHUP to the command
 */
public record RestartPolicy(
    TimeSpan restartDelay,
    TimeSpan maxDelay,
    List<String> restartOnChange,
    List<String> reloadOnChange) {

  public static final TimeSpan DEFAULT_RESTART_DELAY = TimeSpan.ofSeconds(10);
  public static final TimeSpan DEFAULT_MAX_DELAY = TimeSpan.ofSeconds(300);

  /** A run that lasted less failed fast. */
  private static final long FAST_MILLIS = 10_000;

  public RestartPolicy {
    restartOnChange = List.copyOf(restartOnChange);
    reloadOnChange = List.copyOf(reloadOnChange);
  }

  /** Returns true if a run that lasted so long gives reason to wait longer for the next one. */
  public boolean isFast(long lastedMillis) {
    return lastedMillis < Math.max(FAST_MILLIS, restartDelay.millis());
  }

  /**
   * The delay in milliseconds after runs of which the last so many failed fast in a row.
   *
   * @param fastRuns 0 for none
   */
  public long delayAfter(int fastRuns) {
    long delay = Math.max(restartDelay.millis(), fastRuns > 1 ? 100 : 0);
    for (int i = 1; i < fastRuns && delay < maxDelay.millis(); i++) {
      delay *= 2;
    }
    return Math.min(delay, Math.max(maxDelay.millis(), restartDelay.millis()));
  }
}
