package processcontrol.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.job.VisibleText;

/** Pairs of names and values: the query of a request, or a form. */
final class Query {

  private static final int MAX_LENGTH = 4096;

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Takes a query apart.
   *
   * @param known the names that are understood
   * @throws Refusal for anything else
   */
  static Query of(String text, List<String> known) {
    if (text.length() > MAX_LENGTH) {
      throw new Refusal(
          Status.URI_TOO_LONG, "the query has more than " + MAX_LENGTH + " characters");
    }
    Map<String, String> values = ofForm(text);
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new Refusal(
            Status.BAD_REQUEST,
            "the query parameter "
                + VisibleText.excerpt(name)
                + " is not known here"
                + (known.isEmpty() ? "" : "; there are " + String.join(", ", known)));
      }
    }
    return new Query(values);
  }

  /** Takes pairs apart, each name once. */
  static Map<String, String> ofForm(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!pair.isEmpty() && values.put(name, value) != null) {
        throw new Refusal(
            Status.BAD_REQUEST, VisibleText.excerpt(name) + " stands in the query twice");
      }
    }
    return values;
  }

  private static String decoded(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        throw broken();
      }
      if (c == '%') {
        int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
        int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw broken();
        }
        bytes.write(high * 16 + low);
        i += 2;
      } else if (c == '+') {
        bytes.write(' ');
      } else {
        bytes.write(c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw broken();
    }
  }

  private static Refusal broken() {
    return new Refusal(Status.BAD_REQUEST, "the query is not encoded as it has to be");
  }

  /** The value of a parameter; null if it is not there, or empty. */
  @Nullable String text(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /**
   * A whole number.
   *
   * @throws Refusal if it is anything else, or out of range
   */
  long number(String name, long otherwise, long most) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    boolean fits = text.length() <= 18;
    for (int i = 0; i < text.length(); i++) {
      fits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!fits || Long.parseLong(text) > most) {
      throw new Refusal(
          Status.BAD_REQUEST,
          name + ": expected a number from 0 to " + most + ", not " + VisibleText.quoted(text));
    }
    return Long.parseLong(text);
  }

  /**
   * One of some words.
   *
   * @throws Refusal if it is another one
   */
  @Nullable String word(String name, @Nullable String otherwise, List<String> words) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    if (!words.contains(text)) {
      throw new Refusal(
          Status.BAD_REQUEST,
          name + ": expected " + String.join(", ", words) + ", not " + VisibleText.quoted(text));
    }
    return text;
  }
}
