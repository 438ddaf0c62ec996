package processcontrol.cli;

import java.io.PrintStream;
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
import processcontrol.run.JobRunner;
import processcontrol.run.Outcome;
import processcontrol.run.Refusal;
import processcontrol.run.RunRequest;
import processcontrol.run.RunSettings;

/** {@code run-job --job NAME}, for the service user that this process has become. */
final class RunAction {

  private final Call call;
  private final GlobalConfig config;
  private final PrintStream err;
  private final Job job;
  private final boolean scheduled;
  private final Tidings tidings;
  private boolean detached;
  private final JobRunner runner;
  private final Hold hold;
  private Outcome outcome;

  /**
   * @param caller the user behind a manual start, or null
   */
  RunAction(Call call, GlobalConfig config, Account account, String caller, PrintStream err) {
    this.call = call;
    this.config = config;
    this.err = err;
    this.job = new JobLoader(config).load(slug(call.names().get(0)));
    boolean serving = call.action() == Call.Action.SERVE;
    this.scheduled =
        call.has(Flag.SCHEDULED)
            || (!serving && !Detached.isThisProcess() && StartedByCron.check());
    if (call.has(Flag.SLOW_START) && job.slowStartCommands().isEmpty()) {
      throw new UsageException(job.slug() + " has no slow_start_command");
    }
    this.hold = Hold.find(config.stateDirectory(), job.slug());
    RunRequest request =
        new RunRequest(
            job,
            call.has(Flag.SLOW_START),
            call.arguments(),
            serving ? Trigger.TRIGGERED : scheduled ? Trigger.CRON : Trigger.MANUAL,
            caller,
            serving
                ? RunRequest.Pending.NEED
                : hold == null ? RunRequest.Pending.TAKE : RunRequest.Pending.LEAVE);
    RunSettings settings =
        new RunSettings(
            config.runDirectory(),
            config.outputDirectory(),
            config.stateDirectory(),
            account,
            config.noNewPrivs());
    Console console = call.has(Flag.QUIET) ? Console.none() : Console.ofThisProcess();
    this.tidings = Tidings.of(job, config, account);
    this.runner =
        new JobRunner(request, settings, console, tidings == null ? null : tidings.events());
  }

  /** Runs the job in the background of a call that waits to hear what comes of it. */
  int runDetached(Detached background) {
    detached = true;
    runner.tellStart(background);
    return run();
  }

  /** Runs the job; returns the exit status. */
  int run() {
    boolean force = !scheduled && call.has(Flag.FORCE);
    if (hold != null && force) {
      tell("warning: on hold since " + hold.since() + ": " + hold.reason());
    }
    outcome = hold == null || force ? carryOut(force) : runner.refuse(hold);
    triggerOthers();
    if (runner.warning() != null) {
      tell("warning: " + runner.warning());
    }
    String log = runner.logPath() == null ? "" : "; log: " + runner.logPath();
    if (!outcome.isSuccess()) {
      tell(outcome.reason() + log);
      tellOfHold();
    } else if (runner.logPath() == null) {
      tellIfDetached(outcome.reason());
    }
    if (outcome.isSuccess() && call.has(Flag.VERBOSE)) {
      Narrator.tell(job.slug() + ": " + outcome.reason() + log);
    }
    if (config.metricsDirectory() != null) {
      MetricsAction.write(config, job, err);
    }
    if (tidings != null) {
      for (String fault : tidings.afterRun(runner)) {
        // A run that succeeded is silent; its log has it.
        if (!outcome.isSuccess() || call.has(Flag.VERBOSE)) {
          tell(fault);
        }
      }
    }
    return outcome.status();
  }

  private Outcome carryOut(boolean force) {
    try {
      return runner.run(force);
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

  /** Who asked for a run in the background has no name of one then, and must know why. */
  private void tellIfDetached(String reason) {
    if (detached) {
      tell(reason);
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
    Firing firing = new Firing(config);
    firing.fire(job, runner.lost(), 0);
    firing.fire(job, runner.record(), runner.depth());
    for (String fault : firing.faults()) {
      tell(fault);
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
