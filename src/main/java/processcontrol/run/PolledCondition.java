package processcontrol.run;

import processcontrol.posix.MonotonicClock;

/** A condition that costs something to ask for: its answer is good until it is asked again. */
abstract class PolledCondition extends Condition {

  /** From one answer to the next question, in milliseconds. */
  final long interval;

  /** When the answer is of no use any more, on {@link MonotonicClock}'s scale. */
  final long latest;

  private long dueAt = Long.MIN_VALUE;
  private boolean answer;

  PolledCondition(String name, long interval, long latest) {
    super(name);
    this.interval = interval;
    this.latest = latest;
  }

  /** Asks; may take a while. */
  abstract boolean ask();

  @Override
  final boolean look() {
    if (MonotonicClock.millis() >= dueAt) {
      answer = ask();
      dueAt = MonotonicClock.millis() + interval;
    }
    return answer;
  }

  @Override
  final long nextLook() {
    return dueAt > MonotonicClock.millis() ? dueAt : NEVER;
  }

  @Override
  final boolean isSlow() {
    return true;
  }
}
