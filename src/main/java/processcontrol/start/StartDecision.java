package processcontrol.start;

import java.util.List;
import processcontrol.history.Trigger;
import processcontrol.job.UtcTime;
import processcontrol.run.StartGate;

/**
 * Why a run is started, and what that means for it.
 *
 * @param slot the moment that it was scheduled for, or null
 * @param arguments added to the job's command
 * @param skip why it is recorded as skipped instead; null if it is to run
 * @param gate asked once more when the lock is held; null for nobody
 */
record StartDecision(
    Trigger trigger, UtcTime slot, List<String> arguments, String skip, StartGate gate) {

  static StartDecision manual(List<String> arguments) {
    return new StartDecision(Trigger.MANUAL, null, arguments, null, null);
  }
}
