package processcontrol.run;

import org.jspecify.annotations.Nullable;
import processcontrol.history.History;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.UtcTime;
import processcontrol.lock.JobLock;
import processcontrol.lock.RunningJob;
import processcontrol.runlog.RunLog;

/** Runs that could not record how they ended: their supervisor was killed, or the host vanished. */
final class LostRun {

  private LostRun() {}

  /**
   * Records the run that a lock names although it was free. Returns its record; null where it had
   * one already.
   */
  static @Nullable RunRecord record(
      JobLock lock, History history, RunContext context, Triggers triggers) {
    String runId = lock.lostRunId();
    byte[] line = lock.lostRecord();
    RunRecord lost = null;
    // A supervisor may also have died between writing its record and clearing the lock file.
    if (line != null && !history.contains(runId)) {
      lost = RunRecord.ofLine(line);
      triggers.prepareLost(lost);
      history.append(line);
    }
    removeUnusedLog(lock, history, context);
    lock.clear(); // The lost run must not be taken for the one that holds the lock now.
    return lost;
  }

  /** Removes the log of a supervisor that was killed before it had begun a run. */
  private static void removeUnusedLog(JobLock lock, History history, RunContext context) {
    boolean unnamed = RunningJob.UNNAMED.equals(lock.lostRunId());
    UtcTime started = unnamed ? lock.lostStart(context.job.slug()) : null;
    if (started != null) {
      RunLog.removeUnused(
          context.settings.outputDirectory(),
          context.job.slug(),
          started,
          history.newestRun(started));
    }
  }

  /** Records what other hosts have, which counts here, too; returns the newest if it was lost. */
  static @Nullable RunRecord recordOthers(
      History history, ClusteredRun cluster, @Nullable RunRecord known) {
    RunRecord lost = known;
    for (RunRecord other : cluster.news()) {
      history.append(other.toLine());
      // Only the newest is found now; the host that found an earlier one has reported it.
      lost = other.result() == Result.LOST ? other : null;
    }
    return lost;
  }
}
