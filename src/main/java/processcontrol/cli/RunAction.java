package processcontrol.cli;

import java.io.PrintStream;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.Trigger;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.posix.Account;
import processcontrol.posix.Self;
import processcontrol.run.Console;
import processcontrol.run.JobRunner;
import processcontrol.run.Outcome;
import processcontrol.run.RunRequest;
import processcontrol.run.RunSettings;

/** {@code run-job --job NAME}: the steps of a run in the order that its security depends on. */
final class RunAction {

  private RunAction() {}

  /** Runs the one job of the call; returns the exit status. */
  static int run(Call call, GlobalConfig config, PrintStream err) {
    Slug slug = slug(call.names().get(0));
    boolean asRoot = Self.effectiveUid() == 0;
    Account account = ServiceUser.become(config);

    Job job = new JobLoader(config).load(slug);
    RunSettings settings =
        new RunSettings(
            config.runDirectory(),
            config.outputDirectory(),
            config.stateDirectory(),
            account,
            config.noNewPrivs());
    Console console = call.quiet() ? Console.none() : Console.ofThisProcess();
    JobRunner runner = new JobRunner(request(call, job, asRoot), settings, console);
    Outcome outcome = runner.run();

    if (!outcome.isSuccess()) {
      String log = runner.logPath() == null ? "" : "; log: " + runner.logPath();
      err.println("run-job: " + slug + ": " + outcome.reason() + log);
    } else if (call.verbose()) {
      Narrator.tell(slug + ": " + outcome.reason() + "; log: " + runner.logPath());
    }
    return outcome.status();
  }

  private static RunRequest request(Call call, Job job, boolean asRoot) {
    Trigger trigger = call.scheduled() ? Trigger.CRON : Trigger.MANUAL;
    if (call.slowStart() && job.slowStartCommands().isEmpty()) {
      throw new UsageException(job.slug() + " has no slow_start_command");
    }
    return new RunRequest(job, call.slowStart(), call.arguments(), trigger, Caller.name(asRoot));
  }

  static Slug slug(String name) {
    try {
      return new Slug(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
  }
}
