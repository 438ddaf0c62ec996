package processcontrol.run;

import processcontrol.posix.Clock;

/** A condition that costs something to ask for: its answer is good until it is asked again. */
abstract class PolledCondition extends Condition {

  /** From one answer to the next question, in milliseconds. */
  final long interval;

  /** Time at which the answer is of no use any more, on the scale of {@link Clock#monotonic}. */
  final long latest;

  final Clock clock;

  private long dueAt = Long.MIN_VALUE;
  private boolean answer;

  PolledCondition(String name, long interval, long latest, Clock clock) {
    super(name);
    this.interval = interval;
    this.latest = latest;
    this.clock = clock;
  }

  /** Asks; may take a while. */
  abstract boolean ask();

  @Override
  final boolean look() {
    if (clock.monotonic() >= dueAt) {
      answer = ask();
      dueAt = clock.monotonic() + interval;
    }
    return answer;
  }

  @Override
  final long nextLook() {
    return dueAt > clock.monotonic() ? dueAt : NEVER;
  }

  @Override
  final boolean isSlow() {
    return true;
  }
}
