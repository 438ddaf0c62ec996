package processcontrol.cli;

import java.util.ArrayList;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.start.UsageException;
import processcontrol.status.JobSelection;

/** Finds the job that runs a command which was given without one: {@code run-job -- COMMAND}. */
final class AdHocJob {

  private AdHocJob() {}

  /**
   * The same call with the name of the one job that runs any command.
   *
   * @throws UsageException if there is none, or more than one
   */
  static Invocation named(Invocation invocation, GlobalConfig config) {
    List<String> names = new ArrayList<>();
    for (JobSelection.Item item : JobSelection.all(new JobLoader(config))) {
      if (item.isValid() && item.job().startPolicy().commandFromArguments()) {
        names.add(item.name());
      }
    }
    if (names.isEmpty()) {
      throw new UsageException(
          "which job? a command behind -- needs a job that allows it: one of root's with"
              + " command_from_arguments: true, see process-control-job(5)");
    }
    if (names.size() > 1) {
      throw new UsageException(
          "which job? these run what stands behind --: "
              + String.join(", ", names)
              + "; name one with --job");
    }
    return new Invocation(
        invocation.action(),
        names,
        invocation.tags(),
        invocation.arguments(),
        invocation.config(),
        invocation.values(),
        invocation.flags());
  }
}
