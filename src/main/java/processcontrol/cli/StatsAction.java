package processcontrol.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.report.Screen;
import processcontrol.report.StatsReport;
import processcontrol.report.StatsTable;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.status.JobStatus;
import processcontrol.status.StatisticsCollector;
import processcontrol.zone.Zones;

/** {@code run-job --stats [NAME...]}: what the records of the named jobs, or of all, come to. */
final class StatsAction {

  private StatsAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    List<StatsReport.Row> rows = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (JobStatus status :
        StatisticsCollector.statuses(invocation.names(), invocation.tags(), config, faults)) {
      rows.add(
          new StatsReport.Row(
              status.name(), StatisticsCollector.of(status, config, faults), status.nextRun()));
    }
    faults.forEach(fault -> ErrorOutput.warn(fault, System.err));
    Screen screen = Terminal.screen(invocation.value("--color"));
    out.print(
        invocation.has(Invocation.Flag.JSON)
            ? StatsReport.json(rows)
            : Terminal.isThere()
                ? StatsTable.of(rows, Instant.now(), Zones.idOfMachine(), screen)
                : StatsReport.text(rows, Zones.idOfMachine()));
    return ExitCode.SUCCESS.status();
  }
}
