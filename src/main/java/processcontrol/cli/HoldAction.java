package processcontrol.cli;

import java.io.PrintStream;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.history.Hold;
import processcontrol.job.UtcTime;
import processcontrol.posix.CurrentProcess;
import processcontrol.report.MetricsFile;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.start.SystemLog;
import processcontrol.start.WorkerStarter;
import processcontrol.status.JobSelection;
import processcontrol.trigger.Spool;

/** {@code run-job --hold} and {@code --release}. */
final class HoldAction {

  private HoldAction() {}

  static int hold(
      Invocation invocation, GlobalConfig config, String caller, PrintStream out, PrintStream err) {
    CurrentProcess.umask(0);
    for (JobSelection.Item job :
        JobSelection.existingOf(invocation.names(), invocation.tags(), new JobLoader(config))) {
      Hold hold = new Hold(invocation.value("--reason").strip(), UtcTime.now(), caller);
      if (FleetHold.isFor(invocation, job)) {
        FleetHold.set(config, job, hold);
      } else {
        hold.set(config.stateDirectory(), job.slug());
      }
      if (config.syslog() != null) {
        SystemLog.open(config.syslog()).held(job.slug(), hold);
      }
      writeMetrics(job, config, err);
      say(invocation, out, job.name() + " is on hold");
    }
    return ExitCode.SUCCESS.status();
  }

  static int release(
      Invocation invocation, GlobalConfig config, String caller, PrintStream out, PrintStream err) {
    CurrentProcess.umask(0);
    String reason =
        invocation.value("--reason") == null ? "" : invocation.value("--reason").strip();
    for (JobSelection.Item job :
        JobSelection.existingOf(invocation.names(), invocation.tags(), new JobLoader(config))) {
      Hold release = new Hold(reason, UtcTime.now(), caller);
      boolean heldByAll = FleetHold.isFor(invocation, job) && FleetHold.release(config, job);
      boolean held = Hold.release(config.stateDirectory(), job.slug(), release) || heldByAll;
      if (held && config.syslog() != null) {
        SystemLog.open(config.syslog()).released(job.slug(), release);
      }
      writeMetrics(job, config, err);
      if (held && new Spool(config.stateDirectory()).isPending(job.slug())) {
        WorkerStarter.start(config, job.slug());
      }
      say(invocation, out, job.name() + (held ? " is released" : " was not on hold"));
    }
    return ExitCode.SUCCESS.status();
  }

  /** A held job has no runs that would tell of it. */
  private static void writeMetrics(JobSelection.Item job, GlobalConfig config, PrintStream err) {
    if (config.metricsDirectory() != null && job.isValid()) {
      ErrorOutput.printFault(MetricsFile.write(config, job.job()), err);
    }
  }

  private static void say(Invocation invocation, PrintStream out, String line) {
    if (!invocation.has(Invocation.Flag.QUIET)) {
      out.println(line);
    }
  }
}
