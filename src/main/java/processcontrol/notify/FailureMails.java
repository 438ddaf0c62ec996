package processcontrol.notify;

import processcontrol.history.Incident;
import processcontrol.history.IncidentLock;
import processcontrol.history.RunRecord;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;

/** Mails people when a job fails, as its {@code failmail} says, and when it has recovered. */
final class FailureMails {

  /** Somebody else who has the lock is sending a mail, or two of them. */
  private static final long LOCK_MILLIS = 2 * MailSender.TOTAL_MILLIS + 5000;

  private final Job job;
  private final String stateDirectory;
  private final Means means;
  private final MailSender sender;
  private final String hold;
  private boolean heldNow;

  /**
   * @param hold why the job is on hold by now, or null
   */
  FailureMails(Job job, String stateDirectory, Means means, String hold) {
    this.job = job;
    this.stateDirectory = stateDirectory;
    this.means = means;
    this.sender = new MailSender(means);
    this.hold = hold;
  }

  /**
   * Does what the job's history asks for now. A later run may be over already: then its mail is
   * sent here, and it finds nothing left to do.
   *
   * @param held whether the run that is over has put the job on hold, which is always worth a mail
   * @return why a mail could not be sent; null if none was to be sent, or it was
   */
  String tell(boolean held) {
    heldNow = held;
    try (IncidentLock lock = IncidentLock.acquire(stateDirectory, job.slug(), LOCK_MILLIS)) {
      if (lock == null) {
        return "another run is still sending mail";
      }
      Course course = Course.read(stateDirectory, job.slug());
      Incident incident = Incident.find(stateDirectory, job.slug());
      if (course.last() == null
          || (incident != null && Course.key(course.last()).equals(incident.latest()))) {
        return null;
      }
      return course.isFailing() ? tellFailure(course, incident) : tellSuccess(course, incident);
    }
  }

  private String tellFailure(Course course, Incident incident) {
    MailPlan plan =
        MailPlan.afterFailure(
            incident,
            course.failures(),
            job.failureThresholdForMail(),
            job.mailAgainAfter(),
            UtcTime.now());
    if (heldNow) { // There will be no other failure to tell of.
      plan = plan == MailPlan.NOTHING ? MailPlan.ANNOUNCE : plan;
      plan = plan == MailPlan.COUNT ? MailPlan.REMIND : plan;
    }
    return switch (plan) {
      case ANNOUNCE -> announce(course, incident);
      case REMIND -> remind(course, incident);
      case COUNT -> {
        keep(incident, course, incident.suppressed() + 1, incident.error());
        yield null;
      }
      default -> null;
    };
  }

  private String announce(Course course, Incident incident) {
    RunRecord record = course.lastFailed();
    String first = Course.key(course.firstFailed());
    String latest = Course.key(course.last());
    Mail mail = mail(failure(), record, course.failures(), null, null);
    int unsent = incident == null || incident.recovered() ? 0 : incident.suppressed();
    String error = send(mail);
    UtcTime now = error == null ? UtcTime.now() : null;
    String thread = error == null ? mail.messageId() : null;
    new Incident(first, latest, thread, now, now, error == null ? 0 : unsent + 1, false, error)
        .save(stateDirectory, job.slug());
    return error;
  }

  private String remind(Course course, Incident incident) {
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
    String error = send(mail(failure(), course.last(), course.failures(), incident.thread(), note));
    if (error == null) {
      new Incident(
              incident.first(),
              Course.key(course.last()),
              incident.thread(),
              incident.announced(),
              UtcTime.now(),
              0,
              false,
              null)
          .save(stateDirectory, job.slug());
    } else {
      keep(incident, course, unsent + 1, error);
    }
    return error;
  }

  private String tellSuccess(Course course, Incident known) {
    Incident incident = known;
    String error = null;
    if ((incident == null || !incident.isAnnounced() || incident.recovered())
        && course.hasLostBeforeSuccess()
        && course.failures() >= Math.min(job.failureThresholdForMail(), Course.MAX_FAILURES)) {
      error = announce(course, incident);
      incident = Incident.find(stateDirectory, job.slug());
    }
    switch (MailPlan.afterSuccess(incident)) {
      case RECOVER -> error = recover(course, incident);
      case FORGET -> Incident.remove(stateDirectory, job.slug());
      default -> {}
    }
    return error;
  }

  private String recover(Course course, Incident incident) {
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
        send(mail(Event.RECOVERY, course.last(), course.failures(), incident.thread(), note));
    if (error == null) {
      Incident.remove(stateDirectory, job.slug());
    } else {
      new Incident(
              incident.first(),
              Course.key(course.last()),
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

  private void keep(Incident incident, Course course, int suppressed, String error) {
    new Incident(
            incident.first(),
            Course.key(course.last()),
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

  private Mail mail(Event event, RunRecord record, int failures, String thread, String note) {
    Bulletin bulletin = Bulletin.of(event, means.host(), job, record, failures, hold);
    String id = Mail.messageId(job.slug().value(), bulletin.runId(), "", means.host());
    return new Mail(
        means.sender(),
        job.failmail().to(),
        MailText.subject(bulletin),
        id,
        thread,
        job.slug().value(),
        MailText.body(bulletin, note));
  }

  private String send(Mail mail) {
    try {
      sender.send(mail);
      return null;
    } catch (Undelivered e) {
      return e.getMessage();
    }
  }
}
