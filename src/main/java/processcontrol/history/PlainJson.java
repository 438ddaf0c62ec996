package processcontrol.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link JsonLine} writes where it is plain: no blanks, no escapes, ASCII alone. That is
 * nearly every record there is, and takes a third of the time that a JSON library takes; which is
 * not even loaded, then.
 */
final class PlainJson {

  static final byte[] NULL = {'n', 'u', 'l', 'l'};
  static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  static final byte[] TRUE = {'t', 'r', 'u', 'e'};

  private final byte[] json;
  private int at;

  private PlainJson(byte[] json) {
    this.json = json;
  }

  /** The object's members as {@link JsonReader} has them; null if it is not plain, or no object. */
  static @Nullable Map<String, Object> read(byte[] json) {
    return new PlainJson(json).object();
  }

  private @Nullable Map<String, Object> object() {
    Map<String, Object> members = new HashMap<>(64);
    if (!next('{')) {
      return null;
    }
    do {
      String key = string();
      if (key == null || !next(':')) {
        return null;
      }
      Object value = null;
      byte first = at < json.length ? json[at] : 0;
      if (first == '"') {
        value = string();
      } else if (first == '[') {
        value = strings();
      } else if (first >= '1' && first <= '9') {
        value = number();
      } else if (first == '0') {
        value = zero();
      } else if (word(NULL)) {
        members.put(key, null);
        continue;
      } else if (word(FALSE)) {
        value = "false";
      } else if (word(TRUE)) {
        value = "true";
      }
      if (value == null) {
        return null;
      }
      members.put(key, value);
    } while (next(','));
    return next('}') && at == json.length ? members : null;
  }

  private @Nullable List<String> strings() {
    List<String> strings = new ArrayList<>();
    at++;
    if (next(']')) {
      return strings;
    }
    do {
      String string = string();
      if (string == null) {
        return null;
      }
      strings.add(string);
    } while (next(','));
    return next(']') ? strings : null;
  }

  private @Nullable String string() {
    if (!next('"')) {
      return null;
    }
    int begin = at;
    while (at < json.length && json[at] != '"') {
      if (json[at] < ' ' || json[at] == '\\') { // Bytes of other characters are negative.
        return null;
      }
      at++;
    }
    String string = new String(json, begin, at - begin, StandardCharsets.ISO_8859_1);
    return next('"') ? string : null;
  }

  /** A positive number, perhaps with a fraction. */
  private @Nullable String number() {
    int begin = at;
    while (at < json.length && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    return fraction(begin);
  }

  private @Nullable String zero() {
    int begin = at++;
    return fraction(begin);
  }

  private @Nullable String fraction(int begin) {
    if (next('.')) {
      int digits = at;
      while (at < json.length && json[at] >= '0' && json[at] <= '9') {
        at++;
      }
      if (at == digits) {
        return null;
      }
    }
    // The caller refuses whatever else follows, as it expects the end of a member.
    return new String(json, begin, at - begin, StandardCharsets.ISO_8859_1);
  }

  private boolean word(byte[] word) {
    for (int i = 0; i < word.length; i++) {
      if (at + i >= json.length || json[at + i] != word[i]) {
        return false;
      }
    }
    at += word.length;
    return true;
  }

  private boolean next(char c) {
    if (at < json.length && json[at] == c) {
      at++;
      return true;
    }
    return false;
  }
}
