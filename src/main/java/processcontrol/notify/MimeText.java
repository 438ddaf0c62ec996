package processcontrol.notify;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import processcontrol.job.VisibleText;

/**
 * Makes a message (RFC 5322, MIME) of a mail. Whatever stands in a header went through {@link
 * TextSanitizer#line}, so that no header can be begun within another, and is encoded (RFC 2047)
 * where it is not ASCII.
 */
final class MimeText {

  private static final int MAX_SUBJECT = 200;

  /** The zone in numbers: names are obsolete since RFC 2822. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private MimeText() {}

  /**
   * The message.
   *
   * @throws DeliveryException if it cannot be made
   */
  static MimeMessage of(Mail mail, Session session) throws DeliveryException {
    try {
      // Its Message-ID is ours: saveChanges would set one of its own.
      MimeMessage message =
          new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
              setHeader("Message-ID", mail.messageId());
            }
          };
      message.setFrom(address(mail.from()));
      message.setRecipients(Message.RecipientType.TO, addresses(mail.to()));
      message.setSubject(
          TextSanitizer.cut(TextSanitizer.line(mail.subject()), MAX_SUBJECT), "UTF-8");
      message.setHeader("Date", DATE.format(ZonedDateTime.now(ZoneId.systemDefault())));
      message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no vacation answers.
      message.setHeader("X-Process-Control-Job", mail.job());
      if (mail.thread() != null) {
        message.setHeader("In-Reply-To", mail.thread());
        message.setHeader("References", mail.thread());
      }
      byte[] body = mail.body().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
      message.setDataHandler(
          new DataHandler(new ByteArrayDataSource(body, "text/plain; charset=UTF-8")));
      message.saveChanges();
      return message;
    } catch (MessagingException e) {
      throw DeliveryException.lasting("the mail cannot be written: " + e.getMessage());
    }
  }

  /** The message as a program on this machine takes it: lines end as everywhere here. */
  static byte[] bytes(MimeMessage message) throws DeliveryException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      message.writeTo(bytes);
    } catch (IOException | MessagingException e) {
      throw DeliveryException.lasting("the mail cannot be written: " + e.getMessage());
    }
    byte[] crlf = bytes.toByteArray();
    byte[] lf = new byte[crlf.length];
    int length = 0;
    for (int i = 0; i < crlf.length; i++) {
      if (crlf[i] != '\r' || i + 1 == crlf.length || crlf[i + 1] != '\n') {
        lf[length++] = crlf[i];
      }
    }
    return java.util.Arrays.copyOf(lf, length);
  }

  static InternetAddress[] addresses(List<String> texts) throws DeliveryException {
    InternetAddress[] addresses = new InternetAddress[texts.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = address(texts.get(i));
    }
    return addresses;
  }

  /** {@code ops@example.org} or {@code Ops <ops@example.org>}. */
  static InternetAddress address(String text) throws DeliveryException {
    String clean = TextSanitizer.line(text);
    int open = clean.lastIndexOf('<');
    boolean named = open >= 0 && clean.endsWith(">");
    String address = named ? clean.substring(open + 1, clean.length() - 1) : clean;
    String name = named ? clean.substring(0, open).strip() : "";
    if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
      name = name.substring(1, name.length() - 1);
    }
    try {
      if (address.isEmpty() || address.startsWith("-")) {
        throw new AddressException("no address");
      }
      return name.isEmpty()
          ? new InternetAddress(address, null, "UTF-8")
          : new InternetAddress(address, name, "UTF-8");
    } catch (UnsupportedEncodingException | AddressException e) {
      throw DeliveryException.lasting(VisibleText.quoted(text) + " is not a mail address");
    }
  }
}
