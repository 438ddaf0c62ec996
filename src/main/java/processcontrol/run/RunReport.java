package processcontrol.run;

import java.util.List;
import processcontrol.history.Hold;
import processcontrol.history.RunRecord;
import processcontrol.job.CapturedOutput;
import processcontrol.posix.PosixException;
import processcontrol.trigger.Outbox;

/**
 * What became of a start, and of the run if it came to one.
 *
 * @param outcome null where {@code failure} kept it from being known
 * @param obstacle why it came to no run; null where it did
 * @param record of the run, or of the start that was skipped; null if there is none
 * @param lost of the run before this one, whose supervisor had vanished, if this one recorded it;
 *     or null
 * @param hold that the run put on its job; null if it did not
 * @param holdFault why the run could not put a hold on its job, or null
 * @param triggers to be fired now: of this run, and of a lost run that it has recorded
 * @param triggerFaults why some triggers cannot be fired
 * @param printed the output of the run for mails, cut to a bound; null where no mail is wanted
 * @param warning of what went wrong besides and did not change the outcome, or null
 * @param stopSignal that asked this process to stop, or 0
 * @param restarts true if the run ended for the next one to begin at once
 * @param failure why the lock or the history could not be had, or the record not be written; null
 *     where all went well, and the history has the record
 */
public record RunReport(
    Outcome outcome,
    Obstacle obstacle,
    RunRecord record,
    RunRecord lost,
    Hold hold,
    String holdFault,
    List<Outbox.Prepared> triggers,
    List<String> triggerFaults,
    CapturedOutput printed,
    String warning,
    int stopSignal,
    boolean restarts,
    PosixException failure) {

  public RunReport {
    triggers = List.copyOf(triggers);
    triggerFaults = List.copyOf(triggerFaults);
  }

  /** The path of the run's log; null if it did not come to that. */
  public String logPath() {
    return record == null ? null : record.log();
  }
}
