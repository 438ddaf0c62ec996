package processcontrol.job;

import org.jspecify.annotations.Nullable;

/**
 * The way that mail leaves the machine.
 *
 * @param sendmail a program with sendmail's interface, used where there is no host
 * @param host an SMTP server, or null
 * @param startTls whether the connection must be encrypted by STARTTLS (RFC 3207)
 * @param loginFile a file with the user on its first line and the password on its second, or null
 * @param from the sender where a job does not name one; null for the service user at this host
 */
public record MailTransport(
    String sendmail,
    @Nullable String host,
    int port,
    boolean startTls,
    @Nullable String loginFile,
    @Nullable String from) {

  public static final String DEFAULT_SENDMAIL = "/usr/sbin/sendmail";
  public static final int DEFAULT_PORT = 25;

  /** The local sendmail program. */
  public static final MailTransport LOCAL =
      new MailTransport(DEFAULT_SENDMAIL, null, DEFAULT_PORT, false, null, null);
}
