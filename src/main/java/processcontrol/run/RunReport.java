package processcontrol.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.cluster.ClusterLock;
import processcontrol.history.Hold;
import processcontrol.history.RunRecord;
import processcontrol.job.CapturedOutput;
import processcontrol.posix.PosixException;
import processcontrol.trigger.Outbox;

/**
 * The result of a start, and of the run if it became one.
 *
 * @param outcome null where {@code failure} kept it from being known
 * @param obstacle why it became no run; null if it did
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
 * @param clusterLock that the run had among the hosts of a cluster; null for none
 * @param failure why the lock or the history could not be had, or the record not be written; null
 *     where all went well, and the history has the record
 */
public record RunReport(
    @Nullable Outcome outcome,
    @Nullable Obstacle obstacle,
    @Nullable RunRecord record,
    @Nullable RunRecord lost,
    @Nullable Hold hold,
    @Nullable String holdFault,
    List<Outbox.Prepared> triggers,
    List<String> triggerFaults,
    @Nullable CapturedOutput printed,
    @Nullable String warning,
    int stopSignal,
    boolean restarts,
    @Nullable ClusterLock clusterLock,
    @Nullable PosixException failure) {

  public RunReport {
    triggers = List.copyOf(triggers);
    triggerFaults = List.copyOf(triggerFaults);
  }

  /** Returns the path of the run's log; null if there is none. */
  public @Nullable String logPath() {
    return record == null ? null : record.log();
  }
}
