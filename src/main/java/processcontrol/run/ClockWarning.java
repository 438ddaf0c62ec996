package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.history.FileChange;
import processcontrol.history.HistoryReader;
import processcontrol.history.RunTrace;
import processcontrol.posix.PosixException;

/** Warns, in the record of a run, of times that lie in the future. */
final class ClockWarning {

  private ClockWarning() {}

  /** Looks at the newest record, before there is one of this run, and at the job's file. */
  static void add(RunContext context) {
    long now = context.clock.wall();
    add(context, newest(context), now);
    String fault = FileChange.of(context.job.source()).fault(now);
    if (fault != null) {
      context.progress.warn(fault);
    }
  }

  private static void add(RunContext context, RunTrace newest, long now) {
    String fault = newest == null ? null : newest.clockFault(now);
    if (fault != null) {
      context.progress.warn(fault);
    }
  }

  private static @Nullable RunTrace newest(RunContext context) {
    String state = context.settings.stateDirectory();
    try (HistoryReader history = HistoryReader.open(state, context.job.slug())) {
      return history.nextTrace();
    } catch (PosixException e) {
      return null; // Told where the record is written.
    }
  }
}
