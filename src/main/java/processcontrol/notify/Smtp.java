package processcontrol.notify;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import processcontrol.job.MailTransport;

/** Hands one mail to an SMTP server (RFC 5321). */
final class Smtp {

  /** Answers from here on are lasting: RFC 5321, 4.2.1. */
  private static final int PERMANENT = 500;

  private final MailTransport transport;
  private final @Nullable Login login;
  private final String localHost;

  /** Null to look only whether one could be sent. */
  private final @Nullable Mail mail;

  Smtp(MailTransport transport, String localHost, @Nullable Mail mail) throws DeliveryException {
    this.transport = transport;
    this.localHost = localHost;
    this.mail = mail;
    this.login = transport.loginFile() == null ? null : Login.read(transport.loginFile());
  }

  /** The server, for people. */
  String name() {
    return "mail server " + transport.host() + ":" + transport.port();
  }

  /**
   * Sends the mail in one dialogue.
   *
   * @param millis how long the server may take for one answer
   */
  void send(long millis) throws DeliveryException {
    checkLogin();
    Session session = Session.getInstance(properties(millis));
    MimeMessage message = MimeText.of(mail, session);
    Address[] recipients = MimeText.addresses(mail.to());
    try (SMTPTransport smtp = connect(session)) {
      try {
        smtp.sendMessage(message, recipients);
      } catch (SendFailedException e) {
        Address[] reached = e.getValidSentAddresses();
        if (reached == null || reached.length == 0) {
          throw e;
        }
        // Some have it, and would get it twice.
        throw DeliveryException.lasting("not taken for all recipients: " + reason(e));
      }
    } catch (MessagingException e) {
      String text = name() + ": " + reason(e);
      throw isLasting(e) ? DeliveryException.lasting(text) : DeliveryException.passing(text);
    }
  }

  /**
   * Greets the server, and authenticates, as before a mail.
   *
   * @param millis how long it may take for one answer
   */
  void greet(long millis) throws DeliveryException {
    checkLogin();
    try (SMTPTransport smtp = connect(Session.getInstance(properties(millis)))) {
      smtp.isConnected();
    } catch (MessagingException e) {
      throw DeliveryException.lasting(name() + ": " + reason(e));
    }
  }

  private SMTPTransport connect(Session session) throws MessagingException {
    URLName url = new URLName("smtp", transport.host(), transport.port(), null, null, null);
    SMTPTransport smtp = new SMTPTransport(session, url);
    smtp.connect(
        transport.host(),
        transport.port(),
        login == null ? null : login.user(),
        login == null ? null : login.password());
    return smtp;
  }

  private Properties properties(long millis) throws DeliveryException {
    Properties properties = new Properties();
    String timeout = Long.toString(millis);
    properties.setProperty("mail.smtp.connectiontimeout", timeout);
    properties.setProperty("mail.smtp.timeout", timeout);
    properties.setProperty("mail.smtp.localhost", localHost);
    if (mail != null) {
      properties.setProperty("mail.smtp.from", MimeText.address(mail.from()).getAddress());
    }
    properties.setProperty("mail.smtp.auth", login == null ? "false" : "true");
    // Without this no recipient gets the mail if one is refused.
    properties.setProperty("mail.smtp.sendpartial", "true");
    properties.setProperty("mail.smtp.quitwait", "false");
    properties.setProperty("mail.smtp.starttls.enable", "true");
    boolean strict = transport.startTls();
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(strict));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", Boolean.toString(strict));
    if (!strict) {
      // As between mail servers: encrypted to whomever is better than not encrypted (RFC 7435).
      properties.setProperty("mail.smtp.ssl.trust", "*");
    }
    return properties;
  }

  /**
   * Checks that a password goes only to a server that has proved its name, or stays on this
   * machine.
   */
  private void checkLogin() throws DeliveryException {
    if (login == null || transport.startTls()) {
      return;
    }
    try {
      if (InetAddress.getByName(transport.host()).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      throw DeliveryException.passing(name() + ": the name of the host is not known");
    }
    throw DeliveryException.lasting("mail.login_file: needs 'starttls: true' as well, to be safe");
  }

  private static boolean isLasting(MessagingException failure) {
    for (Throwable e = failure; e != null; e = next(e)) {
      int code =
          e instanceof SMTPSendFailedException send
              ? send.getReturnCode()
              : e instanceof SMTPAddressFailedException address ? address.getReturnCode() : 0;
      if (code >= PERMANENT || e instanceof AuthenticationFailedException) {
        return true;
      }
      if (e instanceof SSLException) {
        return true;
      }
    }
    return String.valueOf(failure.getMessage()).startsWith("STARTTLS is required");
  }

  /** Every message of the chain once: the outermost often says no more than that it failed. */
  private static String reason(MessagingException failure) {
    List<String> reasons = new ArrayList<>();
    for (Throwable e = failure; e != null; e = next(e)) {
      String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      String line = message.strip().lines().findFirst().orElse("");
      boolean said = line.isEmpty();
      for (String reason : reasons) {
        said |= reason.contains(line);
      }
      if (!said) {
        reasons.add(line);
      }
    }
    return String.join(": ", reasons);
  }

  private static @Nullable Throwable next(Throwable e) {
    Throwable next = e instanceof MessagingException chain ? chain.getNextException() : null;
    return next == null ? (e.getCause() == e ? null : e.getCause()) : next;
  }
}
