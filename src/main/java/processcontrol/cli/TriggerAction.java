package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.Hold;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.posix.CurrentProcess;
import processcontrol.run.ExitCode;
import processcontrol.start.UsageException;
import processcontrol.start.WorkerStarter;
import processcontrol.status.JobSelection;
import processcontrol.trigger.PendingTrigger;
import processcontrol.trigger.Spool;

/** {@code run-job --trigger NAME...}: has jobs run in the background. */
final class TriggerAction {

  private TriggerAction() {}

  static int run(
      Invocation invocation, GlobalConfig config, String caller, PrintStream out, PrintStream err) {
    JobLoader loader = new JobLoader(config);
    if (invocation.tags().isEmpty() && invocation.names().size() == 1) {
      Job job = loader.load(slug(invocation.names().get(0)));
      loader.checkParents(job);
      trigger(job, invocation, config, caller, out);
      return ExitCode.SUCCESS.status();
    }
    List<String> problems = new ArrayList<>();
    for (JobSelection.Item item : Group.of(invocation, loader, err)) {
      problems.addAll(item.problems());
      if (item.isValid()) {
        try {
          loader.checkParents(item.job());
          trigger(item.job(), invocation, config, caller, out);
        } catch (InvalidConfigException e) {
          problems.addAll(e.problems());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems); // The others are triggered.
    }
    return ExitCode.SUCCESS.status();
  }

  private static void trigger(
      Job job, Invocation invocation, GlobalConfig config, String caller, PrintStream out) {
    if (job.startPolicy().commandFromArguments()) {
      throw new UsageException(
          job.slug() + " is run by hand only: run-job --detach " + job.slug() + " -- COMMAND");
    }
    CurrentProcess.umask(0);
    new Spool(config.stateDirectory())
        .add(
            job.slug(), new PendingTrigger(invocation.arguments(), null, caller, UtcTime.now(), 0));
    boolean held = Hold.find(config.stateDirectory(), job.slug()) != null;
    if (!held) {
      WorkerStarter.start(config, job.slug());
    }
    if (!invocation.has(Invocation.Flag.QUIET)) {
      out.println(job.slug() + " is triggered" + (held ? "; it is on hold until released" : ""));
    }
  }

  private static Slug slug(String name) {
    try {
      return new Slug(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
  }
}
