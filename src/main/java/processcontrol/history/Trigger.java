package processcontrol.history;

/** What started a run. */
public enum Trigger {
  MANUAL("manual"),
  CRON("cron"),
  TRIGGERED("triggered");

  private final String word;

  Trigger(String word) {
    this.word = word;
  }

  @Override
  public String toString() {
    return word;
  }
}
