package processcontrol.cli;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import processcontrol.cli.Invocation.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.control.Restarter;
import processcontrol.history.Hold;
import processcontrol.job.Job;
import processcontrol.job.Signal;
import processcontrol.lock.RunningJob;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.status.JobSelection;

/** {@code run-job --restart} and {@code --reload}, for jobs that are kept running. */
final class RestartAction {

  private RestartAction() {}

  static int restart(Invocation invocation, GlobalConfig config, PrintStream out, PrintStream err) {
    int status = ExitCode.SUCCESS.status();
    for (JobSelection.Item item :
        JobSelection.existingOf(invocation.names(), invocation.tags(), new JobLoader(config))) {
      String fault = faultOf(item);
      Hold hold = fault == null ? Hold.find(config.stateDirectory(), item.slug()) : null;
      if (fault == null && hold != null) {
        fault = "is on hold, so it would not begin again; see --release";
      }
      Job job = item.job();
      if (fault == null) {
        fault = Restarter.restart(config.runDirectory(), job.slug(), job.killAfter());
      }
      status = say(invocation, item, fault, "is restarted", status, out, err);
    }
    return status;
  }

  static int reload(Invocation invocation, GlobalConfig config, PrintStream out, PrintStream err) {
    int status = ExitCode.SUCCESS.status();
    for (JobSelection.Item item :
        JobSelection.existingOf(invocation.names(), invocation.tags(), new JobLoader(config))) {
      String fault = faultOf(item);
      if (fault == null) {
        RunningJob running = RunningJob.find(config.runDirectory(), item.slug());
        if (running == null || running.childPid() == 0) {
          fault = running == null ? "is not running" : "runs no command now";
        } else {
          Restarter.reload(running, Signal.HUP);
        }
      }
      status = say(invocation, item, fault, "was told to reload", status, out, err);
    }
    return status;
  }

  private static @Nullable String faultOf(JobSelection.Item item) {
    if (!item.isValid()) {
      return "is not valid: " + (item.problems().isEmpty() ? "" : item.problems().get(0));
    }
    return item.job().restartPolicy() == null ? "is not a job with keep_running" : null;
  }

  private static int say(
      Invocation invocation,
      JobSelection.Item item,
      String fault,
      String done,
      int status,
      PrintStream out,
      PrintStream err) {
    if (fault != null) {
      ErrorOutput.printLine("run-job", item.name() + ": " + fault, err);
      return ExitCode.FAILED_ITSELF.status();
    }
    if (!invocation.has(Flag.QUIET)) {
      out.println(item.name() + " " + done);
    }
    return status;
  }
}
