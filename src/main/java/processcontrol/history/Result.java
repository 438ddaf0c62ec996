package processcontrol.history;

import org.jspecify.annotations.Nullable;
import processcontrol.job.VisibleText;

/** The outcome of a run, as it stands in the record. */
public enum Result {
  SUCCESS("success"),
  FAILURE("failure"),
  TIMEOUT("timeout"),
  /** Stopped by an operator or by the system. */
  KILLED("killed"),
  /** Not run, on purpose. */
  SKIPPED("skipped"),
  /** The supervisor vanished, and with it the knowledge of how the run ended. */
  LOST("lost"),
  /** run-job itself failed. */
  ERROR("error");

  private final String word;

  Result(String word) {
    this.word = word;
  }

  /**
   * Returns true if it counts as a failed run where failures are counted. A run that was stopped on
   * purpose neither counts nor interrupts the count.
   */
  public boolean isFailed() {
    return this == FAILURE || this == TIMEOUT || this == LOST || this == ERROR;
  }

  /**
   * Finds the constant of a word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Result of(@Nullable String word) {
    for (Result each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(VisibleText.quoted(String.valueOf(word)) + " is not known");
  }

  @Override
  public String toString() {
    return word;
  }
}
