package processcontrol.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (draft-07) of a job file, drawn from the tables of keys, for editors that
 * complete and check YAML. It asks for what {@code run-job --validate} asks for, or for less: what
 * only a look at the configuration can tell is left to that. No program loads this class; the
 * result is the file {@code etc/process-control-job.schema.json}.
 */
final class JobSchema {

  private JobSchema() {}

  /** A piece of a schema: keywords and their values, in this order. */
  static Map<String, Object> of(Object... keywordsAndValues) {
    Map<String, Object> node = new LinkedHashMap<>();
    for (int i = 0; i < keywordsAndValues.length; i += 2) {
      node.put((String) keywordsAndValues[i], keywordsAndValues[i + 1]);
    }
    return node;
  }

  /** The schema of job files as text. */
  static String text() {
    Map<String, Object> schema =
        of(
            "$schema", "http://json-schema.org/draft-07/schema#",
            "title", "A job of process-control",
            "description", "See process-control-job(5).");
    schema.putAll(table(JobKeys.TABLE));
    // A key that a template of the configuration gives need not stand in the job.
    schema.put("if", of("not", of("required", List.of(JobKeys.EXTENDS.name()))));
    schema.put(
        "then",
        of(
            "required",
            List.of(JobKeys.NAME.name()),
            "anyOf",
            List.of(
                of("required", List.of(JobKeys.COMMAND.name())),
                of("required", List.of(JobKeys.TRIGGERS.name())))));

    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      JsonTree.write(json, schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  /** A map with the keys of a table. */
  static Map<String, Object> table(KeyTable table) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Key<?> key : table.keys()) {
      properties.put(key.name(), property(key));
    }
    return of("type", "object", "properties", properties, "additionalProperties", false);
  }

  private static Map<String, Object> property(Key<?> key) {
    ValueType<?> type = key.type();
    Map<String, Object> property =
        of("description", key.summary() + "\n\nWritten as: " + type.expectation());
    property.putAll(type.schema());
    return property;
  }
}
