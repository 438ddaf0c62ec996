package processcontrol.start;

import java.io.PrintStream;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobFiles;
import processcontrol.config.JobLoader;
import processcontrol.due.ThinnedStarts;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Trigger;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.posix.Account;
import processcontrol.posix.PosixException;
import processcontrol.report.MetricsFile;
import processcontrol.run.Console;
import processcontrol.run.ExitCode;
import processcontrol.run.JobRunner;
import processcontrol.run.Outcome;
import processcontrol.run.Refusal;
import processcontrol.run.RunEvents;
import processcontrol.run.RunRequest;
import processcontrol.run.RunResources;
import processcontrol.run.RunSettings;
import processcontrol.trigger.Spool;

/** {@code run-job --job NAME}, for the service user that this process has become. */
public final class JobStart {

  private final StartRequest request;
  private final GlobalConfig config;
  private final PrintStream err;
  private final Job job;
  private final StartDecision start;
  private final RunNotifications notifications;

  /** Null where runs are not told to the system's log. */
  private final SystemLog systemLog;

  private boolean detached;
  private final JobRunner runner;
  private final Hold hold;
  private Outcome outcome;

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
      Detached background) {
    Job job = load(request, config);
    if (job.restartPolicy() != null) {
      return new Keeper(request, config, account, caller, err).run(job, background);
    }
    // A line per minute asks; so it may not start a job that is due at other times by now, either.
    if (request.scheduled() && job.isScheduled() && request.entry() == null) {
      return new DueRuns(request, config, account, job, err).run();
    }
    boolean scheduled = isScheduled(request);
    if (scheduled && CronStart.isOtherDay(request, job)) {
      Audience.tellOfSkip(job.slug(), "it is not due on this day", err);
      return ExitCode.SUCCESS.status();
    }
    StartDecision start =
        scheduled
            ? CronStart.of(request, job, config)
            : StartDecision.manual(CronStart.argumentsByHand(request, job));
    if (start == null) {
      Audience.tellOfSkip(job.slug(), "another entry of this minute starts it", err);
      return ExitCode.SUCCESS.status();
    }
    JobStart action = new JobStart(request, config, account, caller, err, job, start);
    if (background != null) {
      action.startIn(background);
    }
    return action.run();
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
    return new JobStart(request, config, account, caller, err, job, start).run();
  }

  /** A run for the triggers that wait. */
  static JobStart serving(
      StartRequest request, GlobalConfig config, Account account, PrintStream err) {
    StartDecision start =
        new StartDecision(Trigger.TRIGGERED, null, request.arguments(), null, null);
    return new JobStart(request, config, account, null, err, load(request, config), start);
  }

  /**
   * A run by itself.
   *
   * @param caller the user behind a manual start, or null
   */
  JobStart(
      StartRequest request,
      GlobalConfig config,
      Account account,
      String caller,
      PrintStream err,
      Job job,
      StartDecision start) {
    this(
        request,
        config,
        account,
        caller,
        err,
        job,
        start,
        RunNotifications.of(job, config, account),
        null);
  }

  /**
   * One of several runs of this process.
   *
   * @param notifications for whoever is told of the run; null for nobody
   * @param resources that the runs share; null for one that makes its own
   */
  JobStart(
      StartRequest request,
      GlobalConfig config,
      Account account,
      String caller,
      PrintStream err,
      Job job,
      StartDecision start,
      RunNotifications notifications,
      RunResources resources) {
    this.request = request;
    this.config = config;
    this.err = err;
    this.job = job;
    this.start = start;
    this.notifications = notifications;
    if (job.startPolicy().commandFromArguments()) {
      AdHoc.check(job, start);
    }
    if (request.slowStart() && job.slowStartCommands().isEmpty()) {
      throw new UsageException(job.slug() + " has no slow_start_command");
    }
    this.hold = Hold.find(config.stateDirectory(), job.slug());
    boolean again = start.rerunOf() != null;
    boolean goesOn =
        job.startPolicy().slowStartFirst()
            && (again
                ? request.slowStart()
                : !request.slowStart() && ThinnedStarts.isSlow(job, config.stateDirectory()));
    RunRequest runRequest =
        new RunRequest(
            job,
            request.slowStart() || goesOn,
            start.arguments(),
            start.trigger(),
            caller,
            start.trigger() == Trigger.TRIGGERED
                ? RunRequest.Pending.NEED
                : hold == null && !again ? RunRequest.Pending.TAKE : RunRequest.Pending.LEAVE,
            start.slot(),
            start.rerunOf(),
            goesOn);
    RunSettings settings =
        new RunSettings(
            config.runDirectory(),
            config.outputDirectory(),
            config.stateDirectory(),
            account,
            config.noNewPrivs(),
            JobFiles.revisionOf(config.jobDirectory()));
    Console console = request.quiet() ? Console.none() : Console.ofThisProcess(request.raw());
    RunEvents events = notifications == null ? null : notifications.events();
    this.systemLog = config.syslog() == null ? null : SystemLog.of(config.syslog(), job, events);
    this.runner =
        new JobRunner(
            runRequest,
            settings,
            console,
            systemLog == null ? events : systemLog,
            resources == null ? RunResources.install() : resources);
    if (job.chain().triggers()) {
      runner.lookForTargetsIn(new TargetJobs(config));
    }
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

  /** The run, once it is over. */
  JobRunner runner() {
    return runner;
  }

  /** Says who waits for the start of the run. */
  void startIn(Detached background) {
    detached = true;
    runner.tellStart(background);
  }

  /** Runs the job; returns the exit status. */
  public int run() {
    if (start.skip() != null) {
      outcome = runner.skip(start.skip());
      tellSystemLog();
      tellOfSkip(outcome.reason());
      return outcome.status();
    }
    boolean force = start.trigger() == Trigger.MANUAL && request.force();
    if (hold != null && force) {
      tell("warning: " + hold.inWords());
    }
    outcome = hold == null || force ? carryOut(force) : runner.refuse(hold);
    boolean silent = start.gate() != null && runner.record() == null;
    if (outcome == null) {
      tellOfSkip("it is not due any more");
    }
    if (outcome == null || (silent && outcome.status() == ExitCode.ALREADY_RUNNING.status())) {
      return ExitCode.SUCCESS.status();
    }
    tellSystemLog();
    triggerOthers();
    if (runner.warning() != null) {
      tell("warning: " + runner.warning());
    }
    String log = runner.logPath() == null ? "" : "; log: " + runner.logPath();
    // What cron would mail is printed once it is known that nobody else has told of it.
    boolean unattended = notifications != null && isScheduled(request) && !Audience.isPerson();
    if (!outcome.isSuccess() && !unattended) {
      tell(outcome.reason() + log);
      tellOfHold();
    } else if (outcome.result() == Result.SKIPPED) {
      tellOfSkip(outcome.reason());
    }
    if (outcome.isSuccess() && request.verbose()) {
      Narrator.tell(job.slug() + ": " + outcome.reason() + log);
    }
    if (config.metricsDirectory() != null) {
      ErrorOutput.printFault(MetricsFile.write(config, job), err);
    }
    if (notifications != null) {
      tellAfter(notifications.afterRun(runner), unattended, log);
    }
    return outcome.status();
  }

  private void tellAfter(List<String> faults, boolean unattended, String log) {
    if (unattended && !outcome.isSuccess()) {
      if (!notifications.isFailureTold()) {
        tell(outcome.reason() + log);
      }
      if (!notifications.isHoldTold()) {
        tellOfHold();
      }
    }
    for (String fault : faults) {
      // A run that succeeded is silent; its log has it.
      if (!outcome.isSuccess() || request.verbose()) {
        tell(fault);
      }
    }
  }

  private Outcome carryOut(boolean force) {
    try {
      return runner.run(force, start.gate());
    } catch (PosixException e) {
      tellSystemLog();
      RunRecord record = runner.record();
      if (record != null && record.result() == Result.FAILURE) {
        tell(record.reason() + "; log: " + runner.logPath()); // It stands nowhere else.
      }
      tellOfHold();
      throw e;
    }
  }

  private void tellSystemLog() {
    if (systemLog != null) {
      systemLog.ended(runner, outcome);
    }
  }

  private void tellOfHold() {
    if (runner.hold() != null) {
      tell("is on hold now: " + runner.hold().reason());
    } else if (runner.holdFault() != null) {
      tell("could not be put on hold: " + runner.holdFault());
    }
  }

  /**
   * Who asked for a run in the background has no name of one then, and must know why; so must a
   * person at a terminal.
   */
  private void tellOfSkip(String reason) {
    if (detached && runner.logPath() == null) {
      tell(reason);
    } else if (!request.quiet()) {
      Audience.tellOfSkip(job.slug(), reason, err);
    }
  }

  Job job() {
    return job;
  }

  /** Returns what became of the run; null if it was not tried. */
  Outcome outcome() {
    return outcome;
  }

  /** Why it came to no run. */
  Refusal refusal() {
    return runner.refusal();
  }

  /** Fires what the run triggers, and sees to triggers of its own job that came meanwhile. */
  private void triggerOthers() {
    for (String fault : runner.triggerFaults()) {
      tell(fault);
    }
    if (!runner.triggers().isEmpty()) {
      for (String fault : new TriggerDispatch(config).fire(runner.triggers())) {
        tell(fault);
      }
    }
    boolean leftOver =
        !request.serving()
            && runner.record() != null
            && outcome.result() != Result.KILLED // What is to be stopped is not to begin anew.
            && new Spool(config.stateDirectory()).isPending(job.slug())
            && Hold.find(config.stateDirectory(), job.slug()) == null;
    if (leftOver) {
      WorkerStarter.start(config, job.slug());
    }
  }

  private void tell(String message) {
    ErrorOutput.printLine("run-job", job.slug() + ": " + message, err);
  }

  private static Slug slug(String name) {
    try {
      return new Slug(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
  }
}
