package processcontrol.run;

import processcontrol.job.CommandLine;
import processcontrol.job.Criteria;
import processcontrol.posix.ChildProcess;
import processcontrol.posix.Fd;
import processcontrol.posix.Termination;
import processcontrol.run.Starter.NotExecuted;

/**
 * Runs commands that only answer a question, by their exit code; what they print is thrown away.
 */
final class Probe {

  /** How long a command may take where nothing else says it. */
  static final long MILLIS = 60_000;

  private final Course course;
  private final Starter starter;

  /**
   * @param inherited by every command, the lock first
   */
  Probe(Course course, Fd... inherited) {
    this.course = course;
    this.starter =
        new Starter(
            course.job,
            course.settings.account(),
            ChildEnvironment.of(course.job, null, 0, course.settings.account()),
            inherited);
  }

  /**
   * Runs a command.
   *
   * @param deadline when it is stopped
   */
  Outcome ask(CommandLine command, long deadline) {
    try (ChildProcess child = starter.start(command)) {
      Ending ending =
          new Supervisor(child, OutputTarget.NOWHERE, course, deadline, null).supervise();
      course.note(ending);
      Termination end = ending.termination();
      if (ending.timedOut()) {
        return Outcome.timeout("timed out", end);
      }
      if (ending.stopped()) {
        return Outcome.stopped(ending.stopSignal(), end);
      }
      return Outcome.of(end, Criteria.DEFAULT);
    } catch (NotExecuted e) {
      return Outcome.notExecuted(e.code, e.getMessage());
    }
  }
}
