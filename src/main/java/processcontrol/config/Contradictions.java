package processcontrol.config;

import java.util.List;
import processcontrol.config.KeyTable.Values;
import processcontrol.job.Expectation;
import processcontrol.job.Retries;
import processcontrol.job.TimeSpan;

/**
 * Finds keys of a job that cannot be meant: each is right by itself, but with the other one it has
 * no effect at all, or no run could ever succeed.
 */
final class Contradictions {

  private final Values values;
  private final Problems problems;

  private Contradictions(Values values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  static void check(Values values, Problems problems) {
    Contradictions contradictions = new Contradictions(values, problems);
    contradictions.checkCodes();
    contradictions.checkTimes();
  }

  private void checkCodes() {
    List<Integer> success = values.get(JobKeys.SUCCESS_CODES, List.<Integer>of());
    List<Integer> failure = values.get(JobKeys.FAILURE_CODES, List.<Integer>of());
    List<Integer> fatal = values.get(JobKeys.FATAL_CODES, List.<Integer>of());
    for (Integer code : success) {
      if (failure.contains(code) || fatal.contains(code)) {
        String other = failure.contains(code) ? "failure_codes" : "fatal_codes";
        add(JobKeys.SUCCESS_CODES, ": " + code + " stands in " + other + " as well");
      }
    }
    boolean exitCounts = values.get(JobKeys.FAIL_ON, List.of("exit")).contains("exit");
    if (!exitCounts && !(success.isEmpty() && failure.isEmpty())) {
      String idle = success.isEmpty() ? "failure_codes" : "success_codes";
      add(JobKeys.FAIL_ON, ": " + idle + " has no effect without exit");
    }
    Retries retries = values.get(JobKeys.RETRIES, Retries.NONE);
    for (Integer code : retries.retryCodes()) {
      if (fatal.contains(code)) {
        add(JobKeys.RETRIES, "retry_codes", code + " stands in fatal_codes as well");
      }
    }
  }

  private void checkTimes() {
    TimeSpan timeout = values.get(JobKeys.TIMEOUT, TimeSpan.ZERO);
    TimeSpan ofAttempt = values.get(JobKeys.ATTEMPT_TIMEOUT, TimeSpan.ZERO);
    if (!timeout.isZero() && ofAttempt.compareTo(timeout) > 0) {
      add(JobKeys.ATTEMPT_TIMEOUT, ": " + ofAttempt + " is longer than timeout, " + timeout);
    }
    // The author most likely thinks of the timeout of the run, which is never tried again.
    boolean unlimited = ofAttempt.isZero() && !values.isFaulty(JobKeys.ATTEMPT_TIMEOUT);
    if (unlimited && values.get(JobKeys.RETRIES, Retries.NONE).onTimeout()) {
      add(JobKeys.RETRIES, "on_timeout", "needs attempt_timeout as well");
    }
    Expectation expected = values.get(JobKeys.EXPECT, null);
    if (expected == null) {
      return;
    }
    TimeSpan least = expected.minDuration();
    if (!ofAttempt.isZero() && least.compareTo(ofAttempt) > 0) {
      add(JobKeys.EXPECT, "min_duration", least + " is longer than attempt_timeout, " + ofAttempt);
    } else if (!timeout.isZero() && least.compareTo(timeout) > 0) {
      add(JobKeys.EXPECT, "min_duration", least + " is longer than timeout, " + timeout);
    }
  }

  private void add(Key<?> key, String fault) {
    problems.add(values.placeOf(key), key.name() + fault);
  }

  private void add(Key<?> key, String inner, String fault) {
    problems.add(values.placeOf(key, inner), key.name() + "." + inner + ": " + fault);
  }
}
