package processcontrol.job;

/** The action of a start while the job is running. */
public enum WhenRunning {
  /** It is an error. */
  REFUSE("refuse"),
  /** It is skipped without an error. */
  SKIP("skip"),
  /** It waits until the job has ended; one waits at most, further ones are skipped. */
  QUEUE("queue"),
  /** It stops the current run, and takes its place. */
  REPLACE("replace");

  private final String word;

  WhenRunning(String word) {
    this.word = word;
  }

  /**
   * Finds the constant of a word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static WhenRunning of(String word) {
    for (WhenRunning each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(VisibleText.quoted(word) + " is not known");
  }

  @Override
  public String toString() {
    return word;
  }
}
