package processcontrol.start;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.Hold;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.lock.KeeperLock;
import processcontrol.lock.KeeperLock.State;
import processcontrol.lock.RestartMark;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Account;
import processcontrol.posix.Clock;
import processcontrol.posix.UnrestrictedSpawner;
import processcontrol.run.ExitCode;
import processcontrol.run.Obstacle;
import processcontrol.run.RunReport;
import processcontrol.run.RunResources;
import processcontrol.run.StartDecision;

/**
 * {@code run-job --job NAME} of a job that is kept running: one run after the other, each of which
 * is a run like any other, until a signal, a hold or the job's file says that it is enough.
 */
final class Keeper {

  /** Interval of looking whether what an earlier run left has ended. */
  private static final long WAIT_MILLIS = 1000;

  private StartRequest request;
  private final GlobalConfig config;
  private final Account account;
  private final String caller;
  private final PrintStream err;
  private final boolean scheduled;

  /** Started before the first run binds this process. */
  private final UnrestrictedSpawner side = UnrestrictedSpawner.start();

  private final RunResources resources;
  private final Clock clock;

  /** The hold that {@code --force} ignores, or null. */
  private @Nullable Hold ignored;

  /** Number of runs that were begun. */
  private int runs;

  /** Number of runs in a row that have ended fast. */
  private int fastRuns;

  /**
   * @param caller the user behind a manual start, or null
   */
  Keeper(
      StartRequest request,
      GlobalConfig config,
      Account account,
      String caller,
      PrintStream err,
      Clock clock) {
    this.clock = clock;
    this.resources = RunResources.install(clock);
    this.scheduled = JobStart.isScheduled(request);
    this.request = scheduled ? request.asScheduled() : request;
    this.config = config;
    this.account = account;
    this.caller = caller;
    this.err = err;
  }

  /**
   * Keeps the job running; returns the exit status.
   *
   * @param background where this process is one, or null
   */
  int run(Job job, Detached background) {
    try (KeeperLock lock = KeeperLock.tryAcquire(config.runDirectory(), job.slug())) {
      if (lock == null) {
        if (!scheduled || Audience.isPerson()) {
          tell(job.slug(), "is kept running already");
        }
        return scheduled ? 0 : ExitCode.ALREADY_RUNNING.status();
      }
      RestartMark.take(config.runDirectory(), job.slug()); // Whatever it says, this is a start.
      Hold hold = Hold.find(config.stateDirectory(), job.slug());
      if (hold != null && scheduled) {
        Audience.tellOfSkip(job.slug(), hold.inWords(), err);
        return 0;
      }
      boolean left = RunningJob.find(config.runDirectory(), job.slug()) != null;
      if (!scheduled && (left || (hold != null && !request.force()))) {
        return action(job, background).run(); // It says why not.
      }
      ignored = hold;
      return keep(lock, job, background);
    }
  }

  private int keep(KeeperLock lock, Job first, Detached background) {
    Slug slug = first.slug();
    Job job = first;
    Detached starter = background;
    while (true) {
      int signal = awaitLeftovers(lock, slug);
      if (signal != 0) {
        return ExitCode.ofSignal(signal);
      }
      lock.write(State.RUNNING, ++runs, null);
      long began = clock.monotonic();
      JobStart action = action(job, starter);
      int status = action.run();
      starter = null;
      // A slow start is one start: what is started again later is the command.
      request = request.withoutSlowStart();
      RunReport report = action.report();
      long lasted = clock.monotonic() - began;
      signal = report.stopSignal() != 0 ? report.stopSignal() : resources.nextStop();
      if (signal != 0 && !RestartMark.take(config.runDirectory(), slug)) {
        return status == 0 ? ExitCode.ofSignal(signal) : status;
      }
      if (report.obstacle() == Obstacle.ELSEWHERE) {
        return status; // It is on hold on all hosts, or not for this one.
      }
      boolean atOnce = signal != 0 || report.restarts();
      drainRequests(signal);
      job = reload(slug);
      if (job == null) {
        return 0;
      }
      if (atOnce) {
        fastRuns = 0;
        continue;
      }
      fastRuns = job.restartPolicy().isFast(lasted) ? fastRuns + 1 : 0;
      signal = pause(lock, slug, job.restartPolicy().delayAfter(fastRuns));
      if (signal != 0) {
        return ExitCode.ofSignal(signal);
      }
      job = reload(slug); // It may have changed while nothing ran.
      if (job == null) {
        return 0;
      }
    }
  }

  private JobStart action(Job job, Detached background) {
    // Cron would mail what is printed only once this process ends; notifications report each run.
    PrintStream errOfRun =
        scheduled
            ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
            : err;
    RunNotifications notifications = RunNotifications.ofOneRun(job, config, account, side);
    return new JobStart(
        request,
        config,
        account,
        caller,
        errOfRun,
        job,
        start(job),
        notifications,
        background,
        resources);
  }

  private @Nullable StartDecision start(Job job) {
    return scheduled
        ? CronStart.of(request, job, config, clock.wall())
        : StartDecision.manual(request.arguments());
  }

  /** A restart that was asked for is one, however often. */
  private void drainRequests(int signal) {
    int next = signal;
    while (next != 0) {
      next = resources.nextStop();
    }
  }

  /** The job as its file is now; null if it is not to run any longer. */
  private @Nullable Job reload(Slug slug) {
    Hold hold = Hold.find(config.stateDirectory(), slug);
    if (hold != null && !hold.equals(ignored)) {
      return null;
    }
    Job job;
    try {
      job = new JobLoader(config).load(slug);
    } catch (InvalidConfigException e) {
      throw new InvalidConfigException(
          slug + ": is not kept running any longer: " + e.problems().get(0));
    }
    if (job.restartPolicy() == null || job.disabled()) {
      String reason = job.restartPolicy() == null ? "keep_running is gone" : "it is disabled";
      tell(slug, "is not kept running any longer: " + reason);
      return null;
    }
    return job;
  }

  /**
   * Waits until nothing that a killed keeper has started holds the job's lock: two of them never
   * run at a time.
   */
  private int awaitLeftovers(KeeperLock lock, Slug slug) {
    boolean told = false;
    while (RunningJob.find(config.runDirectory(), slug) != null) {
      if (!told) {
        lock.write(State.WAITING, runs, null);
        told = true;
      }
      int signal = sleep(WAIT_MILLIS, slug);
      if (signal != 0) {
        return signal;
      }
    }
    return 0;
  }

  private int pause(KeeperLock lock, Slug slug, long delay) {
    if (delay > 0) {
      lock.write(State.RESTARTING, runs, new UtcTime(clock.wall() + delay));
    }
    return sleep(delay, slug);
  }

  /**
   * Sleeps; returns a signal that asked to stop meanwhile, or 0, also if it has to continue now.
   */
  private int sleep(long millis, Slug slug) {
    int signal = resources.awaitStop(millis);
    if (signal == 0 || !RestartMark.take(config.runDirectory(), slug)) {
      return signal;
    }
    drainRequests(signal);
    return 0;
  }

  private void tell(Slug slug, String message) {
    ErrorOutput.printLine("run-job", slug + ": " + message, err);
  }
}
