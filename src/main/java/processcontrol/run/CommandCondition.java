package processcontrol.run;

import processcontrol.job.CommandLine;
import processcontrol.posix.Clock;

/** A command that must end with exit code 0. */
final class CommandCondition extends PolledCondition {

  private final CommandLine command;
  private final Probe probe;

  /**
   * @param interval from one answer to the next question, in milliseconds
   * @param latest when the answer is of no use any more, on the scale of {@link Clock#monotonic}
   */
  CommandCondition(CommandLine command, Probe probe, long interval, long latest, Clock clock) {
    super("command " + command, interval, latest, clock);
    this.command = command;
    this.probe = probe;
  }

  @Override
  boolean ask() {
    long bound = clock.monotonic() + Math.max(interval, Probe.MILLIS);
    return probe.ask(command, Math.min(bound, latest)).isSuccess();
  }
}
