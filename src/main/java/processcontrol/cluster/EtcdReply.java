package processcontrol.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a transaction or a read of etcd, from the JSON that etcdctl prints.
 *
 * @param revision of the whole store
 * @param succeeded whether the comparisons of a transaction held
 * @param values in the order in which they were asked for
 */
record EtcdReply(long revision, boolean succeeded, List<KeyValue> values) {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** The value of a key; null if there is none. */
  @Nullable KeyValue get(String key) {
    for (KeyValue value : values) {
      if (value.key().equals(key)) {
        return value;
      }
    }
    return null;
  }

  static EtcdReply parse(byte[] json) throws EtcdException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return read(parser);
    } catch (IOException | IllegalArgumentException e) {
      throw new EtcdException("etcdctl printed something else than JSON");
    }
  }

  /** A revision is that of the whole at its first occurrence; a key begins a new pair. */
  private static EtcdReply read(JsonParser parser) throws IOException {
    long revision = 0;
    boolean succeeded = false;
    List<KeyValue> values = new ArrayList<>();
    String key = null;
    String value = "";
    long created = 0;
    long modified = 0;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.END_OBJECT && key != null) {
        values.add(new KeyValue(key, value, created, modified));
        key = null;
        value = "";
      }
      if (token != JsonToken.FIELD_NAME) {
        continue;
      }
      String name = parser.currentName();
      JsonToken next = parser.nextToken();
      if (!next.isScalarValue()) {
        continue;
      }
      switch (name) {
        case "revision" -> revision = revision == 0 ? parser.getLongValue() : revision;
        case "succeeded" -> succeeded = next == JsonToken.VALUE_TRUE;
        case "key" -> key = text(parser.getText());
        case "value" -> value = text(parser.getText());
        case "create_revision" -> created = parser.getLongValue();
        case "mod_revision" -> modified = parser.getLongValue();
        default -> {
          // Of no interest.
        }
      }
    }
    return new EtcdReply(revision, succeeded, values);
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
