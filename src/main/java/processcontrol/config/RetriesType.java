package processcontrol.config;

import java.util.List;
import processcontrol.config.KeyTable.Values;
import processcontrol.job.Moment;
import processcontrol.job.Retries;
import processcontrol.job.TimeSpan;

/** The keys of {@code retries}. */
final class RetriesType extends MapType<Retries> {

  private static final class Keys {
    static final ValueType<Integer> COUNT = new ScalarTypes.WholeNumber(0, 1_000_000);
    static final Key<Integer> ATTEMPTS =
        new Key<>("attempts", COUNT, "the most attempts, the first among them; 0 for no limit");
    static final Key<Integer> SUCCESSES =
        new Key<>("successes", COUNT, "successful attempts that end the run; 0 for no number");
    static final Key<Integer> FAILURES =
        new Key<>("failures", COUNT, "failed attempts that end the run; 0 for no number");
    static final Key<Moment> UNTIL =
        new Key<>("until", MeasureTypes.MOMENT, "no attempt begins after this moment");
    static final Key<TimeSpan> DELAY =
        new Key<>("delay", ScalarTypes.DURATION, "time from the end of an attempt to the next");
    static final Key<Double> BACKOFF =
        new Key<>("backoff", MeasureTypes.FACTOR, "factor on the delay after every attempt");
    static final Key<TimeSpan> MAX_DELAY =
        new Key<>("max_delay", ScalarTypes.DURATION, "longest delay before jitter; 0 for no limit");
    static final Key<TimeSpan> JITTER =
        new Key<>("jitter", ScalarTypes.DURATION, "width of the range that a delay is drawn from");
    static final Key<List<Integer>> RETRY_CODES =
        new Key<>(
            "retry_codes", MeasureTypes.EXIT_CODES, "the only exit codes that are tried again");
    static final Key<List<Integer>> STOP_CODES =
        new Key<>("stop_codes", MeasureTypes.EXIT_CODES, "exit codes that are never tried again");
    static final Key<Boolean> ON_TIMEOUT =
        new Key<>("on_timeout", ScalarTypes.BOOLEAN, "try again after attempt_timeout");
    static final Key<Boolean> ON_SIGNAL =
        new Key<>("on_signal", ScalarTypes.BOOLEAN, "try again after a command died of a signal");
    static final Key<Boolean> ON_START_FAILURE =
        new Key<>(
            "on_start_failure",
            ScalarTypes.BOOLEAN,
            "try again after a command that could not be started");

    static final KeyTable TABLE =
        new KeyTable(
            ATTEMPTS,
            SUCCESSES,
            FAILURES,
            UNTIL,
            DELAY,
            BACKOFF,
            MAX_DELAY,
            JITTER,
            RETRY_CODES,
            STOP_CODES,
            ON_TIMEOUT,
            ON_SIGNAL,
            ON_START_FAILURE);

    private Keys() {}
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  Retries of(Values values, Report report) {
    int attempts = values.get(Keys.ATTEMPTS, 0);
    int successes = values.get(Keys.SUCCESSES, 1);
    int failures = values.get(Keys.FAILURES, 0);
    TimeSpan delay = values.get(Keys.DELAY, TimeSpan.ZERO);
    TimeSpan maxDelay = values.get(Keys.MAX_DELAY, TimeSpan.ZERO);
    // Attempts are unlimited only if a key says so: attempts: 0.
    boolean bounded = values.has(Keys.ATTEMPTS) || failures > 0 || values.has(Keys.UNTIL);
    if (!bounded) {
      report.add(values.place(), "needs attempts, failures or until: when is it given up?");
    }
    if (attempts > 0 && successes > attempts) {
      report
          .of("successes")
          .add(
              values.placeOf(Keys.SUCCESSES),
              successes + " are not to be had in " + attempts + " attempts");
    }
    if (!maxDelay.isZero() && delay.compareTo(maxDelay) > 0) {
      report
          .of("max_delay")
          .add(values.placeOf(Keys.MAX_DELAY), maxDelay + " is less than delay, " + delay);
    }
    List<Integer> retryCodes = values.get(Keys.RETRY_CODES, List.<Integer>of());
    List<Integer> stopCodes = values.get(Keys.STOP_CODES, List.<Integer>of());
    for (Integer code : stopCodes) {
      if (retryCodes.contains(code)) {
        report
            .of("stop_codes")
            .add(values.placeOf(Keys.STOP_CODES), code + " stands in retry_codes as well");
      }
    }
    return new Retries(
        attempts,
        successes,
        failures,
        values.get(Keys.UNTIL, null),
        delay,
        values.get(Keys.BACKOFF, 1.0),
        maxDelay,
        values.get(Keys.JITTER, TimeSpan.ZERO),
        retryCodes,
        stopCodes,
        values.get(Keys.ON_TIMEOUT, false),
        values.get(Keys.ON_SIGNAL, false),
        values.get(Keys.ON_START_FAILURE, false));
  }
}
