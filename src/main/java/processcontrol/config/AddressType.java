package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.config.YamlValue.Sequence;
import processcontrol.job.VisibleText;

/**
 * Mail addresses, each with or without a name before it: {@code Ops <ops@example.org>}. In a text,
 * as in a header of a mail, commas separate them.
 */
final class AddressType extends ValueType.OfText<List<String>> {

  private static final AddressType TEXT = new AddressType();

  /** A text or a list of texts. */
  static final ValueType<List<String>> LIST = new Addresses(false);

  /** The same, where an empty list undoes what the defaults say. */
  static final ValueType<List<String>> LIST_OR_NONE = new Addresses(true);

  /** A single address. */
  static final ValueType<String> ONE =
      new ValueType.OfText<>("a mail address") {
        @Override
        String of(Scalar scalar) {
          List<String> addresses = TEXT.of(scalar);
          if (addresses.size() > 1) {
            throw new IllegalArgumentException("is one address, not " + addresses.size());
          }
          return addresses.get(0);
        }

        @Override
        Map<String, Object> schema() {
          return ScalarTypes.TITLE.schema();
        }
      };

  private static final class Addresses extends ValueType<List<String>> {
    private final boolean mayBeEmpty;

    Addresses(boolean mayBeEmpty) {
      super("a mail address or a list of it");
      this.mayBeEmpty = mayBeEmpty;
    }

    @Override
    @Nullable List<String> parse(YamlValue value, Report report) {
      if (!(value instanceof Sequence sequence)) {
        return TEXT.parse(value, report);
      }
      if (sequence.items().isEmpty() && !mayBeEmpty) {
        return expected(value, report);
      }
      List<String> all = new ArrayList<>();
      boolean faulty = false;
      for (YamlValue item : sequence.items()) {
        List<String> some = TEXT.parse(item, report);
        faulty |= some == null;
        all.addAll(some == null ? List.of() : some);
      }
      return faulty ? null : all;
    }

    @Override
    Map<String, Object> schema() {
      return new CompositeTypes.ListOf<>(ScalarTypes.TITLE, mayBeEmpty).schema();
    }
  }

  private AddressType() {
    super("a mail address");
  }

  @Override
  List<String> of(Scalar scalar) {
    String text = ScalarTypes.TITLE.of(scalar);
    List<String> addresses = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        addresses.add(checked(text.substring(start, i).strip()));
        start = i + 1;
      }
    }
    addresses.add(checked(text.substring(start).strip()));
    return addresses;
  }

  private static String checked(String text) {
    int open = text.lastIndexOf('<');
    boolean named = open >= 0 && text.endsWith(">");
    String name = named ? text.substring(0, open) : "";
    String address = named ? text.substring(open + 1, text.length() - 1) : text;
    int quotes = 0;
    for (int i = 0; i < name.length(); i++) {
      quotes += name.charAt(i) == '"' ? 1 : 0;
    }
    int at = address.indexOf('@');
    // A sendmail program would read a leading dash as an option.
    boolean clean =
        !address.isEmpty()
            && address.charAt(0) != '-'
            && at != 0
            && at == address.lastIndexOf('@')
            && at != address.length() - 1
            && quotes % 2 == 0
            && name.indexOf('<') < 0
            && name.indexOf('>') < 0;
    for (int i = 0; i < address.length(); i++) {
      clean &= " \t,:;<>()[]\\\"".indexOf(address.charAt(i)) < 0;
    }
    if (!clean) {
      throw new IllegalArgumentException(
          VisibleText.quoted(text)
              + " is not a mail address: write ops@example.org or Ops <ops@example.org>");
    }
    return text;
  }
}
