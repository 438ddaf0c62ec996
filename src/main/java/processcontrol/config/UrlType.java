package processcontrol.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.TimeSpan;
import processcontrol.job.VisibleText;
import processcontrol.job.WaitUrl;

/** A URL that a run waits for: its text, or keys. */
final class UrlType extends MapType<WaitUrl> {

  private static final int MAX_LENGTH = 2000;

  private static final class Keys {
    static final Key<String> URL = new Key<>("url", new Address(), "where is asked");
    static final Key<String> METHOD =
        new Key<>("method", new MeasureTypes.Word("HEAD", "GET"), "how is asked");
    static final Key<List<Integer>> STATUS =
        new Key<>(
            "status",
            new CompositeTypes.ListOf<>(new ScalarTypes.WholeNumber(100, 599)),
            "the answers that are wanted");
    static final Key<TimeSpan> TIMEOUT =
        new Key<>("timeout", MeasureTypes.LASTING, "longest time for one question");
    static final KeyTable TABLE = new KeyTable(URL, METHOD, STATUS, TIMEOUT);

    private Keys() {}
  }

  /** Of http or https, with a host and without a login. */
  private static final class Address extends ValueType.OfText<String> {

    Address() {
      super("an http or https URL");
    }

    @Override
    @Nullable String of(Scalar scalar) {
      String text = scalar.text();
      try {
        URI uri = new URI(text);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
          return null;
        }
        if (uri.getRawUserInfo() != null) {
          throw new IllegalArgumentException("a login is not sent: leave it out of the URL");
        }
        if (text.length() > MAX_LENGTH || !uri.toASCIIString().equals(text)) {
          throw new IllegalArgumentException(
              VisibleText.quoted(text)
                  + " has more than "
                  + MAX_LENGTH
                  + " characters, or others"
                  + " than those of ASCII: write these as %XX");
        }
        return text;
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException(VisibleText.quoted(text) + " is not a URL", e);
      }
    }

    @Override
    Map<String, Object> schema() {
      return JobSchema.of("type", "string", "pattern", "^https?://");
    }
  }

  UrlType() {
    super("a URL, or keys and values");
  }

  @Override
  KeyTable table() {
    return Keys.TABLE;
  }

  @Override
  @Nullable WaitUrl parse(YamlValue value, Report report) {
    if (value instanceof Scalar) {
      String url = Keys.URL.type().parse(value, report);
      return url == null ? null : new WaitUrl(url, "HEAD", List.of(), WaitUrl.DEFAULT_TIMEOUT);
    }
    return super.parse(value, report);
  }

  @Override
  @Nullable WaitUrl of(Values values, Report report) {
    if (!values.has(Keys.URL)) {
      report.add(values.place(), "needs url");
    }
    TimeSpan timeout = values.get(Keys.TIMEOUT, WaitUrl.DEFAULT_TIMEOUT);
    if (timeout.compareTo(WaitUrl.LONGEST_TIMEOUT) > 0) {
      report
          .of("timeout")
          .add(
              values.placeOf(Keys.TIMEOUT), timeout + " is longer than " + WaitUrl.LONGEST_TIMEOUT);
    }
    String url = values.get(Keys.URL, null);
    return url == null
        ? null
        : new WaitUrl(
            url,
            values.get(Keys.METHOD, "HEAD"),
            values.get(Keys.STATUS, List.<Integer>of()),
            timeout);
  }

  @Override
  Map<String, Object> schema() {
    return JobSchema.of("anyOf", List.of(Keys.URL.type().schema(), JobSchema.table(table())));
  }
}
