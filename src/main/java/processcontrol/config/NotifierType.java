package processcontrol.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.CommandLine;
import processcontrol.job.Notifier;
import processcontrol.job.TimeSpan;
import processcontrol.job.VisibleText;

/** The keys of one notifier. */
final class NotifierType extends MapType<Notifier> {

  private static final class Keys {
    static final Key<List<String>> MAIL =
        new Key<>("mail", AddressType.LIST, "recipients of a mail");
    static final Key<CommandLine> COMMAND =
        new Key<>("command", CompositeTypes.COMMAND_LINE, "command that gets the record as JSON");
    static final Key<String> URL = new Key<>("url", HTTP_URL, "where the record is posted to");
    static final Key<String> FORMAT =
        new Key<>(
            "format",
            new MeasureTypes.Word("plain", "slack", "healthchecks"),
            "what is posted to the URL");
    static final Key<TimeSpan> TIMEOUT =
        new Key<>("timeout", MeasureTypes.LASTING, "longest time for one try");
    static final Key<Integer> TRIES =
        new Key<>("tries", new ScalarTypes.WholeNumber(1, 10), "how often a URL is tried");
    static final KeyTable TABLE = new KeyTable(MAIL, COMMAND, URL, FORMAT, TIMEOUT, TRIES);

    private Keys() {}
  }

  private static final ValueType<String> HTTP_URL =
      new ValueType.OfText<>("an http or https URL") {
        @Override
        @Nullable String of(Scalar scalar) {
          try {
            URI uri = new URI(scalar.text());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null ? scalar.text() : null;
          } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                VisibleText.quoted(scalar.text()) + " is not a URL", e);
          }
        }

        @Override
        Map<String, Object> schema() {
          return JobSchema.of("type", "string", "pattern", "^https?://");
        }
      };

  NotifierType() {
    super("keys and values");
  }

  /** The longest that one notifier may take: what waits for it is only this process. */
  private static final TimeSpan LONGEST_TIMEOUT = TimeSpan.ofSeconds(300);

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  @Nullable Notifier of(Values values, Report report) {
    int kinds =
        (values.has(Keys.MAIL) ? 1 : 0)
            + (values.has(Keys.COMMAND) ? 1 : 0)
            + (values.has(Keys.URL) ? 1 : 0);
    if (kinds != 1) {
      report.add(values.place(), "needs exactly one of mail, command and url");
      return null;
    }
    for (Key<?> key : List.of(Keys.FORMAT, Keys.TRIES)) {
      if (values.has(key) && !values.has(Keys.URL)) {
        report.of(key.name()).add(values.placeOf(key), "goes with url only");
      }
    }
    TimeSpan timeout = values.get(Keys.TIMEOUT, Notifier.DEFAULT_TIMEOUT);
    if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      report
          .of("timeout")
          .add(values.placeOf(Keys.TIMEOUT), timeout + " is longer than " + LONGEST_TIMEOUT);
    }
    return new Notifier(
        null,
        values.get(Keys.MAIL, List.<String>of()),
        values.get(Keys.COMMAND, null),
        values.get(Keys.URL, null),
        switch (values.get(Keys.FORMAT, "plain")) {
          case "slack" -> Notifier.Format.SLACK;
          case "healthchecks" -> Notifier.Format.HEALTHCHECKS;
          default -> Notifier.Format.PLAIN;
        },
        timeout,
        values.get(Keys.TRIES, Notifier.DEFAULT_TRIES));
  }

  /** The notifiers of the configuration, by name. */
  static Map<String, Notifier> named(Mapping mapping, Problems problems) {
    Map<String, Notifier> notifiers = new LinkedHashMap<>();
    NotifierType type = new NotifierType();
    for (Map.Entry<String, Mapping.Entry> entry : mapping.entries().entrySet()) {
      Notifier notifier =
          type.parse(entry.getValue().value(), new Report("notifiers." + entry.getKey(), problems));
      if (notifier != null) {
        notifiers.put(entry.getKey(), notifier.named(entry.getKey()));
      }
    }
    return notifiers;
  }
}
