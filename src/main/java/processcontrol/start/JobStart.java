package processcontrol.start;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobFiles;
import processcontrol.config.JobLoader;
import processcontrol.due.ThinnedStarts;
import processcontrol.history.Hold;
import processcontrol.history.RunRecord;
import processcontrol.history.Trigger;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.posix.Account;
import processcontrol.posix.Clock;
import processcontrol.run.Console;
import processcontrol.run.ExitCode;
import processcontrol.run.JobRunner;
import processcontrol.run.Obstacle;
import processcontrol.run.RunListener;
import processcontrol.run.RunReport;
import processcontrol.run.RunRequest;
import processcontrol.run.RunResources;
import processcontrol.run.RunSettings;
import processcontrol.run.StartDecision;

/**
 * {@code run-job --job NAME}, for the service user that this process has become: decides about its
 * start, has {@link JobRunner} run it, and {@link AfterRun} report it.
 */
public final class JobStart {

  private final StartRequest request;
  private final GlobalConfig config;
  private final Account account;
  private final Job job;
  private final RunRequest runRequest;
  private final @Nullable RunListener listener;
  private final RunResources resources;
  private final AfterRun after;
  private @Nullable RunReport report;

  /**
   * Runs the job of a call in the way that the call asks for; returns the exit status.
   *
   * @param background where this process is one, or null
   */
  public static int run(
      StartRequest request,
      GlobalConfig config,
      Account account,
      String caller,
      PrintStream err,
      @Nullable Detached background) {
    Clock clock = Clock.SYSTEM;
    Job job = load(request, config);
    if (job.restartPolicy() != null) {
      return new Keeper(request, config, account, caller, err, clock).run(job, background);
    }
    // A line per minute asks; so it may not start a job that is due at other times by now, either.
    if (request.scheduled() && job.isScheduled() && request.entry() == null) {
      return new DueRuns(request, config, account, job, err, clock).run();
    }
    boolean scheduled = isScheduled(request);
    if (scheduled && CronStart.isOtherDay(request, job, clock.wall())) {
      Audience.tellOfSkip(job.slug(), "it is not due on this day", err);
      return ExitCode.SUCCESS.status();
    }
    StartDecision start =
        scheduled
            ? CronStart.of(request, job, config, clock.wall())
            : StartDecision.manual(CronStart.argumentsByHand(request, job));
    if (start == null) {
      Audience.tellOfSkip(job.slug(), "another entry of this minute starts it", err);
      return ExitCode.SUCCESS.status();
    }
    return of(request, config, account, caller, err, job, start, background).run();
  }

  /** Runs a job as it ran once before; returns the exit status. */
  public static int rerun(
      StartRequest request,
      RunRecord old,
      GlobalConfig config,
      Account account,
      String caller,
      PrintStream err) {
    Job job = load(request, config);
    String changed =
        job.sha256().equals(old.jobSha256()) ? null : "its file has changed since " + old.run();
    if (job.restartPolicy() != null) {
      throw new InvalidConfigException(
          job.slug() + ": is a job that is kept running; see --restart");
    }
    if (changed != null && !request.force()) {
      throw new InvalidConfigException(
          job.slug() + ": " + changed + "; run it all the same with --force");
    }
    StartDecision start =
        new StartDecision(Trigger.MANUAL, old.slot(), request.arguments(), null, null, old.run());
    return of(request, config, account, caller, err, job, start, null).run();
  }

  /**
   * A run for the triggers that wait.
   *
   * @param resources that the runs of this process share
   */
  static JobStart serving(
      StartRequest request,
      GlobalConfig config,
      Account account,
      PrintStream err,
      RunResources resources) {
    Job job = load(request, config);
    StartDecision start =
        new StartDecision(Trigger.TRIGGERED, null, request.arguments(), null, null);
    RunNotifications notifications = RunNotifications.of(job, config, account);
    return new JobStart(
        request, config, account, null, err, job, start, notifications, null, resources);
  }

  /** The only run of this process. */
  private static JobStart of(
      StartRequest request,
      GlobalConfig config,
      Account account,
      String caller,
      PrintStream err,
      Job job,
      StartDecision start,
      @Nullable Detached background) {
    return new JobStart(
        request,
        config,
        account,
        caller,
        err,
        job,
        start,
        RunNotifications.of(job, config, account),
        background,
        RunResources.install(Clock.SYSTEM));
  }

