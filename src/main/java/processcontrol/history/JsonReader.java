package processcontrol.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the flat JSON objects of {@link JsonLine}: values are text, numbers, null or lists of text.
 */
public final class JsonReader {

  /** Loaded with the first object that is not plain. */
  private static final class Library {
    static final JsonFactory FACTORY = new JsonFactory();
  }

  private JsonReader() {}

  /** The object's members, numbers as their text; null if it is not such an object. */
  public static @Nullable Map<String, Object> read(byte[] json) {
    Map<String, Object> plain = PlainJson.read(json);
    return plain == null ? ofLibrary(json) : plain;
  }

  private static @Nullable Map<String, Object> ofLibrary(byte[] json) {
    Map<String, Object> members = new HashMap<>();
    try (JsonParser parser = Library.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY) {
          members.put(key, texts(parser));
        } else if (token.isScalarValue()) {
          members.put(key, token == JsonToken.VALUE_NULL ? null : parser.getText());
        } else {
          return null;
        }
      }
      return parser.nextToken() == null ? members : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static List<String> texts(JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      texts.add(parser.getText());
    }
    return texts;
  }
}
