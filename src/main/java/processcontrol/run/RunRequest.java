package processcontrol.run;

import java.util.List;
import processcontrol.history.Trigger;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;

/**
 * What is to be run, and on whose behalf.
 *
 * @param slowStart whether to run the job's {@code slow_start_command} instead of its command
 * @param arguments appended to the last command of the job
 * @param invokedBy the user behind a manual start, or null
 */
public record RunRequest(
    Job job, boolean slowStart, List<String> arguments, Trigger trigger, String invokedBy) {

  public RunRequest {
    arguments = List.copyOf(arguments);
    if (slowStart && job.slowStartCommands().isEmpty()) {
      throw new IllegalArgumentException(job.slug() + " has no slow_start_command");
    }
  }

  /** The commands of this run, in order, with the arguments in place. */
  List<CommandLine> commands() {
    List<CommandLine> commands = slowStart ? job.slowStartCommands() : job.commands();
    if (arguments.isEmpty()) {
      return commands;
    }
    List<CommandLine> extended = new java.util.ArrayList<>(commands);
    int last = extended.size() - 1;
    extended.set(last, extended.get(last).with(arguments));
    return extended;
  }
}