  /**
   * Makes the start of one run.
   *
   * @param caller the user behind a manual start, or null
   * @param notifications null for a job without notifications
   * @param background gets the name of the run; null if no call waits for it
   * @param resources that the runs of this process share
   */
  JobStart(
      StartRequest request,
      GlobalConfig config,
      Account account,
      @Nullable String caller,
      PrintStream err,
      Job job,
      StartDecision start,
      RunNotifications notifications,
      @Nullable Detached background,
      RunResources resources) {
    this.request = request;
    this.config = config;
    this.account = account;
    this.job = job;
    this.resources = resources;
    if (job.startPolicy().commandFromArguments()) {
      AdHoc.check(job, start);
    }
    if (request.slowStart() && job.slowStartCommands().isEmpty()) {
      throw new UsageException(job.slug() + " has no slow_start_command");
    }
    this.runRequest = runRequest(start, caller);
    RunListener events = notifications == null ? null : notifications.events();
    SystemLog systemLog =
        config.syslog() == null ? null : SystemLog.of(config.syslog(), job, events);
    events = systemLog == null ? events : systemLog;
    this.listener = background == null ? events : background.before(events);
    this.after =
        new AfterRun(request, config, job, err, notifications, systemLog, background != null);
  }

  private RunRequest runRequest(StartDecision start, String caller) {
    boolean again = start.rerunOf() != null;
    boolean goesOn =
        job.startPolicy().slowStartFirst()
            && (again
                ? request.slowStart()
                : !request.slowStart() && ThinnedStarts.isSlow(job, config.stateDirectory()));
    RunRequest.Pending pending =
        again
            ? RunRequest.Pending.LEAVE
            : start.trigger() == Trigger.TRIGGERED
                ? RunRequest.Pending.NEED
                : RunRequest.Pending.TAKE;
    boolean force = start.trigger() == Trigger.MANUAL && request.force();
    return new RunRequest(
        job, start, request.slowStart() || goesOn, goesOn, caller, pending, force);
  }

  /** The job that a call wants to be run. */
  static Job load(StartRequest request, GlobalConfig config) {
    JobLoader loader = new JobLoader(config);
    Job job = loader.load(slug(request.job()));
    loader.checkParents(job);
    return job;
  }

  static boolean isScheduled(StartRequest request) {
    return request.scheduled() || (!Detached.isThisProcess() && StartedByCron.check());
  }

  /** Runs the job; returns the exit status. */
  int run() {
    if (runRequest.force()) {
      Hold held = Hold.find(config.stateDirectory(), job.slug());
      if (held != null) {
        after.tell("warning: " + held.inWords());
      }
    }
    RunSettings settings =
        new RunSettings(
            config.runDirectory(),
            config.outputDirectory(),
            config.stateDirectory(),
            account,
            config.noNewPrivs(),
            JobFiles.revisionOf(config.jobDirectory()));
    Console console = request.quiet() ? Console.none() : Console.ofThisProcess(request.raw());
    TargetJobs targets = job.chain().triggers() ? new TargetJobs(config) : null;
    report = JobRunner.run(runRequest, settings, console, listener, targets, resources);
    if (report.failure() != null) {
      after.tellFailure(report);
      throw report.failure();
    }
    if (isMadeByAnother()) {
      if (report.obstacle() == Obstacle.NOT_DUE) {
        after.tellOfSkip(report);
      }
      return ExitCode.SUCCESS.status();
    }
    if (runRequest.start().skip() != null) {
      after.tellOfDecision(report);
    } else {
      after.tellAll(report);
    }
    return report.outcome().status();
  }

  /** Returns true if another process, which reports it, has made a start that was due. */
  private boolean isMadeByAnother() {
    return runRequest.start().gate() != null
        && report.record() == null
        && (report.obstacle() == Obstacle.NOT_DUE
            || report.outcome().status() == ExitCode.ALREADY_RUNNING.status());
  }

  /** Returns the result; null before the job has run. */
  @Nullable RunReport report() {
    return report;
  }

  Job job() {
    return job;
  }

  private static Slug slug(String name) {
    try {
      return new Slug(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
  }
}
