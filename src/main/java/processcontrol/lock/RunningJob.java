package processcontrol.lock;

import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.Descendants;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;
import processcontrol.posix.Processes;

/**
 * A run that holds its job's lock now.
 *
 * @param run the run id; empty between taking the lock and naming the run
 * @param pid of the supervisor
 * @param childPid of the command, or 0
 * @param phase what the run does besides running commands: {@code checking}, {@code waiting},
 *     {@code retrying}, {@code pool:} and the name of a pool that it waits for; empty for nothing
 * @param started null where nothing is known yet but that the lock is taken
 */
public record RunningJob(
    Slug job, String run, int pid, int childPid, @Nullable UtcTime started, String phase) {

  /** Prefix of the phase of a run that waits for its pool. */
  public static final String POOL = "pool:";

  /** The name of the supervisor's main class, which marks it among processes. */
  public static final String MAIN = Descendants.RUN_JOB;

  /** Stands for the run id while it is not known yet whether there will be a run. */
  public static final String UNNAMED = "-";

  /** The run of a job, or null if it is not running. */
  public static @Nullable RunningJob find(String runDirectory, Slug slug) {
    try (Fd file = JobLock.openForReading(runDirectory, slug)) {
      // The kernel is asked, not the file's content. The lock is held for a moment by asking;
      // whoever starts the job meanwhile tries again before giving up.
      if (file.tryLock()) {
        return null;
      }
      return of(slug, JobLock.firstLine(file.readAll(JobLock.MAX_FACTS)));
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  static RunningJob of(Slug slug, String line) {
    String[] facts = line.split(" ", -1);
    try {
      if (facts.length == 4 || facts.length == 5) {
        int child = facts[2].equals("-") ? 0 : Integer.parseInt(facts[2]);
        return new RunningJob(
            slug,
            facts[0].equals(UNNAMED) ? "" : facts[0],
            Integer.parseInt(facts[1]),
            child,
            UtcTime.parse(facts[3]),
            facts.length == 5 ? facts[4] : "");
      }
    } catch (IllegalArgumentException e) {
      return new RunningJob(slug, "", 0, 0, null, ""); // Not written by a supervisor.
    }
    return new RunningJob(slug, "", 0, 0, null, "");
  }

  /** Returns true if the supervisor lives; if not, only what it started still holds the lock. */
  public boolean isSupervised() {
    return pid == 0 ? run.isEmpty() : Processes.arguments(pid).contains(MAIN);
  }
}
