package processcontrol.control;

import org.jspecify.annotations.Nullable;
import processcontrol.job.Signal;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.lock.KeeperLock;
import processcontrol.lock.KeeperLock.Keeper;
import processcontrol.lock.KeeperLock.State;
import processcontrol.lock.RestartMark;
import processcontrol.lock.RunningJob;
import processcontrol.posix.MonotonicClock;
import processcontrol.posix.Poll;
import processcontrol.posix.Processes;

/** Makes a job that is kept running begin again, or its command read its configuration again. */
public final class Restarter {

  private static final long TICK_MILLIS = 20;

  /** Time beyond the job's own grace: for SIGKILL, the record, and notifications. */
  private static final long MARGIN_MILLIS = 60_000;

  private Restarter() {}

  /**
   * Restarts a job, and waits until it has begun again.
   *
   * @return what went wrong, or null
   */
  public static @Nullable String restart(String runDirectory, Slug slug, TimeSpan killAfter) {
    Keeper before = KeeperLock.find(runDirectory, slug);
    if (before == null || !Processes.arguments(before.pid()).contains(RunningJob.MAIN)) {
      return "is not running";
    }
    try (RestartMark mark = RestartMark.trySet(runDirectory, slug)) {
      if (mark == null) {
        return "is being restarted already";
      }
      Processes.signal(before.pid(), Signal.TERM.number());
      return await(runDirectory, slug, before, killAfter.millis() + MARGIN_MILLIS);
    }
  }

  private static @Nullable String await(
      String runDirectory, Slug slug, Keeper before, long millis) {
    Poll pause = new Poll(0);
    long giveUpAt = MonotonicClock.millis() + millis;
    while (MonotonicClock.millis() < giveUpAt) {
      Keeper now = KeeperLock.find(runDirectory, slug);
      if (now == null) {
        return "has ended, and was not started again";
      }
      if (now.pid() == before.pid() && now.runs() > before.runs()) {
        RunningJob running = RunningJob.find(runDirectory, slug);
        boolean begun = running != null && !running.run().isEmpty();
        if (begun || now.state() != State.RUNNING || now.runs() > before.runs() + 1) {
          return null;
        }
      }
      pause.await(TICK_MILLIS);
    }
    return "has not begun again yet";
  }

  /** Sends a signal to the command of a run. */
  public static void reload(RunningJob running, Signal signal) {
    Processes.signal(running.childPid(), signal.number());
  }
}
