package processcontrol.run;

import processcontrol.job.CommandLine;
import processcontrol.job.SuccessCriteria;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.Fd;
import processcontrol.posix.Termination;
import processcontrol.run.CommandLauncher.NotExecuted;

/**
 * Runs commands that only answer a question, by their exit code; what they print is thrown away.
 */
final class Probe {

  /** Default of the time that a command may take, in milliseconds. */
  static final long MILLIS = 60_000;

  private final RunContext context;
  private final CommandLauncher launcher;

  /**
   * @param inherited by every command, the lock first
   */
  Probe(RunContext context, Fd... inherited) {
    this.context = context;
    this.launcher =
        new CommandLauncher(
            context.job,
            context.settings.account(),
            ChildEnvironment.of(context.job, null, 0, context.settings.account()),
            inherited);
  }

  /**
   * Runs a command.
   *
   * @param deadline when it is stopped
   */
  Outcome ask(CommandLine command, long deadline) {
    try (ChildProcess child = launcher.start(command)) {
      Supervisor.Ending ending =
          new Supervisor(child, OutputTarget.NOWHERE, context, deadline, null).supervise();
      context.stops.note(ending);
      Termination end = ending.termination();
      if (ending.timedOut()) {
        return Outcome.timeout("timed out", end);
      }
      if (ending.stopped()) {
        return Outcome.stopped(ending.stopSignal(), end);
      }
      return Outcome.of(end, SuccessCriteria.DEFAULT);
    } catch (NotExecuted e) {
      return Outcome.notExecuted(e.code, e.getMessage());
    }
  }
}
