package processcontrol.cli;

import java.io.PrintStream;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.report.JobStatus;
import processcontrol.report.StatusJson;
import processcontrol.report.StatusText;
import processcontrol.run.ExitCode;
import processcontrol.zone.Zones;

/** {@code run-job --status [NAME...]}: how the named jobs, or all, stand. */
final class StatusAction {

  private StatusAction() {}

  static int run(Call call, GlobalConfig config, PrintStream out) {
    JobLoader loader = new JobLoader(config);
    List<JobSelection.Item> items = JobSelection.of(call, loader);
    for (JobSelection.Item item : items) {
      if (item.path() == null) {
        throw new InvalidConfigException(item.problems()); // A name that was mistyped.
      }
    }
    boolean onlyRunning = call.has(Call.Flag.ONLY_RUNNING);
    Statuses all = new Statuses(config, new OtherJobs(call, loader));
    List<JobStatus> statuses = all.of(items, onlyRunning);
    if (call.has(Call.Flag.JSON)) {
      out.print(StatusJson.of(statuses, all.spoolFault()));
    } else {
      all.tellSpoolFault();
      StatusText text = new StatusText(Zones.idOfMachine());
      for (JobStatus status : statuses) {
        text.add(status);
      }
      out.print(text);
    }
    return ExitCode.SUCCESS.status();
  }
}
