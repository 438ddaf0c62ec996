package processcontrol.start;

import java.util.List;
import processcontrol.history.Skip;
import processcontrol.history.Trigger;
import processcontrol.job.UtcTime;
import processcontrol.run.StartGate;

/**
 * Why a run is started, and what that means for it.
 *
 * @param slot the moment that it was scheduled for, or null
 * @param arguments added to the job's command
 * @param skip why it is recorded as skipped instead; null if it is to run
 * @param rerunOf the run that it repeats, or null
 * @param gate asked once more when the lock is held; null for nobody
 */
record StartDecision(
    Trigger trigger,
    UtcTime slot,
    List<String> arguments,
    Skip skip,
    StartGate gate,
    String rerunOf) {

  /** A start that repeats no other. */
  StartDecision(Trigger trigger, UtcTime slot, List<String> arguments, Skip skip, StartGate gate) {
    this(trigger, slot, arguments, skip, gate, null);
  }

  static StartDecision manual(List<String> arguments) {
    return new StartDecision(Trigger.MANUAL, null, arguments, null, null);
  }
}
