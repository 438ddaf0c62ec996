package processcontrol.notify;

import java.util.List;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;

/**
 * Mails what a run printed, as cron does.
 *
 * @param run names it
 */
record OutputMail(String slug, String name, String run, DeliveryContext context) {

  static OutputMail of(Job job, RunRecord record, DeliveryContext context) {
    String slug = job.slug().value();
    String run = record.run() == null ? slug + "-" + record.started().stamp() : record.run();
    return new OutputMail(slug, job.name(), run, context);
  }

  /**
   * Mails what is left once the run is over.
   *
   * @param number tells apart several mails of one run, from 1
   * @param follows the number of the recipients of parts that were mailed before; 0 for none
   */
  void send(RunRecord record, byte[] output, List<String> recipients, int number, int follows)
      throws DeliveryException {
    String failed = record.result().isFailed() ? " (failed: " + record.reason() + ")" : "";
    String thread = follows == 0 ? null : id(follows, 1);
    send(recipients, failed, messageId("output" + number), thread, TextSanitizer.text(output));
  }

  /**
   * Mails a part during the run.
   *
   * @param number of the recipients, from 1
   * @param part counts the mails to them, from 1; all follow the first
   */
  void sendPart(String text, List<String> recipients, int number, int part)
      throws DeliveryException {
    String thread = part == 1 ? null : id(number, 1);
    send(recipients, " (still running)", id(number, part), thread, text);
  }

  private String id(int number, int part) {
    return messageId("output" + number + "." + part);
  }

  private String messageId(String kind) {
    return Mail.messageId(slug, run, kind, context.host());
  }

  private void send(List<String> recipients, String addition, String id, String thread, String text)
      throws DeliveryException {
    String subject = "Cron <" + context.user() + "@" + context.host() + "> " + name + addition;
    new MailSender(context)
        .send(new Mail(context.sender(), recipients, subject, id, thread, slug, text));
  }
}
