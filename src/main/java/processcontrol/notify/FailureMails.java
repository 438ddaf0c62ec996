package processcontrol.notify;

import org.jspecify.annotations.Nullable;
import processcontrol.history.Incident;
import processcontrol.history.IncidentLock;
import processcontrol.history.RunRecord;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;

/** Mails people when a job fails, as its {@code failmail} says, and when it has recovered. */
final class FailureMails {

  /** Another process that has the lock is sending a mail, or two of them. */
  private static final long LOCK_MILLIS = 2 * MailSender.TOTAL_MILLIS + 5000;

  private final Job job;
  private final String stateDirectory;
  private final DeliveryContext context;
  private final MailSender sender;
  private final String hold;
  private boolean heldNow;

  /**
   * @param hold why the job is on hold by now, or null
   */
  FailureMails(Job job, String stateDirectory, DeliveryContext context, String hold) {
    this.job = job;
    this.stateDirectory = stateDirectory;
    this.context = context;
    this.sender = new MailSender(context);
    this.hold = hold;
  }

  /**
   * Does what the job's history asks for now. A later run may be over already: then its mail is
   * sent here, and it finds nothing left to do.
   *
   * @param held whether the run that is over has put the job on hold, which is always worth a mail
   * @return why a mail could not be sent; null if none was to be sent, or it was
   */
  @Nullable String update(boolean held) {
    heldNow = held;
    try (IncidentLock lock = IncidentLock.acquire(stateDirectory, job.slug(), LOCK_MILLIS)) {
      if (lock == null) {
        return "another run is still sending mail";
      }
      FailureStreak streak = FailureStreak.read(stateDirectory, job.slug());
      Incident incident = Incident.find(stateDirectory, job.slug());
      if (streak.last() == null
          || (incident != null && FailureStreak.key(streak.last()).equals(incident.latest()))) {
        return null;
      }
      return streak.isFailing() ? mailFailure(streak, incident) : mailSuccess(streak, incident);
    }
  }

  private @Nullable String mailFailure(FailureStreak streak, Incident incident) {
    MailPlan plan =
        MailPlan.afterFailure(
            incident,
            streak.failures(),
            job.failureThresholdForMail(),
            job.mailAgainAfter(),
            UtcTime.now());
    if (heldNow) { // There will be no other failure to tell of.
      plan = plan == MailPlan.NOTHING ? MailPlan.ANNOUNCE : plan;
      plan = plan == MailPlan.COUNT ? MailPlan.REMIND : plan;
    }
    return switch (plan) {
      case ANNOUNCE -> announce(streak, incident);
      case REMIND -> remind(streak, incident);
      case COUNT -> {
        keep(incident, streak, incident.suppressed() + 1, incident.error());
        yield null;
      }
      default -> null;
    };
  }

  private @Nullable String announce(FailureStreak streak, Incident incident) {
    RunRecord record = streak.lastFailed();
    String first = FailureStreak.key(streak.firstFailed());
    String latest = FailureStreak.key(streak.last());
    Mail mail = mail(failure(), record, streak.failures(), null, null);
    int unsent = incident == null || incident.recovered() ? 0 : incident.suppressed();
    String error = send(mail);
    UtcTime now = error == null ? UtcTime.now() : null;
    String thread = error == null ? mail.messageId() : null;
    new Incident(first, latest, thread, now, now, error == null ? 0 : unsent + 1, false, error)
        .save(stateDirectory, job.slug());
    return error;
  }

  private @Nullable String remind(FailureStreak streak, Incident incident) {
    int unsent = incident.suppressed();
    String note =
        "It has failed since "
            + incident.announced()
            + "; "
            + (unsent == 0
                ? "no failed run since the last mail was left out."
                : unsent
                    + (unsent == 1 ? " failed run" : " failed runs")
                    + " since the last mail"
                    + (unsent == 1 ? " was" : " were")
                    + " not mailed.");
    String error = send(mail(failure(), streak.last(), streak.failures(), incident.thread(), note));
    if (error == null) {
      new Incident(
              incident.first(),
              FailureStreak.key(streak.last()),
              incident.thread(),
              incident.announced(),
              UtcTime.now(),
              0,
              false,
              null)
          .save(stateDirectory, job.slug());
    } else {
      keep(incident, streak, unsent + 1, error);
    }
    return error;
  }

  private @Nullable String mailSuccess(FailureStreak streak, Incident known) {
    Incident incident = known;
    String error = null;
    if ((incident == null || !incident.isAnnounced() || incident.recovered())
        && streak.hasLostBeforeSuccess()
        && streak.failures()
            >= Math.min(job.failureThresholdForMail(), FailureStreak.MAX_FAILURES)) {
      error = announce(streak, incident);
      incident = Incident.find(stateDirectory, job.slug());
    }
    switch (MailPlan.afterSuccess(incident)) {
      case RECOVER -> error = recover(streak, incident);
      case FORGET -> Incident.remove(stateDirectory, job.slug());
      default -> {}
    }
    return error;
  }

  private @Nullable String recover(FailureStreak streak, Incident incident) {
    int unsent = incident.suppressed();
    String note =
        "It had failed since "
            + incident.announced()
            + (unsent == 0
                ? "."
                : "; "
                    + unsent
                    + (unsent == 1 ? " failed run was" : " failed runs were")
                    + " not mailed.");
    String error =
        send(mail(Event.RECOVERY, streak.last(), streak.failures(), incident.thread(), note));
    if (error == null) {
      Incident.remove(stateDirectory, job.slug());
    } else {
      new Incident(
              incident.first(),
              FailureStreak.key(streak.last()),
              incident.thread(),
              incident.announced(),
              incident.mailed(),
              unsent,
              true,
              error)
          .save(stateDirectory, job.slug());
    }
    return error;
  }

  private void keep(Incident incident, FailureStreak streak, int suppressed, String error) {
    new Incident(
            incident.first(),
            FailureStreak.key(streak.last()),
            incident.thread(),
            incident.announced(),
            incident.mailed(),
            suppressed,
            false,
            error)
        .save(stateDirectory, job.slug());
  }

  private Event failure() {
    return heldNow ? Event.HOLD : Event.FAILURE;
  }

  private Mail mail(
      Event event, RunRecord record, int failures, @Nullable String thread, @Nullable String note) {
    Notification notification = Notification.of(event, context.host(), job, record, failures, hold);
    String id = Mail.messageId(job.slug().value(), notification.runId(), "", context.host());
    return new Mail(
        context.sender(),
        job.failmail().to(),
        MailText.subject(notification),
        id,
        thread,
        job.slug().value(),
        MailText.body(notification, note));
  }

  private @Nullable String send(Mail mail) {
    try {
      sender.send(mail);
      return null;
    } catch (DeliveryException e) {
      return e.getMessage();
    }
  }
}
