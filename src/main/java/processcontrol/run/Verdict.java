package processcontrol.run;

import java.io.File;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Expectation;
import processcontrol.job.Expectation.FreshFile;
import processcontrol.job.SuccessCriteria;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;

/** Judges an attempt whose commands ended well by what else is expected of a success. */
final class Verdict {

  /** The kernel stamps files by a clock that ticks, so it may be behind by a tick or two. */
  private static final long FILE_CLOCK_MILLIS = 20;

  private Verdict() {}

  /**
   * The reason why the attempt is a failure all the same, or null.
   *
   * @param millis how long it took, by a clock that no one sets
   */
  static @Nullable String against(
      SuccessCriteria criteria, OutputWatch watch, long millis, UtcTime began, UtcTime ended) {
    if (criteria.failOnStderr() && watch.wroteToStderr()) {
      return "it wrote to standard error";
    }
    Expectation expected = criteria.expectation();
    if (expected == null) {
      return null;
    }
    String fault = ofDuration(expected, new TimeSpan(millis));
    if (fault == null) {
      fault = ofOutput(expected, watch);
    }
    for (int i = 0; fault == null && i < expected.freshFiles().size(); i++) {
      fault = ofFile(expected.freshFiles().get(i), began, ended);
    }
    return fault;
  }

  private static @Nullable String ofDuration(Expectation expected, TimeSpan took) {
    if (took.compareTo(expected.minDuration()) < 0) {
      return "it took " + took + ", less than min_duration " + expected.minDuration();
    }
    if (!expected.maxDuration().isZero() && took.compareTo(expected.maxDuration()) > 0) {
      return "it took " + took + ", more than max_duration " + expected.maxDuration();
    }
    return null;
  }

  private static @Nullable String ofOutput(Expectation expected, OutputWatch watch) {
    if (expected.maxOutput() >= 0 && watch.size() > expected.maxOutput()) {
      return "it wrote " + watch.size() + " bytes, more than max_output " + expected.maxOutput();
    }
    if (watch.unwantedMatch() != null) {
      return "its output matches '" + watch.unwantedMatch() + "' (must_not_match)";
    }
    if (watch.missingMatch() != null) {
      return "no line of its output matches '" + watch.missingMatch() + "' (must_match)";
    }
    return null;
  }

  private static @Nullable String ofFile(FreshFile expected, UtcTime began, UtcTime ended) {
    boolean sinceBegin = expected.within().isZero();
    long oldest =
        sinceBegin
            ? began.epochMillis() - FILE_CLOCK_MILLIS
            : ended.epochMillis() - expected.within().millis();
    File file = new File(expected.path());
    long changed = file.lastModified();
    if (changed >= oldest) {
      return null;
    }
    return !file.exists()
        ? expected.path() + " does not exist (fresh_files)"
        : expected.path()
            + " was last changed at "
            + new UtcTime(changed)
            + (sinceBegin ? ", before it began" : ", more than " + expected.within() + " ago")
            + " (fresh_files)";
  }
}
