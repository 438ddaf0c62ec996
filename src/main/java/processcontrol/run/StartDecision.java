package processcontrol.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Skip;
import processcontrol.history.Trigger;
import processcontrol.job.UtcTime;

/**
 * The decision about a start, and its consequences for the run.
 *
 * @param slot the moment that it was scheduled for; null for a start by no schedule
 * @param arguments added to the job's command
 * @param skip why it is recorded as skipped instead; null if it is to run
 * @param gate asked once more when the lock is held; null for none
 * @param rerunOf the run that it repeats, or null
 */
public record StartDecision(
    Trigger trigger,
    @Nullable UtcTime slot,
    List<String> arguments,
    @Nullable Skip skip,
    @Nullable Gate gate,
    @Nullable String rerunOf) {

  /** Looks once more, while no other process can run the job, whether it is to be started. */
  public interface Gate {

    boolean letsPass();
  }

  public StartDecision {
    arguments = List.copyOf(arguments);
  }

  /** A start that repeats no other. */
  public StartDecision(
      Trigger trigger,
      @Nullable UtcTime slot,
      List<String> arguments,
      @Nullable Skip skip,
      @Nullable Gate gate) {
    this(trigger, slot, arguments, skip, gate, null);
  }

  public static StartDecision manual(List<String> arguments) {
    return new StartDecision(Trigger.MANUAL, null, arguments, null, null);
  }

  /** The same with other arguments. */
  StartDecision with(List<String> others) {
    return new StartDecision(trigger, slot, others, skip, gate, rerunOf);
  }
}
