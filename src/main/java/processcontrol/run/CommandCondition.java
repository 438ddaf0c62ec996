package processcontrol.run;

import processcontrol.job.CommandLine;
import processcontrol.posix.MonotonicClock;

/** A command that must end with exit code 0. */
final class CommandCondition extends PolledCondition {

  private final CommandLine command;
  private final Probe probe;

  /**
   * @param interval from one answer to the next question, in milliseconds
   * @param latest when the answer is of no use any more, on {@link MonotonicClock}'s scale
   */
  CommandCondition(CommandLine command, Probe probe, long interval, long latest) {
    super("command " + command, interval, latest);
    this.command = command;
    this.probe = probe;
  }

  @Override
  boolean ask() {
    long bound = MonotonicClock.millis() + Math.max(interval, Probe.MILLIS);
    return probe.ask(command, Math.min(bound, latest)).isSuccess();
  }
}
