package processcontrol.run;

import processcontrol.job.CommandLine;
import processcontrol.posix.MonotonicClock;

/** A command that must end with exit code 0. Its answer is good until it is asked again. */
final class CommandCondition extends Condition {

  private final CommandLine command;
  private final Probe probe;
  private final long interval;
  private final long latest;
  private long dueAt = Long.MIN_VALUE;
  private boolean answer;

  /**
   * @param interval from one answer to the next question, in milliseconds
   * @param latest when nobody wants to know any more, on {@link MonotonicClock}'s scale
   */
  CommandCondition(CommandLine command, Probe probe, long interval, long latest) {
    super("command " + command);
    this.command = command;
    this.probe = probe;
    this.interval = interval;
    this.latest = latest;
  }

  @Override
  boolean look() {
    if (MonotonicClock.millis() >= dueAt) {
      long bound = MonotonicClock.millis() + Math.max(interval, Probe.MILLIS);
      answer = probe.ask(command, Math.min(bound, latest)).isSuccess();
      dueAt = MonotonicClock.millis() + interval;
    }
    return answer;
  }

  @Override
  long nextLook() {
    return dueAt > MonotonicClock.millis() ? dueAt : NEVER;
  }

  @Override
  boolean isSlow() {
    return true;
  }
}
