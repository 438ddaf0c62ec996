package processcontrol.cli;

import java.io.PrintStream;
import processcontrol.cluster.EtcdException;
import processcontrol.cluster.FleetKill;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.control.JobStopper;
import processcontrol.job.Job;
import processcontrol.run.ExitCode;
import processcontrol.status.JobSelection;

/** {@code run-job --kill-job}: stops running jobs and waits until they are gone. */
final class KillAction {

  private KillAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out, PrintStream err) {
    JobStopper stopper = new JobStopper(config.runDirectory());
    boolean allStopped = true;
    for (JobSelection.Item item :
        JobSelection.existingOf(invocation.names(), invocation.tags(), new JobLoader(config))) {
      Job job = item.job();
      if (job != null && job.cluster() != null && !invocation.has(Invocation.Flag.LOCAL)) {
        try {
          FleetKill.Answer elsewhere = FleetKill.stop(job);
          if (elsewhere != null) {
            allStopped &= elsewhere.stopped();
            report(item, elsewhere, invocation, out, err);
            continue;
          }
        } catch (EtcdException e) {
          allStopped = false;
          String what = ": whether another host runs it is not known: etcd cannot be reached: ";
          err.println("run-job: " + item.name() + what + e.getMessage());
        }
      }
      JobStopper.Result result =
          job == null
              ? stopper.stop(item.slug(), Job.DEFAULT_STOP_SIGNAL, Job.DEFAULT_KILL_AFTER)
              : stopper.stop(job.slug(), job.stopSignal(), job.killAfter());
      if (result == JobStopper.Result.STILL_RUNNING) {
        allStopped = false;
        err.println("run-job: " + item.name() + ": is still running; it cannot be killed");
      } else if (!invocation.has(Invocation.Flag.QUIET)) {
        boolean stopped = result == JobStopper.Result.STOPPED;
        out.println(item.name() + (stopped ? " was killed" : " is not running"));
      }
    }
    return (allStopped ? ExitCode.SUCCESS : ExitCode.FAILED_ITSELF).status();
  }

  private static void report(
      JobSelection.Item item,
      FleetKill.Answer elsewhere,
      Invocation invocation,
      PrintStream out,
      PrintStream err) {
    String where = " on " + elsewhere.host();
    if (!elsewhere.stopped()) {
      err.println("run-job: " + item.name() + ": is still running" + where);
    } else if (!invocation.has(Invocation.Flag.QUIET)) {
      out.println(item.name() + " was killed" + where);
    }
  }
}
