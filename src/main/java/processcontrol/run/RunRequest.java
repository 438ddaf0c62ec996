package processcontrol.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Trigger;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.trigger.PendingTrigger;

/**
 * The job to run, how, and on whose behalf.
 *
 * @param start why it is started; its arguments are appended to the last command of the job
 * @param slowStart whether to run the job's {@code slow_start_command} instead of its command
 * @param goesOn whether the job's command follows a slow start that succeeded
 * @param invokedBy the user behind a manual start, or null
 * @param pending what the run does about triggers that wait for a run of the job
 * @param force whether to run the job although it is on hold
 */
public record RunRequest(
    Job job,
    StartDecision start,
    boolean slowStart,
    boolean goesOn,
    @Nullable String invokedBy,
    Pending pending,
    boolean force) {

  /** The treatment of triggers that wait. */
  public enum Pending {
    /** Leaves them. */
    LEAVE,
    /** Takes them along. */
    TAKE,
    /** Takes them, and does nothing if there are none. */
    NEED
  }

  public RunRequest {
    if (slowStart && job.slowStartCommands().isEmpty()) {
      throw new IllegalArgumentException(job.slug() + " has no slow_start_command");
    }
  }

  public Trigger trigger() {
    return start.trigger();
  }

  /** The moment that it was scheduled for; null for a start by no schedule. */
  public @Nullable UtcTime slot() {
    return start.slot();
  }

  public List<String> arguments() {
    return start.arguments();
  }

  /** The same with the arguments of triggers that were taken, in front of its own. */
  RunRequest with(List<PendingTrigger> triggers) {
    List<String> all = new ArrayList<>();
    String user = invokedBy;
    for (PendingTrigger each : triggers) {
      all.addAll(each.args());
      user = user == null ? each.by() : user;
    }
    all.addAll(arguments());
    return new RunRequest(job, start.with(all), slowStart, goesOn, user, pending, force);
  }

  /** The commands of this run, in order, with the arguments in place. */
  List<CommandLine> commands() {
    if (job.startPolicy().commandFromArguments()) {
      return List.of(new CommandLine(arguments()));
    }
    List<CommandLine> commands = slowStart ? job.slowStartCommands() : job.commands();
    if (goesOn) {
      commands = new ArrayList<>(commands);
      commands.addAll(job.commands());
    }
    if (arguments().isEmpty() || commands.isEmpty()) {
      return commands;
    }
    List<CommandLine> extended = new ArrayList<>(commands);
    int last = extended.size() - 1;
    extended.set(last, extended.get(last).with(arguments()));
    return extended;
  }
}
