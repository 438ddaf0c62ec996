package processcontrol.cli;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.run.ExitCode;

/** {@code run-job --validate [NAME...]}: reports every fault of the named jobs, or of all. */
final class ValidateAction {

  private ValidateAction() {}

  static int run(Call call, GlobalConfig config, PrintStream out, PrintStream err) {
    if (config.hasLogging() && !call.has(Call.Flag.QUIET)) {
      Failures.printLine("run-job", config.file() + ": the 'logging' block is ignored", err);
    }
    JobLoader loader = new JobLoader(config);
    List<JobSelection.Item> items = JobSelection.of(call, loader);
    // A fault of the defaults shows in every job, and in none where there are no jobs yet.
    Set<String> problems = new LinkedHashSet<>(loader.faultsOfLayers());
    boolean all = call.names().isEmpty() && call.tags().isEmpty();
    ChainCheck check = new ChainCheck(all ? items : JobSelection.all(loader));
    for (JobSelection.Item item : items) {
      problems.addAll(item.problems());
      problems.addAll(check.faultsOf(item.name()));
    }
    if (all && !call.has(Call.Flag.QUIET)) {
      for (String skipped : loader.skipped()) {
        Failures.printLine("run-job", "warning: " + skipped, err);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(List.copyOf(problems));
    }
    if (!call.has(Call.Flag.QUIET)) {
      out.println(items.size() == 1 ? "1 job is valid" : items.size() + " jobs are valid");
    }
    return ExitCode.SUCCESS.status();
  }
}
