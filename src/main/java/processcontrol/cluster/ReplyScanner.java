package processcontrol.cluster;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as etcdctl prints it, whose texts have no escapes: keys and values are Base64. A
 * library for all of JSON would take more CPU time than etcdctl.
 */
final class ReplyScanner {

  private static final int MAX_DEPTH = 20;

  private final byte[] json;
  private int at;

  private final List<KeyValue> values = new ArrayList<>();
  private long revision;
  private boolean succeeded;

  private @Nullable String key;
  private String value = "";
  private long created;
  private long modified;

  ReplyScanner(byte[] json) {
    this.json = json;
  }

  /**
   * Reads all of it.
   *
   * @throws IllegalArgumentException if it is something else
   */
  EtcdReply read() {
    readObject(0);
    if (next() != -1) {
      throw new IllegalArgumentException("more than an object");
    }
    return new EtcdReply(revision, succeeded, values);
  }

  private void readObject(int depth) {
    expect('{');
    if (next() == '}') {
      at++;
      return;
    }
    while (true) {
      String name = text();
      expect(':');
      readValue(name, depth + 1);
      if (next() != ',') {
        break;
      }
      at++;
    }
    expect('}');
    if (key != null) {
      values.add(new KeyValue(key, value, created, modified));
      key = null;
      value = "";
    }
  }

  private void readValue(String name, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("too deep");
    }
    switch (next()) {
      case '{' -> readObject(depth);
      case '[' -> readList(name, depth);
      case '"' -> take(name, text());
      default -> take(name, word());
    }
  }

  private void readList(String name, int depth) {
    expect('[');
    if (next() == ']') {
      at++;
      return;
    }
    readValue(name, depth + 1);
    while (next() == ',') {
      at++;
      readValue(name, depth + 1);
    }
    expect(']');
  }

  /** The first revision is that of the whole; a key begins a new pair. */
  private void take(String name, String content) {
    switch (name) {
      case "revision" -> revision = revision == 0 ? Long.parseLong(content) : revision;
      case "succeeded" -> succeeded = content.equals("true");
      case "key" -> key = decoded(content);
      case "value" -> value = decoded(content);
      case "create_revision" -> created = Long.parseLong(content);
      case "mod_revision" -> modified = Long.parseLong(content);
      default -> {
        // Of no interest.
      }
    }
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private String text() {
    expect('"');
    int start = at;
    while (at < json.length && json[at] != '"') {
      if (json[at] == '\\' || json[at] < ' ') {
        throw new IllegalArgumentException("not as etcdctl prints it");
      }
      at++;
    }
    String text = new String(json, start, at - start, StandardCharsets.ISO_8859_1);
    expect('"');
    return text;
  }

  private String word() {
    int start = at;
    while (at < json.length && isOfWord(json[at])) {
      at++;
    }
    if (at == start) {
      throw new IllegalArgumentException("a value is missing");
    }
    return new String(json, start, at - start, StandardCharsets.ISO_8859_1);
  }

  private static boolean isOfWord(byte c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' || c == '.';
  }

  private void expect(char wanted) {
    if (next() != wanted) {
      throw new IllegalArgumentException("'" + wanted + "' is missing");
    }
    at++;
  }

  /** Returns the next byte that is no space; -1 at the end. */
  private int next() {
    while (at < json.length
        && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
      at++;
    }
    return at < json.length ? json[at] : -1;
  }
}
