package processcontrol.history;

/** What became of a run, as it stands in the record. */
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

  @Override
  public String toString() {
    return word;
  }
}
