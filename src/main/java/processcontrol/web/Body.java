package processcontrol.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import processcontrol.job.VisibleText;

/** The body of a request that acts: a JSON object of texts and lists of texts, or nothing. */
final class Body {

  private static final String WANTED = "the body has to be a JSON object";

  private final Map<String, Object> members;

  private Body(Map<String, Object> members) {
    this.members = members;
  }

  /** Takes members that came in another form than JSON. */
  static Body of(Map<String, ?> members) {
    return new Body(Map.copyOf(members));
  }

  /**
   * Reads it.
   *
   * @throws Refusal if it is something else
   */
  static Body of(byte[] json) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (json.length == 0) {
      return new Body(members);
    }
    try (JsonParser parser = new JsonFactory().createParser(text(json))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Refusal(Status.BAD_REQUEST, WANTED);
      }
      for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
        JsonToken token = parser.nextToken();
        Object value = token == JsonToken.START_ARRAY ? texts(parser) : text(token, parser);
        if (members.put(key, value) != null) {
          throw new Refusal(
              Status.BAD_REQUEST, VisibleText.excerpt(key) + " stands in the body twice");
        }
      }
      if (parser.nextToken() != null) {
        throw new Refusal(Status.BAD_REQUEST, WANTED + " and nothing behind it");
      }
    } catch (IOException e) {
      throw new Refusal(Status.BAD_REQUEST, WANTED);
    }
    return new Body(members);
  }

  private static String text(byte[] json) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
  }

  private static List<String> texts(JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      texts.add(text(token, parser));
      token = parser.nextToken();
    }
    return texts;
  }

  private static String text(JsonToken token, JsonParser parser) throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      throw new Refusal(Status.BAD_REQUEST, WANTED + ", of texts and lists of texts");
    }
    return parser.getText();
  }

  /** Refuses members that are not understood. */
  Body only(String... known) {
    for (String key : members.keySet()) {
      if (!List.of(known).contains(key)) {
        throw new Refusal(
            Status.BAD_REQUEST,
            "the member "
                + VisibleText.excerpt(key)
                + " is not known here"
                + (known.length == 0 ? "" : "; there is " + String.join(", ", known)));
      }
    }
    return this;
  }

  /** A line of text for people; empty if it is not there. */
  String line(String key, int most) {
    Object value = members.getOrDefault(key, "");
    if (!(value instanceof String text)) {
      throw new Refusal(Status.BAD_REQUEST, key + ": expected one text");
    }
    String line = text.strip();
    if (line.length() > most || VisibleText.firstHidden(line) != null) {
      throw new Refusal(
          Status.BAD_REQUEST,
          key + ": expected one line of at most " + most + " visible characters");
    }
    return line;
  }

  /** Words for a command. */
  List<String> words(String key) {
    Object value = members.getOrDefault(key, List.of());
    if (!(value instanceof List<?> list)) {
      throw new Refusal(Status.BAD_REQUEST, key + ": expected a list of texts");
    }
    List<String> words = new ArrayList<>();
    for (Object each : list) {
      String word = (String) each;
      if (word.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(word)) {
        throw new Refusal(Status.BAD_REQUEST, key + ": a word cannot contain a NUL character");
      }
      words.add(word);
    }
    return words;
  }
}
