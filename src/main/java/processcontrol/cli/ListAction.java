package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobFiles;
import processcontrol.config.JobLoader;
import processcontrol.job.Slug;
import processcontrol.lock.RunningJob;
import processcontrol.report.JobListJson;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.status.JobSelection;
import processcontrol.status.OtherJobs;

/**
 * {@code run-job --list-jobs}: the names of jobs, one a line. Programs read them, so invalid names
 * are not among them: they are reported as faults.
 */
final class ListAction {

  private ListAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out, PrintStream err) {
    JobLoader loader = new JobLoader(config);
    if (invocation.has(Invocation.Flag.JSON)) {
      out.print(JobListJson.of(items(invocation, config, loader)));
      return ExitCode.SUCCESS.status();
    }
    StringBuilder lines = new StringBuilder();
    // Names alone need no file to be read.
    Iterable<String> names =
        invocation.tags().isEmpty() ? validNames(loader, err) : tagged(invocation, loader);
    for (String name : names) {
      if (!invocation.has(Invocation.Flag.ONLY_RUNNING) || isRunning(config, name)) {
        lines.append(name).append('\n');
      }
    }
    out.print(lines);
    return ExitCode.SUCCESS.status();
  }

  /** The jobs, those that are not valid among them. */
  private static List<JobSelection.Item> items(
      Invocation invocation, GlobalConfig config, JobLoader loader) {
    List<JobSelection.Item> items = new ArrayList<>();
    boolean onlyRunning = invocation.has(Invocation.Flag.ONLY_RUNNING);
    OtherJobs others = new OtherJobs(List.of(), invocation.tags(), loader);
    for (JobSelection.Item item :
        others.checked(JobSelection.of(List.of(), invocation.tags(), loader))) {
      if (!onlyRunning || (Slug.isValid(item.name()) && isRunning(config, item.name()))) {
        items.add(item);
      }
    }
    return items;
  }

  private static Iterable<String> validNames(JobLoader loader, PrintStream err) {
    Set<String> names = new LinkedHashSet<>();
    for (String path : loader.paths()) {
      String fault = JobLoader.faultOfName(path);
      if (fault == null) {
        names.add(JobFiles.slugOf(path));
      } else {
        ErrorOutput.printLine("run-job", fault, err);
      }
    }
    // Jobs of places that could not be searched are missing in the list.
    for (List<String> faults : loader.faultsOfPlaces().values()) {
      faults.forEach(fault -> ErrorOutput.printLine("run-job", fault, err));
    }
    return names;
  }

  private static Iterable<String> tagged(Invocation invocation, JobLoader loader) {
    return JobSelection.of(invocation.names(), invocation.tags(), loader).stream()
        .map(JobSelection.Item::name)
        .toList();
  }

  private static boolean isRunning(GlobalConfig config, String name) {
    return RunningJob.find(config.runDirectory(), new Slug(name)) != null;
  }
}
