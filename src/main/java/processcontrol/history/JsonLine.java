package processcontrol.history;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.VisibleText;

/**
 * Builds one JSON object on one line (RFC 8259). A writer of two dozen lines instead of a library:
 * it runs at every launch.
 */
public final class JsonLine {

  private final StringBuilder text = new StringBuilder(256).append('{');

  public JsonLine add(String key, @Nullable String value) {
    key(key);
    string(value);
    return this;
  }

  public JsonLine add(String key, @Nullable Integer value) {
    key(key);
    text.append(value);
    return this;
  }

  public JsonLine addNumber(String key, @Nullable Long value) {
    key(key);
    text.append(value);
    return this;
  }

  public JsonLine add(String key, boolean value) {
    key(key);
    text.append(value);
    return this;
  }

  /** Adds milliseconds as seconds with three decimals. */
  public JsonLine addSeconds(String key, @Nullable Long millis) {
    key(key);
    if (millis == null) {
      text.append("null");
    } else {
      String fraction = Long.toString(1000 + millis % 1000);
      text.append(millis / 1000).append('.').append(fraction, 1, 4);
    }
    return this;
  }

  public JsonLine add(String key, List<String> values) {
    key(key);
    text.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      string(values.get(i));
    }
    text.append(']');
    return this;
  }

  /** The object and a newline, in UTF-8. */
  public byte[] toBytes() {
    return (text + "}\n").getBytes(StandardCharsets.UTF_8);
  }

  private void key(String key) {
    if (text.length() > 1) {
      text.append(',');
    }
    string(key);
    text.append(':');
  }

  private void string(@Nullable String value) {
    if (value == null) {
      text.append("null");
      return;
    }
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c == '\n') {
        text.append("\\n");
      } else if (c == '\t') {
        text.append("\\t");
      } else if (Character.isSurrogate(c)
          || !VisibleText.isVisible(c, i == 0 ? 0 : value.charAt(i - 1))) {
        String hex = Integer.toHexString(c);
        text.append("\\u").append("0000", hex.length(), 4).append(hex);
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
