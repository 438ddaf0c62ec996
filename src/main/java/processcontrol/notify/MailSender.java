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

  private final Means means;

  MailSender(Means means) {
    this.means = means;
  }

  /**
   * Sends a mail.
   *
   * @throws Undelivered if nobody took it
   */
  void send(Mail mail) throws Undelivered {
    try {
      if (means.transport().host() == null) {
        Sendmail sendmail = new Sendmail(means);
        MimeMessage message = MimeText.of(mail, Session.getInstance(new Properties()));
        Tries.run(TRIES, TRY_MILLIS, TOTAL_MILLIS, millis -> sendmail.send(message, mail, millis));
      } else {
        Smtp smtp = new Smtp(means.transport(), means.host(), mail);
        Tries.run(
            TRIES,
            TRY_MILLIS,
            TOTAL_MILLIS,
            millis -> Bounded.run(smtp.name(), millis, () -> smtp.send(millis)));
      }
    } catch (Undelivered e) {
      throw Undelivered.lasting("mail to " + String.join(", ", mail.to()) + ": " + e.getMessage());
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      throw Undelivered.lasting("mail to " + String.join(", ", mail.to()) + ": " + e);
    }
  }
}
