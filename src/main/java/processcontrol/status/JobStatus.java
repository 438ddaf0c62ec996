package processcontrol.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.history.Incident;
import processcontrol.history.RunRecord;
import processcontrol.history.Standing;
import processcontrol.job.Job;
import processcontrol.job.Timing;
import processcontrol.job.UtcTime;
import processcontrol.lock.RunningJob;
import processcontrol.trigger.PendingTrigger;

/**
 * The present state of a job.
 *
 * @param name its slug; the base name of its file if that is not a valid one
 * @param path of its file; null if there is none
 * @param job null if it is not valid
 * @param problems why not
 * @param running null if it is not
 * @param standing what the history says; null for a job without a valid slug
 * @param hold null if it is not on hold
 * @param incident state of the mails about its failures; null if there is none
 * @param seen the last sign of life: the end of the newest record (its start where the end is not
 *     known), or the last change of the job file; null for a job that is not valid
 * @param nextRun when cron starts it next; null if never
 * @param due the first start after {@code seen}, the one that must leave the next record; null if
 *     there is none
 * @param scheduleInWords null without a schedule
 * @param pending the triggers that wait for a run, the first one first
 * @param after the jobs that it runs after; null if there are none, or it is not valid
 */
public record JobStatus(
    String name,
    String path,
    Job job,
    List<String> problems,
    @Nullable Running running,
    Standing standing,
    @Nullable Hold hold,
    @Nullable Incident incident,
    @Nullable Instant seen,
    @Nullable Instant nextRun,
    @Nullable Instant due,
    @Nullable String scheduleInWords,
    List<PendingTrigger> pending,
    @Nullable After after) {

  /**
   * The jobs that a job runs after.
   *
   * @param any whether one of them is enough
   * @param dueSince since when it is to run because of them; null if it is not
   */
  public record After(boolean any, List<Parent> parents, @Nullable Instant dueSince) {

    /** Returns the parents that are disabled if the job cannot run for that, else none. */
    public List<String> disabled() {
      List<String> disabled = new ArrayList<>();
      for (Parent parent : parents) {
        if (parent.disabled()) {
          disabled.add(parent.job());
        }
      }
      return any && disabled.size() < parents.size() ? List.of() : disabled;
    }
  }

  /**
   * One of them.
   *
   * @param last its last run; null if there was none
   */
  public record Parent(String job, boolean disabled, boolean running, RunRecord last) {}

  /** A job that runs after no others. */
  public JobStatus(
      String name,
      String path,
      Job job,
      List<String> problems,
      Running running,
      Standing standing,
      Hold hold,
      Incident incident,
      Instant seen,
      Instant nextRun,
      Instant due,
      String scheduleInWords,
      List<PendingTrigger> pending) {
    this(
        name,
        path,
        job,
        problems,
        running,
        standing,
        hold,
        incident,
        seen,
        nextRun,
        due,
        scheduleInWords,
        pending,
        null);
  }

  /**
   * A run that has not ended.
   *
   * @param pid of the supervisor, or of the command where the supervisor has vanished; 0 if unknown
   * @param supervised false where only what the supervisor left holds the lock
   * @param started null in the first moment of a run
   * @param phase {@code waiting}, {@code retrying} or {@code restarting} while no command runs;
   *     else empty
   * @param next start of the next run of a job that is kept running; null during a run
   */
  public record Running(
      String run,
      int pid,
      boolean supervised,
      @Nullable UtcTime started,
      String phase,
      @Nullable Instant next) {

    /** Returns what it does, in a word or two. */
    public String state() {
      if (!supervised) {
        return "running without supervisor";
      }
      return pool() != null ? "waiting for pool " + pool() : phase.isEmpty() ? "running" : phase;
    }

    /** The pool that it waits for, or null. */
    public @Nullable String pool() {
      return phase.startsWith(RunningJob.POOL) ? phase.substring(RunningJob.POOL.length()) : null;
    }
  }

  public JobStatus {
    problems = List.copyOf(problems);
    pending = List.copyOf(pending);
  }

  public boolean isValid() {
    return job != null;
  }

  /** The schedule in words, with the time zone that its times are of; null without a schedule. */
  public @Nullable String scheduleInFullWords() {
    Timing timing = job == null ? null : job.timing();
    return scheduleInWords == null || timing == null || timing.zone() == null
        ? scheduleInWords
        : scheduleInWords + ", in the time zone " + timing.zone();
  }
}
