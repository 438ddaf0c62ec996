package processcontrol.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import processcontrol.config.JsonTree;
import processcontrol.history.VisibleJson;

/** The OpenAPI 3.1 document, drawn from the table of routes. */
final class OpenApi {

  private static final String SCHEMAS = "#/components/schemas/";

  private OpenApi() {}

  /** A piece of the document: names and values, in this order. */
  private static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> node = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      node.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return node;
  }

  /**
   * The document as text.
   *
   * @param server where the routes begin
   */
  static String text(String server) {
    Map<String, Object> paths = new LinkedHashMap<>();
    for (Route route : Route.values()) {
      @SuppressWarnings("unchecked") // Put there below.
      Map<String, Object> path =
          (Map<String, Object>)
              paths.computeIfAbsent("/" + route.path(), key -> new LinkedHashMap<>());
      path.put(route.method().toLowerCase(java.util.Locale.ROOT), operation(route));
    }
    Map<String, Object> document =
        of(
            "openapi",
            "3.1.0",
            "info",
            of(
                "title",
                "process-control",
                "version",
                "1",
                "description",
                "Jobs on this machine; see process-control-web(8). The web server authenticates."
                    + " All paths may end in a slash."),
            "servers",
            List.of(of("url", server.isEmpty() ? "/" : server)),
            "paths",
            paths,
            "components",
            of("schemas", ApiSchemas.all()));
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        VisibleJson.factory().createGenerator(text).useDefaultPrettyPrinter()) {
      JsonTree.write(json, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static Map<String, Object> operation(Route route) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", route.name().toLowerCase(java.util.Locale.ROOT));
    operation.put("summary", route.summary());
    if (route.right() != null) {
      operation.put("description", "Takes the right to " + route.right() + ".");
    }
    List<Object> parameters = new ArrayList<>();
    for (String name : List.of("name", "run")) {
      if (route.path().contains("{" + name + "}")) {
        parameters.add(ApiSchemas.pathParameter(name));
      }
    }
    for (String name : route.parameters()) {
      parameters.add(ApiSchemas.queryParameter(name));
    }
    boolean acts = route.method().equals("POST");
    if (acts) {
      parameters.add(ApiSchemas.marker());
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (acts) {
      boolean required = route == Route.DISABLE;
      operation.put(
          "requestBody",
          of(
              "required",
              required,
              "content",
              of(Response.JSON, of("schema", ApiSchemas.body(route)))));
    }
    operation.put("responses", responses(route));
    return operation;
  }

  private static Map<String, Object> responses(Route route) {
    Map<String, Object> responses = new LinkedHashMap<>();
    ApiSchemas.Answer answer = ApiSchemas.answer(route);
    Map<String, Object> schema =
        answer.schema() == null ? of("type", "string") : of("$ref", SCHEMAS + answer.schema());
    Map<String, Object> good =
        of(
            "description",
            answer.description(),
            "content",
            of(answer.mediaType(), of("schema", schema)));
    for (Status status : answer.statuses()) {
      responses.put(Integer.toString(status.code()), good);
    }
    if (answer.tagged()) {
      responses.put("304", of("description", "The client has this answer already."));
    }
    for (Status status : ApiSchemas.faults(route)) {
      responses.put(
          Integer.toString(status.code()),
          of(
              "description",
              status.title(),
              "content",
              of(Response.PROBLEM, of("schema", of("$ref", SCHEMAS + "Problem")))));
    }
    return responses;
  }
}
