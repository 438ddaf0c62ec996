package processcontrol.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.history.JsonReader;

/** The members of one line of a {@link Delivery}. */
record JsonObject(Map<String, Object> values) {

  /**
   * Reads a line.
   *
   * @throws NullPointerException if it is not an object
   */
  static JsonObject of(byte[] line) {
    return new JsonObject(Objects.requireNonNull(JsonReader.read(line)));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  @Nullable String text(String key) {
    return (String) values.get(key);
  }

  int number(String key) {
    return Integer.parseInt(text(key));
  }

  boolean isYes(String key) {
    return "yes".equals(text(key));
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Object text : (List<?>) values.get(key)) {
      texts.add((String) text);
    }
    return texts;
  }
}
