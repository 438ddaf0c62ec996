package processcontrol.notify;

import org.jspecify.annotations.Nullable;
import processcontrol.job.MailTransport;
import processcontrol.posix.HostName;

/** Looks whether mail could leave the machine, without sending any. */
public final class MailCheck {

  private static final long MILLIS = 5000;

  private MailCheck() {}

  /**
   * Returns why no mail can be sent now; null if it looks well.
   *
   * @param withLogin whether the login file is ours to read
   */
  public static @Nullable String fault(MailTransport transport, boolean withLogin) {
    if (transport.host() == null) {
      return Sendmail.fault(transport.sendmail());
    }
    try {
      Smtp smtp = new Smtp(withLogin ? transport : withoutLogin(transport), HostName.name(), null);
      TimeLimit.run(smtp.name(), MILLIS, () -> smtp.greet(MILLIS));
      return null;
    } catch (DeliveryException e) {
      return e.getMessage();
    }
  }

  private static MailTransport withoutLogin(MailTransport transport) {
    return new MailTransport(
        transport.sendmail(),
        transport.host(),
        transport.port(),
        transport.startTls(),
        null,
        transport.from());
  }
}
