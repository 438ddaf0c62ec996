package processcontrol.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import processcontrol.ManualPage;

/** The JSON Schema that is shipped says of jobs what the tables of keys say. */
class JobSchemaTest {

  private static final String FILE = "etc/process-control-job.schema.json";

  @Test
  void the_shipped_schema_is_what_the_tables_of_keys_render() throws IOException {
    Path rendered = Files.createDirectories(Path.of("target")).resolve("job.schema.json");
    Files.writeString(rendered, JobSchema.text());

    assertThat(ManualPage.readProjectFile(FILE))
        .as("copy " + rendered + " over " + FILE)
        .isEqualTo(JobSchema.text());
  }

  @Test
  void the_schema_knows_every_key_of_the_example_job() throws IOException {
    String example = ManualPage.readProjectFile("job.example.yaml");
    Map<String, Object> properties = object(object(parsed()).get("properties"));

    Set<String> shown =
        Pattern.compile("(?m)^#?([a-z_]+):(?: |$)")
            .matcher(example)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(shown).contains("name", "command", "extends");
    assertThat(properties.keySet()).containsAll(shown);
  }

  static Stream<Key<?>> keys() {
    return KeyPaths.ofJob().values().stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void every_type_of_a_key_says_how_its_values_are_written(Key<?> key) {
    assertThat(key.type().schema().keySet()).containsAnyOf("type", "anyOf", "enum");
  }

  @ParameterizedTest
  @CsvSource({
    "failmail, to_address",
    "retries, on_start_failure",
    "expect, fresh_files",
    "wait, closed_files",
    "notify, recovery",
    "log, rotate_bytes"
  })
  void the_keys_of_maps_are_known_and_no_others(String key, String inner) throws IOException {
    Map<String, Object> map = object(object(object(parsed()).get("properties")).get(key));

    assertThat(object(map.get("properties"))).containsKey(inner);
    assertThat(map).containsEntry("additionalProperties", "false");
  }

  @ParameterizedTest
  @CsvSource({
    "timeout, 30, true",
    "timeout, 1h30m, true",
    "timeout, PT10S, true",
    "timeout, .5h, true",
    "timeout, 10 minutes, false",
    "timeout, soon, false",
    "schedule, */5 * * * *, true",
    "schedule, 0 22 * jan-mar MON-FRI, true",
    "schedule, 0 22 * *, true",
    "schedule, 0 22 * * * root, false",
    "schedule, @daily, true",
    "schedule, @nightly, false",
    "directory, /srv/work, true",
    "directory, work, false",
    "name, Nightly import, true",
    "name, ' ', false",
  })
  void a_pattern_accepts_what_a_job_may_say(String key, String text, boolean accepted)
      throws IOException {
    Object property = object(object(parsed()).get("properties")).get(key);

    String pattern = (String) object(property).get("pattern");
    assertThat(Pattern.compile(pattern).matcher(text).find()).isEqualTo(accepted);
  }

  private static Object parsed() throws IOException {
    try (JsonParser json = new JsonFactory().createParser(JobSchema.text())) {
      json.nextToken();
      return value(json);
    }
  }

  private static Object value(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      json.skipChildren();
      return "";
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return json.getText();
    }
    Map<String, Object> map = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      map.put(name, value(json));
    }
    return map;
  }

  @SuppressWarnings("unchecked") // The keys of JSON objects are text.
  private static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }
}
