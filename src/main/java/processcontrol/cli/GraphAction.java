package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.job.Job;
import processcontrol.report.GraphText;
import processcontrol.run.ExitCode;
import processcontrol.status.JobSelection;
import processcontrol.trigger.JobGraph;

/** {@code run-job --graph [NAME...]}: which jobs make which others run. */
final class GraphAction {

  private GraphAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    JobLoader loader = new JobLoader(config);
    List<String> roots = new ArrayList<>();
    if (!invocation.names().isEmpty() || !invocation.tags().isEmpty()) {
      for (JobSelection.Item item :
          JobSelection.existingOf(invocation.names(), invocation.tags(), loader)) {
        roots.add(item.name());
      }
    }
    List<Job> jobs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (JobSelection.Item item : JobSelection.all(loader)) {
      if (item.isValid()) {
        jobs.add(item.job());
      }
      problems.addAll(item.problems());
    }
    JobGraph graph = new JobGraph(jobs);
    out.print(
        invocation.has(Invocation.Flag.DOT)
            ? GraphText.dot(graph, roots)
            : GraphText.tree(graph, roots));
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems); // The output may not be complete.
    }
    return ExitCode.SUCCESS.status();
  }
}
