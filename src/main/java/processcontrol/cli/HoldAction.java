package processcontrol.cli;

import java.io.PrintStream;
import processcontrol.cluster.EtcdException;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.history.Hold;
import processcontrol.job.UtcTime;
import processcontrol.posix.CurrentProcess;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.start.HoldChange;
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
      HoldChange change = change(invocation, config, job);
      try {
        change.hold(hold);
      } catch (EtcdException e) {
        throw unreachable(job, "is not on hold", e);
      }
      ErrorOutput.printFault(change.writeMetrics(), err);
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
      HoldChange change = change(invocation, config, job);
      boolean held;
      try {
        held = change.release(new Hold(reason, UtcTime.now(), caller));
      } catch (EtcdException e) {
        throw unreachable(job, "is not released", e);
      }
      ErrorOutput.printFault(change.writeMetrics(), err);
      if (held && new Spool(config.stateDirectory()).isPending(job.slug())) {
        WorkerStarter.start(config, job.slug());
      }
      say(invocation, out, job.name() + (held ? " is released" : " was not on hold"));
    }
    return ExitCode.SUCCESS.status();
  }

  /** Of a job that many hosts run, the hold is in etcd, or it is not set at all. */
  private static HoldChange change(
      Invocation invocation, GlobalConfig config, JobSelection.Item job) {
    boolean everywhere =
        job.isValid() && job.job().cluster() != null && !invocation.has(Invocation.Flag.LOCAL);
    return new HoldChange(config, job.slug(), job.job(), everywhere);
  }

  private static UnreachableException unreachable(
      JobSelection.Item job, String what, EtcdException e) {
    return new UnreachableException(
        job.name()
            + ": "
            + what
            + ": etcd cannot be reached: "
            + e.getMessage()
            + "; --local is for this host alone");
  }

  private static void say(Invocation invocation, PrintStream out, String line) {
    if (!invocation.has(Invocation.Flag.QUIET)) {
      out.println(line);
    }
  }
}
