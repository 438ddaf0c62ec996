package processcontrol.notify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.CapturedOutput;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.Notifier;
import processcontrol.job.Output;
import processcontrol.posix.PosixException;

/** Tells of a run that is over, its lock released and its record written. */
public final class RunEndNotifier {

  private final Job job;
  private final String stateDirectory;
  private final DeliveryContext context;
  private final @Nullable String hold;
  private final List<String> faults = new ArrayList<>();
  private boolean heldNow;
  private boolean failureTold;
  private boolean holdTold;

  /**
   * @param hold why the job is on hold by now, or null
   */
  public RunEndNotifier(
      Job job, String stateDirectory, DeliveryContext context, @Nullable String hold) {
    this.job = job;
    this.stateDirectory = stateDirectory;
    this.context = context;
    this.hold = hold;
  }

  /** Notes that the run has put its job on hold, which is to be reported as well. */
  public void noteHold() {
    heldNow = true;
  }

  /**
   * Returns true if a notification said that the run failed, or none is due yet by the number of
   * failures.
   */
  public boolean isFailureTold() {
    return failureTold;
  }

  /** Returns true if a notification said that the run has put its job on hold. */
  public boolean isHoldTold() {
    return holdTold;
  }

  /**
   * Notifies all recipients: people first.
   *
   * @param record of the run
   * @param lost of an earlier run that this one found lost, or null
   * @param printed the part of the run's output that is to be mailed, or null
   * @return a line for each notification that could not be delivered
   */
  public List<String> tell(RunRecord record, RunRecord lost, CapturedOutput printed) {
    boolean counts = record.result().isFailed() || record.result() == Result.SUCCESS;
    if (job.failmail() != null && (counts || lost != null)) {
      String fault;
      try {
        fault = new FailureMails(job, stateDirectory, context, hold).update(heldNow);
      } catch (PosixException e) {
        fault = e.getMessage(); // The others are notified all the same.
      }
      if (fault != null) {
        faults.add("mail: could not be sent: " + fault);
      } else {
        failureTold = record.result().isFailed();
        holdTold = heldNow;
      }
    }
    if (printed != null && !printed.isEmpty()) {
      mailOutput(record, printed);
    }
    if (job.notifications() != null) {
      notifyAll(record, lost);
    }
    return faults;
  }

  private void mailOutput(RunRecord record, CapturedOutput printed) {
    OutputMail mail = OutputMail.of(job, record, context);
    int number = 0;
    int inParts = 0;
    for (Output each : job.outputs()) {
      boolean wanted = !each.onFailureOnly() || record.result() != Result.SUCCESS;
      if (each.mail().isEmpty() || !wanted) {
        continue;
      }
      number++;
      inParts += each.isMailedInParts() ? 1 : 0;
      byte[] output = each.isMailedInParts() ? printed.rest() : printed.whole();
      if (output.length == 0) {
        continue;
      }
      boolean follows = each.isMailedInParts() && printed.parts() > 0;
      try {
        mail.send(record, output, each.mail(), number, follows ? inParts : 0);
      } catch (DeliveryException e) {
        faults.add("output: could not be sent: " + e.getMessage());
      }
    }
  }

  private void notifyAll(RunRecord record, RunRecord lost) {
    FailureStreak streak = FailureStreak.read(stateDirectory, job.slug());
    // A full disk may have kept a run of any result from being recorded when it ended.
    if (lost != null && lost.result() == Result.SUCCESS) {
      send(Event.SUCCESS, lost, 0);
    } else if (lost != null && lost.result().isFailed()) {
      int others = record.result().isFailed() ? 1 : 0;
      send(Event.FAILURE, lost, Math.max(1, streak.failures() - others));
    }
    if (record.result().isFailed()) {
      failureTold |= send(Event.FAILURE, record, streak.failures());
    } else if (record.result() == Result.SUCCESS) {
      send(Event.SUCCESS, record, 0);
      if (streak.failures() > 0) {
        send(Event.RECOVERY, record, streak.failures());
      }
    }
    if (heldNow) {
      holdTold |= send(Event.HOLD, record, streak.failures());
    }
  }

  /** Returns true if there were recipients, and all were reached. */
  private boolean send(Event event, RunRecord record, int failures) {
    List<Notifier> notifiers = job.notifiersOf(event);
    if (notifiers.isEmpty()) {
      return false;
    }
    Notification notification = Notification.of(event, context.host(), job, record, failures, hold);
    List<String> undelivered = NotifierDispatch.send(notifiers, notification, context);
    faults.addAll(undelivered);
    return undelivered.isEmpty();
  }
}
