package processcontrol.start;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.cluster.ClusterLock;
import processcontrol.config.GlobalConfig;
import processcontrol.history.Hold;
import processcontrol.history.Incident;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.CapturedOutput;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.MailTransport;
import processcontrol.job.Output;
import processcontrol.notify.DeliveryContext;
import processcontrol.notify.RunEndNotifier;
import processcontrol.posix.Account;
import processcontrol.posix.HostName;
import processcontrol.posix.StopRequests;
import processcontrol.posix.UnrestrictedSpawner;
import processcontrol.run.ChildEnvironment;
import processcontrol.run.RunListener;
import processcontrol.run.RunReport;
import processcontrol.runlog.LogNote;

/**
 * The notifications of a run, for a job that has any. It finds out if there is anything to send
 * before a class of {@code notify} is loaded.
 */
final class RunNotifications {

  /**
   * Time that the end of a run waits for news of its course that are still being delivered: each
   * has its timeout.
   */
  private static final long LONG_MILLIS = 3_600_000;

  /** The same for a job that is to begin again. */
  private static final long SHORT_MILLIS = 30_000;

  private final Job job;
  private final GlobalConfig config;
  private final Account account;

  private final UnrestrictedSpawner side;

  /** True if this process continues after the run. */
  private final boolean goesOn;

  /** Null if there are no notifications during the run. */
  private @Nullable DeliveryProcess deliveryProcess;

  private boolean failureTold;
  private boolean holdTold;

  private RunNotifications(
      Job job, GlobalConfig config, Account account, UnrestrictedSpawner side, boolean goesOn) {
    this.job = job;
    this.config = config;
    this.account = account;
    this.side = side;
    this.goesOn = goesOn;
  }

  /** Returns null for a job without notifications. */
  static @Nullable RunNotifications of(Job job, GlobalConfig config, Account account) {
    // The thread is started now, while it is not bound yet.
    return hasRecipients(job)
        ? new RunNotifications(
            job, config, account, UnrestrictedSpawner.start(), /* goesOn= */ false)
        : null;
  }

  /** Of one run of several of this process, which was bound by the first; null as {@link #of}. */
  static @Nullable RunNotifications ofOneRun(
      Job job, GlobalConfig config, Account account, UnrestrictedSpawner side) {
    return hasRecipients(job)
        ? new RunNotifications(job, config, account, side, /* goesOn= */ true)
        : null;
  }

  private static boolean hasRecipients(Job job) {
    return job.failmail() != null || job.notifications() != null || mailsOutput(job);
  }

  private static boolean mailsOutput(Job job) {
    for (Output output : job.outputs()) {
      if (!output.mail().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the listener during the run; null for none. */
  @Nullable RunListener events() {
    boolean wanted =
        !job.notifiersOf(Event.START).isEmpty()
            || !job.notifiersOf(Event.LATE).isEmpty()
            || !job.notifiersOf(Event.RETRY).isEmpty()
            || job.mailsWhileRunning();
    deliveryProcess = wanted ? new DeliveryProcess(job, config, this) : null;
    return deliveryProcess;
  }

  UnrestrictedSpawner side() {
    return side;
  }

  /**
   * Sends the notifications of the run, which is over for good: from here on a signal ends only the
   * sending, unless this process continues.
   *
   * @return a line for each that could not be delivered, which the run's log has as well
   */
  List<String> afterRun(RunReport report) {
    RunRecord record = report.record();
    if (deliveryProcess != null) {
      deliveryProcess.finish();
    }
    if (record == null || !isTold(record, report)) {
      return deliveryProcess == null ? List.of() : deliveryProcess.faults();
    }
    if (!goesOn) {
      StopRequests.uninstall();
    }
    List<String> faults;
    try {
      boolean endIsTold =
          !job.notifiersOf(Event.SUCCESS).isEmpty()
              || !job.notifiersOf(Event.FAILURE).isEmpty()
              || !job.notifiersOf(Event.HOLD).isEmpty()
              || !job.notifiersOf(Event.RECOVERY).isEmpty();
      CapturedOutput printed = report.printed();
      boolean outputFollows = printed != null && printed.parts() > 0 && printed.rest().length > 0;
      if (deliveryProcess != null && (endIsTold || outputFollows)) {
        deliveryProcess.await(goesOn ? SHORT_MILLIS : LONG_MILLIS);
      }
      Hold here = Hold.find(config.stateDirectory(), job.slug());
      Hold hold = here == null ? report.hold() : here; // That of a cluster is in etcd.
      RunEndNotifier aftermath =
          new RunEndNotifier(
              job, config.stateDirectory(), context(record), hold == null ? null : hold.reason());
      if (report.hold() != null) {
        aftermath.noteHold();
      }
      faults = aftermath.tell(record, report.lost(), printed);
      // A channel that is broken is a reason to print all, whatever another one has delivered.
      failureTold = aftermath.isFailureTold() && faults.isEmpty();
      holdTold = aftermath.isHoldTold() && faults.isEmpty();
      if (report.clusterLock() != null && job.failmail() != null) {
        tellHosts(report.clusterLock());
      }
    } catch (RuntimeException | Error e) {
      // The run is over; whatever goes wrong here must not make another of it.
      faults = List.of("could not tell of the run: " + e);
    }
    for (String fault : faults) {
      if (record.log() != null) {
        LogNote.add(record.log(), fault, job.logPolicy().timestamps());
      }
    }
    if (deliveryProcess == null || deliveryProcess.faults().isEmpty()) {
      return faults;
    }
    List<String> all = new ArrayList<>(deliveryProcess.faults()); // The log has them.
    all.addAll(faults);
    return all;
  }

  /** Other hosts mail nothing twice, and know what is over; but a mail too many is no harm. */
  private void tellHosts(ClusterLock lock) {
    Incident incident = Incident.find(config.stateDirectory(), job.slug());
    if (!Objects.equals(incident, lock.incident())) {
      lock.tellIncident(incident);
    }
  }

  /**
   * Returns true if the failure of the run was reported, or is not to be by the job's threshold.
   */
  boolean isFailureTold() {
    return failureTold;
  }

  /** Returns true if it was reported that the run has put its job on hold. */
  boolean isHoldTold() {
    return holdTold;
  }

  private boolean isTold(RunRecord record, RunReport report) {
    if (record.result().isFailed() || report.hold() != null || report.lost() != null) {
      return true;
    }
    boolean output = report.printed() != null && !report.printed().isEmpty();
    if (output && mailsOutput(job)) {
      return true;
    }
    return record.result() == Result.SUCCESS
        && (!job.notifiersOf(Event.SUCCESS).isEmpty()
            || !job.notifiersOf(Event.RECOVERY).isEmpty()
            || (job.failmail() != null && Incident.exists(config.stateDirectory(), job.slug())));
  }

  DeliveryContext context(RunRecord record) {
    String run = record.run() == null ? "" : record.run();
    return new DeliveryContext(
        HostName.name(),
        account.name(),
        config.mail() == null ? MailTransport.LOCAL : config.mail(),
        job.failmail() == null ? null : job.failmail().from(),
        ChildEnvironment.of(job, run, record.attempts(), account),
        directory(),
        config.noNewPrivs(),
        side);
  }

  private String directory() {
    for (String wanted : new String[] {job.directory(), account.home()}) {
      File directory = wanted == null ? null : new File(wanted);
      if (directory != null && directory.isDirectory() && directory.canExecute()) {
        return wanted;
      }
    }
    return "/";
  }
}
