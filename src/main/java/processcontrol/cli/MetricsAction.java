package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.report.MetricsText;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.status.JobStatus;
import processcontrol.status.StatisticsCollector;

/** {@code run-job --metrics [NAME...]}. */
final class MetricsAction {

  private MetricsAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    List<MetricsText.Source> sources = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (JobStatus status :
        StatisticsCollector.statuses(invocation.names(), invocation.tags(), config, faults)) {
      sources.add(new MetricsText.Source(status, StatisticsCollector.of(status, config, faults)));
    }
    faults.forEach(fault -> ErrorOutput.warn(fault, System.err));
    out.print(MetricsText.of(sources));
    return ExitCode.SUCCESS.status();
  }
}
