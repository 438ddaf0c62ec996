package processcontrol.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that decide if a job's commands have failed.
 *
 * @param successCodes exit codes that are a success; empty for 0 alone, or, where there are {@code
 *     failureCodes}, for all others
 * @param failureCodes exit codes that are a failure
 * @param failOnExit whether the exit code counts at all
 * @param failOnStderr whether anything on standard error is a failure
 * @param fatalCodes exit codes that are a failure, are not retried and put the job on hold
 * @param expectation what a success must look like beyond its exit code, or null
 */
public record SuccessCriteria(
    List<Integer> successCodes,
    List<Integer> failureCodes,
    boolean failOnExit,
    boolean failOnStderr,
    List<Integer> fatalCodes,
    @Nullable Expectation expectation) {

  /** Exit code 0 is a success, everything else a failure. */
  public static final SuccessCriteria DEFAULT =
      new SuccessCriteria(List.of(), List.of(), true, false, List.of(), null);

  public SuccessCriteria {
    successCodes = List.copyOf(successCodes);
    failureCodes = List.copyOf(failureCodes);
    fatalCodes = List.copyOf(fatalCodes);
  }

  /** Returns true if anything but exit codes decides. */
  public boolean concernOutput() {
    return failOnStderr || expectation != null;
  }

  /** Returns true if an exit code of a command is a success. */
  public boolean isSuccess(int exitCode) {
    if (fatalCodes.contains(exitCode)) {
      return false;
    }
    if (!failOnExit || successCodes.contains(exitCode)) {
      return true;
    }
    if (failureCodes.contains(exitCode)) {
      return false;
    }
    return successCodes.isEmpty() && (exitCode == 0 || !failureCodes.isEmpty());
  }
}
