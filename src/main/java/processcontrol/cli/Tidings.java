package processcontrol.cli;

import java.io.File;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.history.Hold;
import processcontrol.history.Incident;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.MailTransport;
import processcontrol.job.Output;
import processcontrol.job.Printed;
import processcontrol.notify.Aftermath;
import processcontrol.notify.Host;
import processcontrol.notify.Means;
import processcontrol.posix.Account;
import processcontrol.posix.SideThread;
import processcontrol.posix.StopRequests;
import processcontrol.run.ChildEnvironment;
import processcontrol.run.JobRunner;
import processcontrol.run.RunEvents;
import processcontrol.runlog.LogNote;

/**
 * Who is told of a run, for a job that names somebody. Whether there is anything to tell is found
 * out before a class of {@code notify} is loaded.
 */
final class Tidings {

  private final Job job;
  private final GlobalConfig config;
  private final Account account;

  private final SideThread side;

  /** Whether this process goes on after the run. */
  private final boolean goesOn;

  /** Null if nobody is told while the run goes on. */
  private Messenger messenger;

  private Tidings(Job job, GlobalConfig config, Account account, SideThread side, boolean goesOn) {
    this.job = job;
    this.config = config;
    this.account = account;
    this.side = side;
    this.goesOn = goesOn;
  }

  /** Null for a job that names nobody. */
  static Tidings of(Job job, GlobalConfig config, Account account) {
    // The thread is started now, while it is not bound yet.
    return namesAnybody(job)
        ? new Tidings(job, config, account, SideThread.start(), /* goesOn= */ false)
        : null;
  }

  /** Of one run of several of this process, which was bound by the first; null as {@link #of}. */
  static Tidings ofOneRun(Job job, GlobalConfig config, Account account, SideThread side) {
    return namesAnybody(job) ? new Tidings(job, config, account, side, /* goesOn= */ true) : null;
  }

  private static boolean namesAnybody(Job job) {
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

  /** Who is told while the run goes on; null for nobody. */
  RunEvents events() {
    boolean wanted =
        !job.notifiersOf(Event.START).isEmpty()
            || !job.notifiersOf(Event.LATE).isEmpty()
            || !job.notifiersOf(Event.RETRY).isEmpty()
            || (job.upkeep() != null && job.upkeep().mailsWhileRunning());
    messenger = wanted ? new Messenger(job, config, this) : null;
    return messenger;
  }

  SideThread side() {
    return side;
  }

  /**
   * Tells of the run, which is over for good: a signal ends only the telling from here on, but of a
   * process that goes on.
   *
   * @return a line for each that could not be told, which the run's log has as well
   */
  List<String> afterRun(JobRunner runner) {
    RunRecord record = runner.record();
    if (record == null || !isTold(record, runner)) {
      return List.of();
    }
    if (!goesOn) {
      StopRequests.uninstall();
    }
    List<String> faults;
    try {
      boolean endIsTold =
          !job.notifiersOf(Event.SUCCESS).isEmpty()
              || !job.notifiersOf(Event.FAILURE).isEmpty()
              || !job.notifiersOf(Event.RECOVERY).isEmpty();
      Printed printed = runner.printed();
      boolean outputFollows = printed != null && printed.parts() > 0 && printed.rest().length > 0;
      if (messenger != null && (endIsTold || outputFollows)) {
        messenger.await();
      }
      Hold hold = Hold.find(config.stateDirectory(), job.slug());
      faults =
          new Aftermath(
                  job, config.stateDirectory(), means(record), hold == null ? null : hold.reason())
              .tell(record, runner.lost(), printed);
    } catch (RuntimeException | Error e) {
      // The run is over; whatever goes wrong here must not make another of it.
      faults = List.of("could not tell of the run: " + e);
    }
    for (String fault : faults) {
      if (record.log() != null) {
        LogNote.add(record.log(), fault, job.logPolicy().timestamps());
      }
    }
    return faults;
  }

  private boolean isTold(RunRecord record, JobRunner runner) {
    if (record.result().isFailed() || runner.lost() != null) {
      return true;
    }
    boolean output = runner.printed() != null && !runner.printed().isEmpty();
    if (output && mailsOutput(job)) {
      return true;
    }
    return record.result() == Result.SUCCESS
        && (!job.notifiersOf(Event.SUCCESS).isEmpty()
            || !job.notifiersOf(Event.RECOVERY).isEmpty()
            || (job.failmail() != null && Incident.exists(config.stateDirectory(), job.slug())));
  }

  Means means(RunRecord record) {
    String run = record.run() == null ? "" : record.run();
    return new Means(
        Host.name(),
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
