package processcontrol.history;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads some members of a record by hand, in one pass over its line: a due check, once a minute,
 * cannot wait until a JSON library has started, and statistics read every record that there is.
 */
final class RecordScan {

  @Nullable String run;
  @Nullable String started;
  @Nullable String ended;
  @Nullable String result;
  @Nullable String trigger;
  @Nullable String slot;
  @Nullable String sha256;
  @Nullable String reason;
  @Nullable String boot;
  @Nullable String cause;

  private final String text;
  private int at;
  private boolean whole = true;

  private RecordScan(String text) {
    this.text = text;
  }

  /** Returns null if the line is no flat JSON object with what each record has. */
  static @Nullable RecordScan of(byte[] line) {
    RecordScan scan = new RecordScan(new String(line, StandardCharsets.ISO_8859_1));
    return scan.isRecord() ? scan : null;
  }

  private boolean isRecord() {
    if (!next('{')) {
      return false;
    }
    do {
      int key = at;
      if (!skipString() || !next(':')) {
        return false;
      }
      take(key);
    } while (whole && next(','));
    return whole && next('}') && started != null && trigger != null;
  }

  /**
   * Takes the value of a key that is wanted, and passes over any other.
   *
   * @param key where the key begins
   */
  private void take(int key) {
    int begin = text.indexOf('"', key) + 1;
    // Its first letter rules out most words at once.
    switch (text.charAt(begin)) {
      case 'r' -> {
        if (isKey(begin, "run")) {
          run = value();
        } else if (isKey(begin, "result")) {
          result = value();
        } else if (isKey(begin, "reason")) {
          reason = value();
        } else {
          skipValue();
        }
      }
      case 's' -> {
        if (isKey(begin, "started")) {
          started = value();
        } else if (isKey(begin, "slot")) {
          slot = value();
        } else {
          skipValue();
        }
      }
      case 'e' -> {
        if (isKey(begin, "ended")) {
          ended = value();
        } else {
          skipValue();
        }
      }
      case 't' -> {
        if (isKey(begin, "trigger")) {
          trigger = value();
        } else {
          skipValue();
        }
      }
      case 'j' -> {
        if (isKey(begin, "job_sha256")) {
          sha256 = value();
        } else {
          skipValue();
        }
      }
      case 'c' -> {
        if (isKey(begin, "cause")) {
          cause = value();
        } else {
          skipValue();
        }
      }
      case 'b' -> {
        if (isKey(begin, "boot")) {
          boot = value();
        } else {
          skipValue();
        }
      }
      default -> skipValue();
    }
  }

  /** Returns true if the key that begins there is that word. */
  private boolean isKey(int begin, String word) {
    return text.startsWith(word, begin) && text.charAt(begin + word.length()) == '"';
  }

  /**
   * The text of a string as it stands, escapes and all, as what is wanted has none; null for every
   * other value, and for what is none.
   */
  private @Nullable String value() {
    skipBlanks();
    int begin = at;
    boolean isString = at < text.length() && text.charAt(at) == '"';
    skipValue();
    return isString && whole ? text.substring(begin + 1, at - 1) : null;
  }

  private void skipValue() {
    skipBlanks();
    char c = at < text.length() ? text.charAt(at) : '\0';
    if (c == '"') {
      whole &= skipString();
    } else if (c == '[') {
      at++;
      while (whole && !next(']')) {
        whole &= at < text.length() && text.charAt(at) != '['; // Not ours, and as deep as it likes.
        skipValue();
        next(',');
      }
    } else {
      int begin = at;
      while (at < text.length() && "+-.0123456789Eaeflnrstu".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      whole &= at > begin;
    }
  }

  /** Returns false if there is no whole string. */
  private boolean skipString() {
    if (!next('"')) {
      return false;
    }
    int end = text.indexOf('"', at);
    while (end > 0 && isEscaped(end)) {
      end = text.indexOf('"', end + 1);
    }
    at = end + 1;
    return end >= 0;
  }

  private boolean isEscaped(int quote) {
    int slashes = 0;
    while (quote - slashes > at && text.charAt(quote - slashes - 1) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  private boolean next(char c) {
    skipBlanks();
    if (at >= text.length() || text.charAt(at) != c) {
      return false;
    }
    at++;
    return true;
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }
}
