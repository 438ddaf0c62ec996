package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import processcontrol.config.JobLoader;
import processcontrol.start.ErrorOutput;
import processcontrol.status.JobSelection;

/** The jobs that a call starts together: those that it names, or those with its tags. */
final class Group {

  private Group() {}

  /**
   * Returns the jobs. A start of all jobs with a tag does not include disabled ones; a message says
   * so, and they run if they are named.
   *
   * @throws processcontrol.config.InvalidConfigException if a named one does not exist, or no job
   *     has the tag
   */
  static List<JobSelection.Item> of(Invocation invocation, JobLoader loader, PrintStream err) {
    List<JobSelection.Item> items = new ArrayList<>();
    for (JobSelection.Item item :
        JobSelection.existingOf(invocation.names(), invocation.tags(), loader)) {
      boolean left = !invocation.tags().isEmpty() && item.isValid() && item.job().disabled();
      if (left) {
        ErrorOutput.printLine("run-job", item.name() + ": not started: it is disabled", err);
      } else {
        items.add(item);
      }
    }
    return items;
  }
}
