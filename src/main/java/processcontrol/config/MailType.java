package processcontrol.config;

import java.util.List;
import processcontrol.config.KeyTable.Values;
import processcontrol.job.MailTransport;

/** The keys of {@code mail}, in the global configuration. */
final class MailType extends MapType<MailTransport> {

  private static final class Keys {
    static final Key<String> SENDMAIL =
        new Key<>("sendmail", ScalarTypes.PATH, "sendmail program, used where no host is given");
    static final Key<String> HOST =
        new Key<>("host", ScalarTypes.TITLE, "SMTP server, used instead of sendmail");
    static final Key<Integer> PORT =
        new Key<>("port", new ScalarTypes.WholeNumber(1, 65_535), "its port");
    static final Key<Boolean> STARTTLS =
        new Key<>("starttls", ScalarTypes.BOOLEAN, "insist on an encrypted connection");
    static final Key<String> LOGIN_FILE =
        new Key<>("login_file", ScalarTypes.PATH, "file with the user and the password");
    static final Key<String> FROM_ADDRESS =
        new Key<>("from_address", AddressType.ONE, "sender where a job does not name one");
    static final KeyTable TABLE =
        new KeyTable(SENDMAIL, HOST, PORT, STARTTLS, LOGIN_FILE, FROM_ADDRESS);

    private Keys() {}
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  MailTransport of(Values values, Report report) {
    for (Key<?> key : List.of(Keys.PORT, Keys.STARTTLS, Keys.LOGIN_FILE)) {
      if (values.has(key) && !values.has(Keys.HOST)) {
        report.of(key.name()).add(values.placeOf(key), "needs mail.host as well");
      }
    }
    return new MailTransport(
        values.get(Keys.SENDMAIL, MailTransport.DEFAULT_SENDMAIL),
        values.get(Keys.HOST, null),
        values.get(Keys.PORT, MailTransport.DEFAULT_PORT),
        values.get(Keys.STARTTLS, false),
        values.get(Keys.LOGIN_FILE, null),
        values.get(Keys.FROM_ADDRESS, null));
  }
}
