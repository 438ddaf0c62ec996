package processcontrol.notify;

import java.util.List;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;

/** Mails what a run printed, as cron does. */
final class OutputMail {

  private OutputMail() {}

  /**
   * Mails it.
   *
   * @param number tells apart several mails of one run, from 1
   */
  static void send(
      Job job, RunRecord record, byte[] output, List<String> recipients, int number, Means means)
      throws Undelivered {
    String slug = job.slug().value();
    String run = record.run() == null ? slug + "-" + record.started().stamp() : record.run();
    String failed = record.result().isFailed() ? " (failed: " + record.reason() + ")" : "";
    new MailSender(means)
        .send(
            new Mail(
                means.sender(),
                recipients,
                "Cron <" + means.user() + "@" + means.host() + "> " + job.name() + failed,
                Mail.messageId(slug, run, "output" + number, means.host()),
                null,
                slug,
                Plain.text(output)));
  }
}
