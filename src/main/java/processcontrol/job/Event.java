package processcontrol.job;

/** Events in the life of a job that notifications exist for. */
public enum Event {
  /** A run began. */
  START("start"),
  /** A run is still running after {@code warn_after}. */
  LATE("late"),
  /** An attempt failed, and there will be another. */
  RETRY("retry"),
  SUCCESS("success"),
  FAILURE("failure"),
  /** A success after a failure. */
  RECOVERY("recovery"),
  /** The job was put on hold by itself, after a failed run. */
  HOLD("hold");

  private final String word;

  Event(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
