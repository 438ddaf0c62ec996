package processcontrol.run;

import processcontrol.history.FileChange;
import processcontrol.history.HistoryReader;
import processcontrol.history.RunTrace;
import processcontrol.posix.PosixException;

/** Warns, in the record of a run, of times that lie in the future. */
final class ClockWarning {

  private ClockWarning() {}

  /** Looks at the newest record, before there is one of this run, and at the job's file. */
  static void add(Course course) {
    long now = System.currentTimeMillis();
    add(course, newest(course), now);
    String fault = FileChange.of(course.job.source()).fault(now);
    if (fault != null) {
      course.warn(fault);
    }
  }

  private static void add(Course course, RunTrace newest, long now) {
    String fault = newest == null ? null : newest.clockFault(now);
    if (fault != null) {
      course.warn(fault);
    }
  }

  private static RunTrace newest(Course course) {
    String state = course.settings.stateDirectory();
    try (HistoryReader history = HistoryReader.open(state, course.job.slug())) {
      return history.nextTrace();
    } catch (PosixException e) {
      return null; // Told where the record is written.
    }
  }
}
