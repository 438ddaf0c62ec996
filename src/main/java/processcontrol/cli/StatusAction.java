package processcontrol.cli;

import java.io.PrintStream;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.report.StatusJson;
import processcontrol.report.StatusText;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.status.JobSelection;
import processcontrol.status.JobStatus;
import processcontrol.status.OtherJobs;
import processcontrol.status.StatusCollector;
import processcontrol.zone.Zones;

/** {@code run-job --status [NAME...]}: how the named jobs, or all, stand. */
final class StatusAction {

  private StatusAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    JobLoader loader = new JobLoader(config);
    List<JobSelection.Item> items = JobSelection.of(invocation.names(), invocation.tags(), loader);
    for (JobSelection.Item item : items) {
      if (item.path() == null) {
        throw new InvalidConfigException(item.problems()); // A name that was mistyped.
      }
    }
    boolean onlyRunning = invocation.has(Invocation.Flag.ONLY_RUNNING);
    StatusCollector all =
        new StatusCollector(config, new OtherJobs(invocation.names(), invocation.tags(), loader));
    List<JobStatus> statuses = all.of(items, onlyRunning);
    if (invocation.has(Invocation.Flag.JSON)) {
      out.print(StatusJson.of(statuses, all.spoolFault()));
    } else {
      ErrorOutput.warn(all.spoolFault(), System.err);
      StatusText text = new StatusText(Zones.idOfMachine());
      for (JobStatus status : statuses) {
        text.add(status);
      }
      out.print(text);
    }
    return ExitCode.SUCCESS.status();
  }
}
