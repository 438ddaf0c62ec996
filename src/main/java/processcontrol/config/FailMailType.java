package processcontrol.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.job.FailMail;

/** The keys of {@code failmail}. */
final class FailMailType extends MapType<FailMail> {

  private static final class Keys {
    static final Key<String> FROM_ADDRESS =
        new Key<>("from_address", AddressType.ONE, "sender of the mail");
    static final Key<List<String>> TO_ADDRESS =
        new Key<>("to_address", AddressType.LIST, "recipients of the mail");
    static final KeyTable TABLE = new KeyTable(FROM_ADDRESS, TO_ADDRESS);

    private Keys() {}
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  @Nullable FailMail of(Values values, Report report) {
    if (!values.has(Keys.TO_ADDRESS)) {
      report.of("to_address").add(values.place(), "is missing");
    }
    List<String> to = values.get(Keys.TO_ADDRESS, List.<String>of());
    return to.isEmpty() ? null : new FailMail(values.get(Keys.FROM_ADDRESS, null), to);
  }
}
