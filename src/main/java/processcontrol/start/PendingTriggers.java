package processcontrol.start;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.FileChange;
import processcontrol.history.HistoryReader;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.lock.RunningJob;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;
import processcontrol.run.ExitCode;
import processcontrol.trigger.Parents;
import processcontrol.trigger.PendingTrigger;
import processcontrol.trigger.Spool;

/**
 * {@code run-job --pending [NAME...]}, a line of the crontab: completes what a SIGKILL or a restart
 * of the machine left undone. It starts jobs with pending triggers, including triggers left by
 * killed runs, and triggers those of the named jobs whose parents have succeeded. It prints only
 * what is damaged; a job that cannot be started now waits for the next minute.
 */
public final class PendingTriggers {

  /** Time in which a job is owed what the last calls may have seen, if its age is not known. */
  private static final long RECENT = 120_000;

  /** Time that a started run may take to have its lock, in ticks: a launch, on a busy machine. */
  private static final int PLACE_TICKS = 100;

  private static final long PLACE_MILLIS = 20;

  private final GlobalConfig config;
  private final Spool spool;
  private final Set<String> faults = new LinkedHashSet<>();
  private final long now = System.currentTimeMillis();
  private final List<Waiting> due = new ArrayList<>();
  private JobLoader loader;

  /** True if the history that was looked at last could not be read. */
  private boolean unread;

  private PendingTriggers(GlobalConfig config) {
    this.config = config;
    this.spool = new Spool(config.stateDirectory());
  }

  public static int run(List<String> jobs, GlobalConfig config) {
    CurrentProcess.umask(0);
    PendingTriggers action = new PendingTriggers(config);
    action.faults.addAll(new OrphanedTriggers(config).fire());
    for (String name : jobs) {
      action.attempt(() -> action.findIfDue(name));
    }
    action.triggerDue();
    for (String name : action.byTime(action.spool.jobs())) {
      action.attempt(() -> action.start(new Slug(name)));
    }
    for (String fault : action.faults) {
      ErrorOutput.printLine("run-job", fault, System.err);
    }
    return (action.faults.isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILED_ITSELF).status();
  }

  /** Takes one step: a failure that keeps one job from its triggers keeps no other from its own. */
  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (PosixException e) {
      faults.add(e.getMessage());
    }
  }

  private void start(Slug slug) {
    Job job = Hold.find(config.stateDirectory(), slug) == null ? load(slug) : null;
    if (job == null) {
      return;
    }
    WorkerStarter.start(config, slug);
    if (job.overlap().pool() != null && job.chain().idle().isZero()) {
      awaitPlace(slug);
    }
  }

  /** Gives a run the time to reach its pool before the next one does. */
  private void awaitPlace(Slug slug) {
    Poll pause = new Poll(0);
    for (int i = 0; i < PLACE_TICKS; i++) {
      RunningJob running = RunningJob.find(config.runDirectory(), slug);
      if ((running != null && !running.run().isEmpty()) || !spool.isPending(slug)) {
        return;
      }
      pause.await(PLACE_MILLIS);
    }
  }

  /** The jobs for which triggers wait, those that have waited longest first. */
  private List<String> byTime(Set<String> jobs) {
    List<Waiting> waiting = new ArrayList<>();
    for (String name : jobs) {
      List<PendingTrigger> triggers =
          jobs.size() > 1 && Slug.isValid(name) ? spool.read(new Slug(name)) : List.of();
      waiting.add(
          new Waiting(name, triggers.isEmpty() ? 0 : triggers.get(0).time().epochMillis(), null));
    }
    waiting.sort(null);
    List<String> names = new ArrayList<>();
    for (Waiting each : waiting) {
      names.add(each.job());
    }
    return names;
  }

  /** Adds the triggers of the jobs that are due, in the order in which their parents ended. */
  private void triggerDue() {
    due.sort(null);
    long last = 0;
    for (Waiting each : due) {
      long time = Math.max(System.currentTimeMillis(), last + 1);
      last = time;
      PendingTrigger trigger =
          new PendingTrigger(List.of(), each.parent(), null, new UtcTime(time), 0);
      attempt(() -> spool.add(new Slug(each.job()), trigger));
    }
  }

  /**
   * A job that is to be started.
   *
   * @param since when it became due, in milliseconds since 1970
   * @param parent the run that made it so; null if that does not matter
   */
  private record Waiting(String job, long since, @Nullable String parent)
      implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      return since == other.since ? job.compareTo(other.job) : Long.compare(since, other.since);
    }
  }

  /** The job, or null if it cannot run as it stands. */
  private @Nullable Job load(Slug slug) {
    try {
      loader = loader == null ? new JobLoader(config) : loader;
      Job job = loader.load(slug);
      loader.checkParents(job);
      return job;
    } catch (InvalidConfigException e) {
      return null;
    }
  }

  /**
   * Notes a job that is due after others. Triggers, then the lock, then the history are looked at
   * in this order, as a run leaves them in this order: it is seen in one of them.
   */
  private void findIfDue(String name) {
    Job job = Slug.isValid(name) ? load(new Slug(name)) : null;
    if (job == null
        || job.disabled()
        || job.chain().after().isEmpty()
        || spool.isPending(job.slug())
        || Hold.find(config.stateDirectory(), job.slug()) != null
        || RunningJob.find(config.runDirectory(), job.slug()) != null) {
      return;
    }
    RunRecord last = last(job.slug());
    if (last == null && unread) {
      return; // It may have run since.
    }
    long since =
        last == null
            ? FileChange.of(job.source()).momentOr(now - RECENT, now)
            : last.started().epochMillis();
    Parents parents = Parents.of(job, config.stateDirectory(), since, now);
    for (Parents.Parent each : parents.all()) {
      if (each.last() == null) {
        last(each.job()); // Tells if it cannot be read.
      }
    }
    RunRecord parent = parents.latest();
    if (parent != null) {
      due.add(new Waiting(name, parent.trace().trusted(now).end(), parent.run()));
    }
  }

  /**
   * The last run of a job that does not lie in the future, starts that were skipped left out; null
   * if there was none.
   */
  private @Nullable RunRecord last(Slug job) {
    try (HistoryReader history = HistoryReader.open(config.stateDirectory(), job)) {
      RunRecord record = history.next();
      while (record != null && (record.result() == Result.SKIPPED || record.trace().isAhead(now))) {
        record = history.next();
      }
      unread = record == null && history.fault() != null;
      if (unread) {
        String what = job + ": who runs after whom is not known: " + history.fault();
        ErrorOutput.printLine("run-job", "warning: " + what, System.err);
      }
      return record;
    }
  }
}
