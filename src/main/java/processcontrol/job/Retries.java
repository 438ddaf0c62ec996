package processcontrol.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules for the attempts of a run.
 *
 * @param attempts the most attempts, the first one among them; 0 for no limit
 * @param successes so many successful attempts end the run; 0 for no number
 * @param failures so many failed attempts end the run; 0 for no number
 * @param until no attempt begins after this moment; null for no limit
 * @param delay from the end of an attempt to the next
 * @param backoff factor that the delay is multiplied by after every attempt, from 1
 * @param maxDelay the longest delay before jitter; zero for no limit
 * @param jitter the width of the range around the delay from which the actual one is drawn
 * @param retryCodes the only exit codes after which is tried again; empty for all
 * @param stopCodes exit codes after which is not tried again
 * @param onTimeout whether to try again after an attempt that timed out
 * @param onSignal whether to try again after a command that a signal ended
 * @param onStartFailure whether to try again after a command that could not be started
 */
public record Retries(
    int attempts,
    int successes,
    int failures,
    @Nullable Moment until,
    TimeSpan delay,
    double backoff,
    TimeSpan maxDelay,
    TimeSpan jitter,
    List<Integer> retryCodes,
    List<Integer> stopCodes,
    boolean onTimeout,
    boolean onSignal,
    boolean onStartFailure) {

  /** One attempt. */
  public static final Retries NONE =
      new Retries(
          1,
          1,
          0,
          null,
          TimeSpan.ZERO,
          1,
          TimeSpan.ZERO,
          TimeSpan.ZERO,
          List.of(),
          List.of(),
          false,
          false,
          false);

  public Retries {
    retryCodes = List.copyOf(retryCodes);
    stopCodes = List.copyOf(stopCodes);
  }

  /**
   * The delay after an attempt, in milliseconds.
   *
   * @param attempt the number of the attempt, from 1
   * @param random from 0 to 1
   */
  public long delayAfter(int attempt, double random) {
    double millis = delay.millis() * Math.pow(backoff, attempt - 1.0);
    if (!maxDelay.isZero()) {
      millis = Math.min(millis, (double) maxDelay.millis());
    }
    // More than the longest duration has no meaning, and must not overflow.
    millis = Math.min(millis, TimeSpan.MAX_DAYS * 86_400_000d);
    return Math.max(0, Math.round(millis + (random - 0.5) * jitter.millis()));
  }
}
