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
import processcontrol.status.JobCounts;
import processcontrol.status.JobStatus;
import processcontrol.status.StatisticsCollector;
import processcontrol.zone.Zones;

/** {@code run-job --stats [NAME...]}: statistics of the records of the named jobs, or of all. */
final class StatsAction {

  private StatsAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    List<StatsReport.Row> rows = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    List<JobStatus> statuses =
        StatisticsCollector.statuses(invocation.names(), invocation.tags(), config, faults);
    for (JobStatus status : statuses) {
      rows.add(
          new StatsReport.Row(
              status.name(), StatisticsCollector.of(status, config, faults), status.nextRun()));
    }
    faults.forEach(fault -> ErrorOutput.warn(fault, System.err));
    Screen screen = Terminal.screen(invocation.value("--color"));
    out.print(
        invocation.has(Invocation.Flag.JSON)
            ? StatsReport.json(rows, JobCounts.of(statuses))
            : (Terminal.isThere()
                    ? StatsTable.of(rows, Instant.now(), Zones.idOfMachine(), screen)
                    : StatsReport.text(rows, Zones.idOfMachine()))
                + JobCounts.of(statuses)
                + "\n");
    return ExitCode.SUCCESS.status();
  }
}
