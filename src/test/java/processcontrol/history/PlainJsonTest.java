package processcontrol.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJsonTest {

  private static Map<String, Object> read(String json) {
    return PlainJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void plain_object_is_read_as_by_the_library() {
    String plain =
        "{\"a\":\"b c\",\"n\":null,\"t\":true,\"f\":false,\"l\":[],\"m\":[\"x\",\"y\"],\"i\":12,"
            + "\"z\":0,\"d\":0.500,\"e\":3.25}";
    // A blank makes it one for the library.
    assertThat(read(plain))
        .isEqualTo(JsonReader.read(plain.replace("{", "{ ").getBytes(StandardCharsets.UTF_8)))
        .hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1",
        "{\"a\":1}x",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":-1}",
        "{\"a\":1e3}",
        "{\"a\": 1}",
        "{\"a\":nul}",
        "{\"a\":\"\\n\"}",
        "{\"a\":\"\u20ac\"}",
        "{\"a\":\"b}",
        "{\"a\":[1]}",
        "{\"a\":[\"b\",]}",
        "{\"a\":[\"b\"}",
        "{\"a\":{}}",
        "[\"a\"]",
      })
  void anything_else_is_left_to_the_library(String json) {
    assertThat(read(json)).isNull();
  }
}
