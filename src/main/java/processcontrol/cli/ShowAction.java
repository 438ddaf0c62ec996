package processcontrol.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import processcontrol.config.EffectiveConfig;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.job.VisibleText;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.PosixException;
import processcontrol.report.ShowJson;
import processcontrol.report.ShowYaml;
import processcontrol.run.ExitCode;
import processcontrol.status.ChainCheck;
import processcontrol.status.JobSelection;
import processcontrol.status.JobStatus;
import processcontrol.status.StatusCollector;
import processcontrol.zone.Zones;

/**
 * {@code run-job --show NAME}: the effective configuration of a job, and the origin of each value.
 */
final class ShowAction {

  private ShowAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    String name = invocation.names().get(0);
    if (!Slug.isValid(name)) {
      throw new InvalidConfigException(VisibleText.quoted(name) + " is not a job name");
    }
    JobLoader loader = new JobLoader(config);
    EffectiveConfig effective = loader.effective(new Slug(name));
    Job job = effective.job();
    JobSelection.Item item = new JobSelection.Item(name, job.source(), job, List.of());
    JobStatus status = status(item, config);
    out.print(
        invocation.has(Invocation.Flag.JSON)
            ? ShowJson.of(effective, status)
            : ShowYaml.of(effective, status, Zones.idOfMachine()));
    // The file alone decides what is shown; contradictions with other jobs are reported behind it.
    Set<String> faults = new ChainCheck(JobSelection.all(loader)).faultsOf(name);
    if (!faults.isEmpty()) {
      throw new InvalidConfigException(List.copyOf(faults));
    }
    return ExitCode.SUCCESS.status();
  }

  /** A developer has no state directory, or may not read that of the machine. */
  private static JobStatus status(JobSelection.Item item, GlobalConfig config) {
    try {
      return new StatusCollector(config).of(List.of(item), false).get(0);
    } catch (PosixException e) {
      if (CurrentProcess.effectiveUid() == 0) {
        throw e;
      }
      return StatusCollector.ofFile(item);
    }
  }
}
