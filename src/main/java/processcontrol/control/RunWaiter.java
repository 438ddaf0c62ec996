package processcontrol.control;

import org.jspecify.annotations.Nullable;
import processcontrol.history.HistoryReader;
import processcontrol.history.RunRecord;
import processcontrol.job.RunId;
import processcontrol.lock.JobLock;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Poll;

/** Awaits the end of a run that another process supervises. */
public final class RunWaiter {

  private static final long TICK_MILLIS = 100;

  private static final int UNNAMED_TRIES = 3;

  private RunWaiter() {}

  /**
   * Waits until a run has ended.
   *
   * @return its record, that of a lost run if its supervisor has vanished; null if there is no such
   *     run
   */
  public static @Nullable RunRecord await(RunId run, String runDirectory, String stateDirectory) {
    Poll pause = new Poll(0);
    int unnamed = 0;
    while (true) {
      RunningJob running = RunningJob.find(runDirectory, run.slug());
      String now = running == null ? null : running.run();
      if (!run.value().equals(now)) {
        RunRecord record = recorded(run, runDirectory, stateDirectory);
        // A run without a name may be one that is just being written down.
        if (record != null || now == null || !now.isEmpty() || ++unnamed == UNNAMED_TRIES) {
          return record;
        }
      }
      pause.await(TICK_MILLIS);
    }
  }

  private static @Nullable RunRecord recorded(
      RunId run, String runDirectory, String stateDirectory) {
    RunRecord record = find(run, stateDirectory);
    if (record != null) {
      return record;
    }
    RunRecord lost = JobLock.findLost(runDirectory, run.slug());
    if (lost != null && run.value().equals(lost.run())) {
      return lost;
    }
    return find(run, stateDirectory); // The next run may have written it down meanwhile.
  }

  private static @Nullable RunRecord find(RunId run, String stateDirectory) {
    try (HistoryReader history = HistoryReader.open(stateDirectory, run.slug())) {
      for (RunRecord record = history.next(); record != null; record = history.next()) {
        if (run.value().equals(record.run())) {
          return record;
        }
      }
      return null;
    }
  }
}
