package processcontrol.audit;

/** The reason why a job did not start at a moment at which it was due, or not on time. */
public enum Cause {
  /** It did start, but late. */
  LATE("late", Kind.LATE),

  HELD("held", Kind.ON_PURPOSE),
  DISABLED("disabled", Kind.ON_PURPOSE),
  /** {@code only_if} said that there was nothing to do. */
  PRECONDITION("precondition", Kind.ON_PURPOSE),
  /** The job says that such a start is skipped. */
  SKIPPED("skipped", Kind.ON_PURPOSE),
  /** A later start stands for it as well. */
  CAUGHT_UP("caught_up", Kind.ON_PURPOSE),

  LOCK_HELD("lock_held", Kind.MISSING),
  POOL_FULL("pool_full", Kind.MISSING),
  /** Later than {@code start_deadline}. */
  TOO_LATE("too_late", Kind.MISSING),
  MACHINE_DOWN("machine_down", Kind.MISSING),
  /** No job at all was started. */
  CRON_DOWN("cron_down", Kind.MISSING),
  NO_TRACE("no_trace", Kind.MISSING),

  /** Nobody knows whether the job was due: its file was another one. */
  CHANGED("changed", Kind.NOT_KNOWN),
  BEFORE_HISTORY("before_history", Kind.NOT_KNOWN);

  /** The meaning of a cause for the operator of the job. */
  public enum Kind {
    LATE,
    /** Somebody wanted it so. */
    ON_PURPOSE,
    /** Nobody wanted it. */
    MISSING,
    NOT_KNOWN
  }

  private final String word;
  private final Kind kind;

  Cause(String word, Kind kind) {
    this.word = word;
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public String toString() {
    return word;
  }
}
