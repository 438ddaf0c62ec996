package processcontrol.control;

import java.util.List;
import processcontrol.job.Signal;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.lock.JobLock;
import processcontrol.lock.KeeperLock;
import processcontrol.lock.RestartMark;
import processcontrol.lock.RunningJob;
import processcontrol.posix.MonotonicClock;
import processcontrol.posix.Poll;
import processcontrol.posix.Processes;

/**
 * Stops a run from outside, and waits until the kernel says that the lock is free. The supervisor
 * is asked to do it; where it has vanished, whatever it left that holds the lock is stopped
 * directly.
 */
public final class JobStopper {

  /** The outcome of a stop. */
  public enum Result {
    NOT_RUNNING,
    STOPPED,
    STILL_RUNNING
  }

  /** On top of the job's own grace: SIGKILL, the drain of its output, the record. */
  private static final long MARGIN_MILLIS = 10_000;

  /**
   * Time after which a supervisor that does nothing is killed itself: it may have been started with
   * the signal ignored.
   */
  private static final long DEAF_MILLIS = 7_000;

  private static final long TICK_MILLIS = 20;

  private final String runDirectory;
  private final Poll pause = new Poll(0);

  public JobStopper(String runDirectory) {
    this.runDirectory = runDirectory;
  }

  /**
   * Stops the job's current run.
   *
   * @param signal what stops it where there is no supervisor to know
   * @param killAfter the job's own grace, after which SIGKILL follows
   */
  public Result stop(Slug job, Signal signal, TimeSpan killAfter) {
    boolean wasKept = stopKeeper(job, killAfter);
    RunningJob running = RunningJob.find(runDirectory, job);
    if (running == null) {
      return wasKept ? Result.STOPPED : Result.NOT_RUNNING;
    }
    long killAt = MonotonicClock.millis() + killAfter.millis();
    long giveUpAt = killAt + MARGIN_MILLIS;
    boolean asked = false;
    String run = running.run();
    RunningJob now = running;
    while (now != null && now.run().equals(run)) {
      boolean kill = MonotonicClock.millis() >= killAt;
      if (!now.isSupervised() && (!asked || kill)) {
        signalHolders(job, kill ? Signal.KILL : signal);
        asked = true;
      } else if (now.isSupervised() && now.pid() != 0) {
        boolean deaf = MonotonicClock.millis() >= killAt + DEAF_MILLIS;
        if (!asked || deaf) {
          Processes.signal(now.pid(), (deaf ? Signal.KILL : Signal.TERM).number());
          asked = true;
        }
      }
      if (MonotonicClock.millis() >= giveUpAt) {
        return Result.STILL_RUNNING;
      }
      pause.await(TICK_MILLIS);
      now = RunningJob.find(runDirectory, job);
      run = run.isEmpty() && now != null ? now.run() : run; // It was only just beginning.
    }
    return Result.STOPPED;
  }

  /**
   * Stops what keeps the job running, and with it the run; returns whether there was something. It
   * is asked once, as the second time would be the end of all grace.
   */
  private boolean stopKeeper(Slug job, TimeSpan killAfter) {
    KeeperLock.Keeper keeper = KeeperLock.find(runDirectory, job);
    if (keeper == null) {
      return false;
    }
    RestartMark.take(runDirectory, job); // A restart that is under way must not undo this.
    long deafAt = MonotonicClock.millis() + killAfter.millis() + DEAF_MILLIS;
    int asked = 0;
    KeeperLock.Keeper now = keeper;
    while (now != null && (asked == 0 || now.pid() == asked)) {
      boolean lives = now.pid() != 0 && Processes.arguments(now.pid()).contains(RunningJob.MAIN);
      if (lives && asked == 0) {
        asked = now.pid();
        Processes.signal(asked, Signal.TERM.number());
      } else if (lives && MonotonicClock.millis() >= deafAt) {
        Processes.signal(now.pid(), Signal.KILL.number());
      }
      if (MonotonicClock.millis() >= deafAt + MARGIN_MILLIS) {
        break;
      }
      pause.await(TICK_MILLIS);
      now = KeeperLock.find(runDirectory, job);
    }
    return true;
  }

  private void signalHolders(Slug job, Signal signal) {
    List<Integer> holders = Processes.holding(JobLock.path(runDirectory, job));
    for (int pid : holders) {
      if (Processes.arguments(pid).contains(RunningJob.MAIN)) {
        continue; // A process that only asks if the job runs.
      }
      Processes.signalGroup(pid, signal.number()); // If it leads one.
      Processes.signal(pid, signal.number());
      Processes.signal(pid, Signal.CONT.number());
    }
  }
}
