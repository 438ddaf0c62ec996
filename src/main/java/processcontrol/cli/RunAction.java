package processcontrol.cli;

import java.io.PrintStream;
import java.util.List;
import processcontrol.chain.Spool;
import processcontrol.cli.Call.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Trigger;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.posix.Account;
import processcontrol.posix.PosixException;
import processcontrol.run.Console;
import processcontrol.run.ExitCode;
import processcontrol.run.JobRunner;
import processcontrol.run.Outcome;
import processcontrol.run.Refusal;
import processcontrol.run.RunRequest;
import processcontrol.run.RunSettings;
import processcontrol.run.Workbench;

/** {@code run-job --job NAME}, for the service user that this process has become. */
final class RunAction {

  private final Call call;
  private final GlobalConfig config;
  private final PrintStream err;
  private final Job job;
  private final Start start;
  private final Tidings tidings;
  private boolean detached;
  private final JobRunner runner;
  private final Hold hold;
  private Outcome outcome;

  /**
   * Runs the job of a call in the way that the call asks for; returns the exit status.
   *
   * @param background where this process is one, or null
   */
  static int run(
      Call call,
      GlobalConfig config,
      Account account,
      String caller,
      PrintStream err,
      Detached background) {
    Job job = load(call, config);
    if (job.upkeep() != null) {
      return new KeepAction(call, config, account, caller, err).run(job, background);
    }
    // A line per minute asks; so it may not start a job that is due at other times by now, either.
    if (call.has(Flag.SCHEDULED) && job.isScheduled() && call.value("--entry") == null) {
      return new ScheduledRuns(call, config, account, job, err).run();
    }
    Start start =
        isScheduled(call)
            ? CronStart.of(call, job)
            : Start.manual(CronStart.argumentsByHand(call, job));
    if (start == null) {
      Audience.tellOfSkip(job.slug(), "another entry of this minute starts it", err);
      return ExitCode.SUCCESS.status();
    }
    RunAction action = new RunAction(call, config, account, caller, err, job, start);
    if (background != null) {
      action.startIn(background);
    }
    return action.run();
  }

  /** A run for the triggers that wait. */
  static RunAction serving(Call call, GlobalConfig config, Account account, PrintStream err) {
    Start start = new Start(Trigger.TRIGGERED, null, call.arguments(), null, null);
    return new RunAction(call, config, account, null, err, load(call, config), start);
  }

  /**
   * A run by itself.
   *
   * @param caller the user behind a manual start, or null
   */
  RunAction(
      Call call,
      GlobalConfig config,
      Account account,
      String caller,
      PrintStream err,
      Job job,
      Start start) {
    this(call, config, account, caller, err, job, start, Tidings.of(job, config, account), null);
  }

  /**
   * One of several runs of this process.
   *
   * @param tidings for whoever is told of the run; null for nobody
   * @param bench that the runs share; null for one that makes its own
   */
  RunAction(
      Call call,
      GlobalConfig config,
      Account account,
      String caller,
      PrintStream err,
      Job job,
      Start start,
      Tidings tidings,
      Workbench bench) {
    this.call = call;
    this.config = config;
    this.err = err;
    this.job = job;
    this.start = start;
    this.tidings = tidings;
    if (call.has(Flag.SLOW_START) && job.slowStartCommands().isEmpty()) {
      throw new UsageException(job.slug() + " has no slow_start_command");
    }
    this.hold = Hold.find(config.stateDirectory(), job.slug());
    RunRequest request =
        new RunRequest(
            job,
            call.has(Flag.SLOW_START),
            start.arguments(),
            start.trigger(),
            caller,
            start.trigger() == Trigger.TRIGGERED
                ? RunRequest.Pending.NEED
                : hold == null ? RunRequest.Pending.TAKE : RunRequest.Pending.LEAVE,
            start.slot());
    RunSettings settings =
        new RunSettings(
            config.runDirectory(),
            config.outputDirectory(),
            config.stateDirectory(),
            account,
            config.noNewPrivs());
    Console console =
        call.has(Flag.QUIET) ? Console.none() : Console.ofThisProcess(call.has(Flag.RAW));
    this.runner =
        new JobRunner(
            request,
            settings,
            console,
            tidings == null ? null : tidings.events(),
            bench == null ? Workbench.install() : bench);
    if (job.chain().triggers()) {
      runner.lookForTargetsIn(new TargetJobs(config));
    }
  }

  /** The job that a call wants to be run. */
  static Job load(Call call, GlobalConfig config) {
    return new JobLoader(config).load(slug(call.names().get(0)));
  }

  static boolean isScheduled(Call call) {
    return call.has(Flag.SCHEDULED) || (!Detached.isThisProcess() && StartedByCron.check());
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
  int run() {
    if (start.skip() != null) {
      outcome = runner.skip(start.skip());
      tellOfSkip(outcome.reason());
      return outcome.status();
    }
    boolean force = start.trigger() == Trigger.MANUAL && call.has(Flag.FORCE);
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
    triggerOthers();
    if (runner.warning() != null) {
      tell("warning: " + runner.warning());
    }
    String log = runner.logPath() == null ? "" : "; log: " + runner.logPath();
    // What cron would mail is printed once it is known that nobody else has told of it.
    boolean unattended = tidings != null && isScheduled(call) && !Audience.isPerson();
    if (!outcome.isSuccess() && !unattended) {
      tell(outcome.reason() + log);
      tellOfHold();
    } else if (outcome.result() == Result.SKIPPED) {
      tellOfSkip(outcome.reason());
    }
    if (outcome.isSuccess() && call.has(Flag.VERBOSE)) {
      Narrator.tell(job.slug() + ": " + outcome.reason() + log);
    }
    if (config.metricsDirectory() != null) {
      MetricsAction.write(config, job, err);
    }
    if (tidings != null) {
      tellAfter(tidings.afterRun(runner), unattended, log);
    }
    return outcome.status();
  }

  private void tellAfter(List<String> faults, boolean unattended, String log) {
    if (unattended && !outcome.isSuccess()) {
      if (!tidings.isFailureTold()) {
        tell(outcome.reason() + log);
      }
      if (!tidings.isHoldTold()) {
        tellOfHold();
      }
    }
    for (String fault : faults) {
      // A run that succeeded is silent; its log has it.
      if (!outcome.isSuccess() || call.has(Flag.VERBOSE)) {
        tell(fault);
      }
    }
  }

  private Outcome carryOut(boolean force) {
    try {
      return runner.run(force, start.gate());
    } catch (PosixException e) {
      RunRecord record = runner.record();
      if (record != null && record.result() == Result.FAILURE) {
        tell(record.reason() + "; log: " + runner.logPath()); // It stands nowhere else.
      }
      tellOfHold();
      throw e;
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
    } else if (!call.has(Flag.QUIET)) {
      Audience.tellOfSkip(job.slug(), reason, err);
    }
  }

  Job job() {
    return job;
  }

  /** What became of the run; null if it was not tried. */
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
      for (String fault : new Firing(config).fire(runner.triggers())) {
        tell(fault);
      }
    }
    boolean leftOver =
        call.action() != Call.Action.SERVE
            && runner.record() != null
            && outcome.result() != Result.KILLED // What is to be stopped is not to begin anew.
            && new Spool(config.stateDirectory()).isPending(job.slug())
            && Hold.find(config.stateDirectory(), job.slug()) == null;
    if (leftOver) {
      Starter.start(config, job.slug());
    }
  }

  private void tell(String message) {
    Failures.printLine("run-job", job.slug() + ": " + message, err);
  }

  private static Slug slug(String name) {
    try {
      return new Slug(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
  }
}
