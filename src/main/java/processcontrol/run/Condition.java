package processcontrol.run;

import processcontrol.posix.Clock;

/** Something that a run waits for. */
abstract class Condition {

  static final long NEVER = Long.MAX_VALUE;

  private final String name;
  private boolean met;
  private boolean told;

  /**
   * @param name what stands behind "waiting for"
   */
  Condition(String name) {
    this.name = name;
  }

  /** Looks whether it is met now. */
  abstract boolean look();

  /**
   * Returns when looking again is of use besides the regular times, on the scale of {@link
   * Clock#monotonic}; {@link #NEVER} for no such time.
   */
  long nextLook() {
    return NEVER;
  }

  /** Returns true if looking takes more than a moment. */
  boolean isSlow() {
    return false;
  }

  /** Looks, and keeps the answer. */
  final boolean check() {
    met = look();
    return met;
  }

  final void skip() {
    met = false;
  }

  /** Returns true if it was met when last looked at. */
  final boolean isMet() {
    return met;
  }

  /** Returns true if it is met and was not at any time before. */
  final boolean isNews() {
    boolean news = met && !told;
    told |= met;
    return news;
  }

  /** Returns the result of the last look, to be added to its name. */
  String detail() {
    return "";
  }

  @Override
  public final String toString() {
    return name + (met ? "" : detail());
  }
}
