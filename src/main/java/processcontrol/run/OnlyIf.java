package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.history.Result;
import processcontrol.history.SkipCause;
import processcontrol.job.CommandLine;
import processcontrol.job.TimeSpan;
import processcontrol.lock.JobLock;
import processcontrol.lock.RunningJob;

/** The question whether there is anything to do for a job, before a run of it comes about. */
final class OnlyIf {

  private OnlyIf() {}

  /**
   * Runs the commands that must succeed.
   *
   * @param lock held, and inherited by the commands
   * @return what becomes of the start instead of a run; null where they all succeeded
   */
  static @Nullable Outcome check(RunContext context, JobLock lock) {
    // Other processes can see which one holds the lock, and stop it.
    lock.write(RunningJob.UNNAMED, 0, context.progress.started(), "checking", new byte[0]);
    boolean bounded = context.progress.deadline() != Long.MAX_VALUE;
    long deadline =
        bounded ? context.progress.deadline() : context.clock.deadlineAfter(Probe.MILLIS);
    Probe probe = new Probe(context, lock.fd());
    for (CommandLine command : context.job.onlyIf()) {
      Outcome answer = context.stops.signal() == 0 ? probe.ask(command, deadline) : null;
      if (context.stops.signal() != 0) {
        return Outcome.stopped(context.stops.signal(), null);
      }
      if (!answer.isSuccess()) {
        String prefix = "only_if: " + command + ": ";
        return answer.result() == Result.TIMEOUT
            ? answer.because(
                prefix
                    + "timed out after "
                    + (bounded ? context.job.timeout() : new TimeSpan(Probe.MILLIS)))
            : Outcome.skipped(SkipCause.PRECONDITION, prefix + answer.reason());
      }
    }
    return null;
  }
}
