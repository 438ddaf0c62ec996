package processcontrol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import processcontrol.cli.WebSite.Answer;

/** The OpenAPI document is one, and each route answers as it says. */
class WebOpenApiTest {

  private static final Set<String> METHODS = Set.of("get", "post");
  private static final String RUN = "yak-20261120-120000";

  @TempDir Path directory;
  private WebSite site;
  private Map<String, Object> document;

  @BeforeEach
  void read_the_document() throws IOException {
    site = new WebSite(directory);
    site.job("yak", "schedule: '*/5 * * * *'\ntag: reports\n").job("held", "after: yak\n");
    site.write("jobs/bad.yaml", "name: Bad\n");
    site.run("yak", "2026-11-20T12:00:00.000Z\tINFO\tone\n");
    site.post("ann", "/api/v1/job/disable/held", "{\"reason\": \"repair\"}");
    document = site.get("joe", "/api/v1/openapi.json").json();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** One operation of the document. */
  private record Operation(String path, String method, Map<String, Object> content) {
    Map<String, Object> responses() {
      return map(content.get("responses"));
    }

    /** The path with real names. */
    String real() {
      return path.replace("{name}", "yak").replace("{run}", RUN);
    }
  }

  private List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    map(document.get("paths"))
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (method, content) ->
                            operations.add(new Operation(path, method, map(content)))));
    return operations;
  }

  private Answer send(Operation operation, String user) {
    if (operation.method().equals("get")) {
      return site.get(user, operation.real());
    }
    boolean holds = operation.path().contains("disable");
    return site.post(user, operation.real(), holds ? "{\"reason\": \"x\"}" : "{}");
  }

  @Test
  void its_structure_is_that_of_openapi_3_1() {
    assertThat(document.keySet())
        .containsExactlyInAnyOrder("openapi", "info", "servers", "paths", "components");
    assertThat(document.get("openapi")).isEqualTo("3.1.0");
    assertThat(map(document.get("info"))).containsKeys("title", "version");
    assertThat(document.get("servers").toString()).isEqualTo("[{url=/jobs}]");
    Set<String> ids = new HashSet<>();
    for (Operation operation : operations()) {
      String where = operation.method() + " " + operation.path();
      assertThat(operation.path()).startsWith("/api/v1/");
      assertThat(METHODS).contains(operation.method());
      assertThat(
              Set.of(
                  "operationId",
                  "summary",
                  "description",
                  "parameters",
                  "requestBody",
                  "responses"))
          .as(where)
          .containsAll(operation.content().keySet());
      assertThat(ids.add((String) operation.content().get("operationId"))).as(where).isTrue();
      assertThat(operation.responses()).as(where).isNotEmpty();
      operation
          .responses()
          .forEach(
              (status, response) -> {
                assertThat(status).matches("[2-5][0-9][0-9]");
                assertThat(map(response)).as(where + status).containsKey("description");
              });
      Set<String> inPath = new TreeSet<>();
      for (Object each : (List<?>) operation.content().getOrDefault("parameters", List.of())) {
        Map<String, Object> parameter = map(each);
        assertThat(parameter).containsKeys("name", "in", "schema");
        if (parameter.get("in").equals("path")) {
          assertThat(parameter).containsEntry("required", true);
          inPath.add("{" + parameter.get("name") + "}");
        }
      }
      Set<String> braces = new TreeSet<>();
      for (String part : operation.path().split("/", -1)) {
        if (part.startsWith("{")) {
          braces.add(part);
        }
      }
      assertThat(inPath).as(where).isEqualTo(braces);
    }
    checkReferences(document);
  }

  private void checkReferences(Object value) {
    if (value instanceof Map<?, ?> map) {
      if (map.containsKey("$ref")) {
        assertThat(schema((String) map.get("$ref"))).isNotNull();
      }
      map.values().forEach(this::checkReferences);
    } else if (value instanceof List<?> list) {
      list.forEach(this::checkReferences);
    }
  }

  private Map<String, Object> schema(String reference) {
    String prefix = "#/components/schemas/";
    assertThat(reference).startsWith(prefix);
    return map(
        map(map(document.get("components")).get("schemas"))
            .get(reference.substring(prefix.length())));
  }

  @Test
  void each_route_answers_as_it_says() {
    for (Operation operation : operations()) {
      check(operation, send(operation, "ann"));
    }
  }

  @Test
  void each_route_refuses_as_it_says() {
    for (Operation operation : operations()) {
      check(operation, send(operation, ""));
      check(operation, send(operation, "eve"));
      check(operation, send(operation, "tim"));
      check(operation, site.get("ann", operation.real() + "?no=1"));
      check(operation, site.ask("ann", "PUT", operation.real()).send());
      check(operation, site.ask("ann", "POST", operation.real()).send());
      check(
          operation,
          site.ask(
                  "ann",
                  operation.method().toUpperCase(java.util.Locale.ROOT),
                  operation.path().replace("{name}", "none").replace("{run}", "none"))
              .send());
    }
  }

  private void check(Operation operation, Answer answer) {
    String where = operation.method() + " " + operation.path() + ": " + answer.text();
    String status = Integer.toString(answer.status());
    assertThat(operation.responses().keySet()).as(where).contains(status);
    Map<String, Object> content = map(map(operation.responses().get(status)).get("content"));
    String type = answer.headers().get("content-type").split(";", -1)[0];
    assertThat(content).as(where).containsOnlyKeys(type);
    Map<String, Object> schema = map(map(content.get(type)).get("schema"));
    if (type.endsWith("json")) {
      List<String> faults = new ArrayList<>();
      validate(answer.json(), schema, "", faults);
      assertThat(faults).as(where).isEmpty();
    }
  }

  /** The keywords of JSON Schema that the document has, and no others. */
  private void validate(Object value, Map<String, Object> schema, String at, List<String> faults) {
    for (Map.Entry<String, Object> keyword : schema.entrySet()) {
      switch (keyword.getKey()) {
        case "$ref" -> validate(value, schema((String) keyword.getValue()), at, faults);
        case "type" -> {
          List<?> types =
              keyword.getValue() instanceof List<?> list ? list : List.of(keyword.getValue());
          if (types.stream().noneMatch(type -> isOf(value, (String) type))) {
            faults.add(at + ": " + value + " is no " + types);
          }
        }
        case "required" -> {
          for (Object key : (List<?>) keyword.getValue()) {
            if (value instanceof Map<?, ?> map && !map.containsKey(key)) {
              faults.add(at + "/" + key + " is missing");
            }
          }
        }
        case "properties" -> {
          if (value instanceof Map<?, ?>) {
            map(value)
                .forEach(
                    (key, inner) -> {
                      Map<String, Object> property = map(map(keyword.getValue()).get(key));
                      if (property == null) {
                        faults.add(at + "/" + key + " is not in the document");
                      } else {
                        validate(inner, property, at + "/" + key, faults);
                      }
                    });
          }
        }
        case "additionalProperties" ->
            map(value)
                .forEach(
                    (key, inner) ->
                        validate(inner, map(keyword.getValue()), at + "/" + key, faults));
        case "items" -> {
          if (value instanceof List<?> list) {
            list.forEach(item -> validate(item, map(keyword.getValue()), at + "/-", faults));
          }
        }
        case "format" -> assertThat(keyword.getValue()).isEqualTo("date-time");
        default -> faults.add("the keyword " + keyword.getKey());
      }
    }
  }

  private static boolean isOf(Object value, String type) {
    return switch (type) {
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Integer || value instanceof Long;
      case "boolean" -> value instanceof Boolean;
      case "array" -> value instanceof List<?>;
      case "object" -> value instanceof Map<?, ?>;
      case "null" -> value == null;
      default -> false;
    };
  }
}
