package processcontrol.cli;

import java.io.PrintStream;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.job.CommandLine;
import processcontrol.job.Slug;
import processcontrol.run.ExitCode;
import processcontrol.run.RunningJob;

/** {@code run-job --list-jobs}: the names of jobs, one a line. */
final class ListAction {

  private ListAction() {}

  static int run(Call call, GlobalConfig config, PrintStream out) {
    JobLoader loader = new JobLoader(config);
    StringBuilder lines = new StringBuilder();
    // Names alone need no file to be read.
    Iterable<String> names = call.tags().isEmpty() ? loader.names() : taggedNames(call, loader);
    for (String name : names) {
      if (!call.has(Call.Flag.ONLY_RUNNING) || isRunning(config, name)) {
        lines.append(CommandLine.printable(name)).append('\n');
      }
    }
    out.print(lines);
    return ExitCode.SUCCESS.status();
  }

  private static Iterable<String> taggedNames(Call call, JobLoader loader) {
    return JobSelection.of(call, loader).stream().map(JobSelection.Item::name).toList();
  }

  private static boolean isRunning(GlobalConfig config, String name) {
    return Slug.isValid(name) && RunningJob.find(config.runDirectory(), new Slug(name)) != null;
  }
}
