package processcontrol.config;

import org.jspecify.annotations.Nullable;

/** A right of a web user: the kinds of requests that are allowed. */
public enum WebRight {
  /** See how jobs stand, their records and their logs. */
  READ("read"),
  START("start"),
  /** Put jobs on hold, and release them. */
  HOLD("hold"),
  /** Stop runs. */
  KILL("kill");

  private final String word;

  WebRight(String word) {
    this.word = word;
  }

  /** The right of a word; null if it is none. */
  static @Nullable WebRight of(String word) {
    for (WebRight each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return word;
  }
}
