package processcontrol.history;

import org.jspecify.annotations.Nullable;
import processcontrol.job.VisibleText;

/** The cause of a run. */
public enum Trigger {
  MANUAL("manual"),
  CRON("cron"),
  TRIGGERED("triggered"),
  /** By cron, for a moment that was missed. */
  CATCH_UP("catch_up");

  private final String word;

  Trigger(String word) {
    this.word = word;
  }

  /**
   * Finds the constant of a word.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Trigger of(@Nullable String word) {
    for (Trigger each : values()) {
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
