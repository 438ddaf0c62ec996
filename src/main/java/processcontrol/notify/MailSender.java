package processcontrol.notify;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import java.util.ServiceConfigurationError;

/** Sends mails in the way that the configuration says, a few times if need be. */
final class MailSender {

  private static final int TRIES = 3;
  private static final long TRY_MILLIS = 10_000;

  /** The longest that one mail may take. */
  static final long TOTAL_MILLIS = 30_000;

  private final DeliveryContext context;

  MailSender(DeliveryContext context) {
    this.context = context;
  }

  /**
   * Sends a mail.
   *
   * @throws DeliveryException if no server or program took it
   */
  void send(Mail mail) throws DeliveryException {
    try {
      if (context.transport().host() == null) {
        Sendmail sendmail = new Sendmail(context);
        MimeMessage message = MimeText.of(mail, Session.getInstance(new Properties()));
        Retry.run(TRIES, TRY_MILLIS, TOTAL_MILLIS, millis -> sendmail.send(message, mail, millis));
      } else {
        Smtp smtp = new Smtp(context.transport(), context.host(), mail);
        Retry.run(
            TRIES,
            TRY_MILLIS,
            TOTAL_MILLIS,
            millis -> TimeLimit.run(smtp.name(), millis, () -> smtp.send(millis)));
      }
    } catch (DeliveryException e) {
      throw DeliveryException.lasting(
          "mail to " + String.join(", ", mail.to()) + ": " + e.getMessage());
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      throw DeliveryException.lasting("mail to " + String.join(", ", mail.to()) + ": " + e);
    }
  }
}
