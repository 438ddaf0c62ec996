package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.report.JobStatus;
import processcontrol.report.StatsReport;
import processcontrol.run.ExitCode;
import processcontrol.zone.Zones;

/** {@code run-job --stats [NAME...]}: what the records of the named jobs, or of all, come to. */
final class StatsAction {

  private StatsAction() {}

  static int run(Call call, GlobalConfig config, PrintStream out) {
    List<StatsReport.Row> rows = new ArrayList<>();
    for (JobStatus status : Tallies.statuses(call, config)) {
      rows.add(
          new StatsReport.Row(status.name(), Tallies.of(status, config, true), status.nextRun()));
    }
    out.print(
        call.has(Call.Flag.JSON)
            ? StatsReport.json(rows)
            : StatsReport.text(rows, Zones.idOfMachine()));
    return ExitCode.SUCCESS.status();
  }
}
