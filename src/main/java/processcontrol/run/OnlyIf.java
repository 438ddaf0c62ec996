package processcontrol.run;

import processcontrol.history.Result;
import processcontrol.job.CommandLine;
import processcontrol.job.TimeSpan;

/** The question whether there is anything to do for a job, before a run of it comes about. */
final class OnlyIf {

  private OnlyIf() {}

  /**
   * Runs the commands that must succeed.
   *
   * @param lock held, and inherited by the commands
   * @return what becomes of the start instead of a run; null where they all succeeded
   */
  static Outcome check(Course course, JobLock lock) {
    // Whoever looks sees who holds the lock, and can stop it.
    lock.write(RunningJob.UNNAMED, 0, course.started, "checking", new byte[0]);
    boolean bounded = course.deadline() != Long.MAX_VALUE;
    long deadline = bounded ? course.deadline() : Supervisor.deadlineAfter(Probe.MILLIS);
    Probe probe = new Probe(course, lock.fd());
    for (CommandLine command : course.job.onlyIf()) {
      Outcome answer = course.stopSignal() == 0 ? probe.ask(command, deadline) : null;
      if (course.stopSignal() != 0) {
        return Outcome.stopped(course.stopSignal(), null);
      }
      if (!answer.isSuccess()) {
        String prefix = "only_if: " + command + ": ";
        return answer.result() == Result.TIMEOUT
            ? answer.because(
                prefix
                    + "timed out after "
                    + (bounded ? course.job.timeout() : new TimeSpan(Probe.MILLIS)))
            : Outcome.skipped(prefix + answer.reason());
      }
    }
    return null;
  }
}
