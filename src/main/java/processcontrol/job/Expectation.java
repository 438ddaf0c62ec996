package processcontrol.job;

import java.util.List;

/**
 * Conditions for the success of an attempt, beyond its exit code.
 *
 * @param minDuration zero for none
 * @param maxDuration zero for none
 * @param mustMatch patterns (RE2), each of which has to match in a line of output
 * @param mustNotMatch patterns (RE2), none of which may match in a line of output
 * @param freshFiles files that the attempt should have changed
 * @param maxOutput the most bytes on both streams together; negative for no limit
 */
public record Expectation(
    TimeSpan minDuration,
    TimeSpan maxDuration,
    List<String> mustMatch,
    List<String> mustNotMatch,
    List<FreshFile> freshFiles,
    long maxOutput) {

  /**
   * A file that must have been modified lately.
   *
   * @param within the greatest age at the end of the attempt; zero for "since the run began"
   */
  public record FreshFile(String path, TimeSpan within) {}

  public Expectation {
    mustMatch = List.copyOf(mustMatch);
    mustNotMatch = List.copyOf(mustNotMatch);
    freshFiles = List.copyOf(freshFiles);
  }
}
