package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;

/**
 * Mail addresses, each with or without a name before it: {@code Ops <ops@example.org>}. In a text,
 * as in a header of a mail, commas separate them.
 */
final class AddressType extends ValueType.OfText<List<String>> {

  private static final AddressType TEXT = new AddressType();

  /** A text or a list of texts. */
  static final ValueType<List<String>> LIST =
      new ValueType<>("a mail address or a list of it") {
        @Override
        List<String> parse(YamlValue value, Report report) {
          if (!(value instanceof Sequence sequence)) {
            return TEXT.parse(value, report);
          }
          List<String> all = new ArrayList<>();
          int faults = 0;
          for (YamlValue item : sequence.items()) {
            List<String> some = TEXT.parse(item, report);
            faults += some == null ? 1 : 0;
            all.addAll(some == null ? List.of() : some);
          }
          return sequence.items().isEmpty() ? expected(value, report) : faults > 0 ? null : all;
        }

        @Override
        Map<String, Object> schema() {
          return new CompositeTypes.ListOf<>(ScalarTypes.TITLE).schema();
        }
      };

  private AddressType() {
    super("a mail address");
  }

  @Override
  List<String> of(Scalar scalar) {
    String text = ScalarTypes.TITLE.of(scalar);
    List<String> addresses = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ',';
      if (c == '"') {
        quoted = !quoted;
      } else if (i == text.length() || (c == ',' && !quoted)) {
        addresses.add(checked(text.substring(start, i).strip()));
        start = i + 1;
      }
    }
    return addresses;
  }

  private static String checked(String text) {
    int open = text.lastIndexOf('<');
    boolean closed = open < 0 ? text.indexOf('>') < 0 : text.endsWith(">");
    String address = open >= 0 && closed ? text.substring(open + 1, text.length() - 1) : text;
    // A sendmail program would read a leading dash as an option.
    boolean clean = closed && !address.isEmpty() && !address.startsWith("-");
    for (int i = 0; i < address.length(); i++) {
      clean &= " ;<>()\"".indexOf(address.charAt(i)) < 0;
    }
    if (!clean) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a mail address: write ops@example.org or Ops <ops@example.org>");
    }
    return text;
  }
}
