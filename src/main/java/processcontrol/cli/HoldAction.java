package processcontrol.cli;

import java.io.PrintStream;
import processcontrol.chain.Spool;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.history.Hold;
import processcontrol.job.UtcTime;
import processcontrol.posix.Self;
import processcontrol.run.ExitCode;

/** {@code run-job --hold} and {@code --release}. */
final class HoldAction {

  private HoldAction() {}

  static int hold(Call call, GlobalConfig config, String caller, PrintStream out, PrintStream err) {
    Self.umask(0);
    for (JobSelection.Item job : JobSelection.existingOf(call, new JobLoader(config))) {
      new Hold(call.value("--reason").strip(), UtcTime.now(), caller)
          .set(config.stateDirectory(), job.slug());
      writeMetrics(job, config, err);
      say(call, out, job.name() + " is on hold");
    }
    return ExitCode.SUCCESS.status();
  }

  static int release(
      Call call, GlobalConfig config, String caller, PrintStream out, PrintStream err) {
    Self.umask(0);
    String reason = call.value("--reason") == null ? "" : call.value("--reason").strip();
    for (JobSelection.Item job : JobSelection.existingOf(call, new JobLoader(config))) {
      Hold release = new Hold(reason, UtcTime.now(), caller);
      boolean held = Hold.release(config.stateDirectory(), job.slug(), release);
      writeMetrics(job, config, err);
      if (held && new Spool(config.stateDirectory()).isPending(job.slug())) {
        Starter.start(config, job.slug());
      }
      say(call, out, job.name() + (held ? " is released" : " was not on hold"));
    }
    return ExitCode.SUCCESS.status();
  }

  /** A held job has no runs that would tell of it. */
  private static void writeMetrics(JobSelection.Item job, GlobalConfig config, PrintStream err) {
    if (config.metricsDirectory() != null && job.isValid()) {
      MetricsAction.write(config, job.job(), err);
    }
  }

  private static void say(Call call, PrintStream out, String line) {
    if (!call.has(Call.Flag.QUIET)) {
      out.println(line);
    }
  }
}
