package processcontrol.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schemas of requests and answers in the OpenAPI document. */
final class ApiSchemas {

  private static final Map<String, Object> TEXT = of("type", "string");
  private static final Map<String, Object> TEXT_OR_NULL = of("type", List.of("string", "null"));
  private static final Map<String, Object> TEXTS = of("type", "array", "items", TEXT);
  private static final Map<String, Object> FLAG = of("type", "boolean");
  private static final Map<String, Object> NUMBER = of("type", "integer");
  private static final Map<String, Object> TIME = of("type", "string", "format", "date-time");
  private static final Map<String, Object> TIME_OR_NULL =
      of("type", List.of("string", "null"), "format", "date-time");

  private ApiSchemas() {}

  /**
   * The regular answer of a route.
   *
   * @param schema its name; null for text
   * @param tagged whether it has an ETag
   */
  record Answer(
      List<Status> statuses,
      String mediaType,
      @Nullable String schema,
      String description,
      boolean tagged) {}

  private static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> node = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      node.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return node;
  }

  static Answer answer(Route route) {
    return switch (route) {
      case HEALTH -> json("Health", "Requests are answered.");
      case OPENAPI -> json("Document", "This document.");
      case JOBS -> tagged("Jobs", "The jobs that the user may see, by their names.");
      case JOB -> tagged("JobAnswer", "The job.");
      case JOB_STATS -> json("JobStats", "The last runs, the newest last.");
      case STATS -> json("Stats", "Sums of the jobs that the user may see.");
      case START ->
          new Answer(
              List.of(Status.ACCEPTED), Response.JSON, "Started", "It waits for its start.", false);
      case DISABLE -> json("Held", "The job is on hold.");
      case ENABLE -> json("Released", "The job is not on hold.");
      case KILL, JOB_KILL ->
          new Answer(
              List.of(Status.OK, Status.ACCEPTED),
              Response.JSON,
              "Killed",
              "The run is stopped, or takes its time.",
              false);
      case RUNS -> json("Runs", "The last records, the newest last.");
      case LOG ->
          new Answer(
              List.of(Status.OK),
              "text/plain",
              null,
              "A part of the log; X-Process-Control-Next says where the next one begins, and"
                  + " X-Process-Control-Running whether the run is still running.",
              true);
      case PLAN, AUDIT, DIFF -> json("Document", "The document that the command line prints.");
      case METRICS ->
          new Answer(List.of(Status.OK), "text/plain", null, "Prometheus' text format.", false);
    };
  }

  private static Answer json(String schema, String description) {
    return new Answer(List.of(Status.OK), Response.JSON, schema, description, false);
  }

  private static Answer tagged(String schema, String description) {
    return new Answer(List.of(Status.OK), Response.JSON, schema, description, true);
  }

  /** The faults that a route answers with. */
  static List<Status> faults(Route route) {
    List<Status> faults = new ArrayList<>(List.of(Status.BAD_REQUEST));
    if (route.scope() != Route.Scope.NOBODY) {
      faults.add(Status.FORBIDDEN);
    }
    if (route.scope() == Route.Scope.JOB) {
      faults.add(Status.NOT_FOUND);
    }
    faults.add(Status.METHOD_NOT_ALLOWED);
    faults.add(Status.CONFLICT);
    if (route.method().equals("POST")) {
      faults.add(Status.LENGTH_REQUIRED);
      faults.add(Status.TOO_LARGE);
      faults.add(Status.UNSUPPORTED_MEDIA_TYPE);
      faults.add(Status.BAD_GATEWAY);
    }
    if (route == Route.LOG) {
      faults.add(Status.RANGE_NOT_SATISFIABLE);
    }
    faults.add(Status.INTERNAL_ERROR);
    return faults;
  }

  static Map<String, Object> pathParameter(String name) {
    return of(
        "name",
        name,
        "in",
        "path",
        "required",
        true,
        "description",
        name.equals("name") ? "Name of the job" : "Name of the run",
        "schema",
        of("type", "string", "maxLength", 255L));
  }

  static Map<String, Object> queryParameter(String name) {
    Map<String, Object> schema =
        switch (name) {
          case "counts" -> FLAG;
          case "limit" -> of("type", "integer", "minimum", 0L, "maximum", 1000L);
          case "stream" -> of("type", "string", "enum", List.of("all", "stdout", "stderr"));
          default -> TEXT;
        };
    String description =
        switch (name) {
          case "counts" -> "Count records, or not; where histories are small they are counted";
          case "limit" -> "How many records at most";
          case "stream" -> "What is shown of the log";
          case "from" -> "Where to begin: a time; of a log, a number of bytes";
          default -> "Where to end: a time";
        };
    return of("name", name, "in", "query", "description", description, "schema", schema);
  }

  static Map<String, Object> marker() {
    return of(
        "name",
        "X-Process-Control",
        "in",
        "header",
        "required",
        true,
        "description",
        "Keeps pages of others from acting; the header Origin has to be web.origin, too",
        "schema",
        of("type", "string", "enum", List.of("1")));
  }

  /** Returns what the body of a request has. */
  static Map<String, Object> body(Route route) {
    return switch (route) {
      case START -> closed(of("args", TEXTS));
      case DISABLE -> {
        Map<String, Object> schema = closed(of("reason", TEXT));
        schema.put("required", List.of("reason"));
        yield schema;
      }
      case ENABLE -> closed(of("reason", TEXT));
      default -> closed(of());
    };
  }

  private static Map<String, Object> closed(Map<String, Object> properties) {
    return of("type", "object", "properties", properties, "additionalProperties", false);
  }

  private static Map<String, Object> object(Object... namesAndSchemas) {
    Map<String, Object> properties = of(namesAndSchemas);
    return of(
        "type",
        "object",
        "required",
        new ArrayList<Object>(properties.keySet()),
        "properties",
        properties);
  }

  private static Map<String, Object> orNull(Map<String, Object> schema) {
    schema.put("type", List.of("object", "null"));
    return schema;
  }

  private static Map<String, Object> listOf(String schema) {
    return of("type", "array", "items", of("$ref", "#/components/schemas/" + schema));
  }

  /** All schemas, by their names. */
  static Map<String, Object> all() {
    Map<String, Object> job =
        object(
            "name", TEXT,
            "id", TEXT,
            "command", TEXT,
            "owner", TEXT,
            "disabled", FLAG,
            "dependent_jobs", TEXTS,
            "parent_jobs", TEXTS,
            "schedule", TEXT,
            "retries", NUMBER,
            "last_attempted_run", TIME,
            "next_run_at", TIME,
            "valid", FLAG,
            "problems", TEXTS,
            "description", TEXT_OR_NULL,
            "tags", TEXTS,
            "runbook", TEXT_OR_NULL,
            "schedule_in_words", TEXT_OR_NULL,
            "environment", TEXTS,
            "disabled_by_file", FLAG,
            "hold",
                orNull(
                    object(
                        "reason", TEXT,
                        "since", TIME,
                        "by", TEXT_OR_NULL,
                        "automatic", FLAG)),
            "running", orNull(object("run", TEXT, "started", TIME_OR_NULL, "state", TEXT)),
            "last",
                orNull(
                    object(
                        "run", TEXT_OR_NULL,
                        "result", TEXT,
                        "reason", TEXT,
                        "started", TIME,
                        "ended", TIME_OR_NULL)),
            "consecutive_failures", NUMBER,
            "pending", NUMBER,
            "history_fault", TEXT_OR_NULL,
            "clock_fault", TEXT_OR_NULL);
    @SuppressWarnings("unchecked") // Made so above.
    Map<String, Object> properties = (Map<String, Object>) job.get("properties");
    properties.putAll(
        of(
            "success_count", NUMBER,
            "last_success", TIME,
            "error_count", NUMBER,
            "last_error", TIME));
    return of(
        "Problem",
        object("type", TEXT, "title", TEXT, "status", NUMBER, "detail", TEXT),
        "Document",
        of("type", "object"),
        "Health",
        object("status", TEXT),
        "Job",
        job,
        "Jobs",
        object(
            "jobs",
            of("type", "object", "additionalProperties", of("$ref", "#/components/schemas/Job")),
            "counted",
            FLAG,
            "trigger_fault",
            TEXT_OR_NULL),
        "JobAnswer",
        object("job", of("$ref", "#/components/schemas/Job")),
        "JobStats",
        object("job_stats", listOf("JobStat")),
        "JobStat",
        object(
            "JobId", TEXT,
            "RanAt", TIME,
            "NumberOfRetries", NUMBER,
            "Success", FLAG,
            "ExecutionDuration", NUMBER,
            "Run", TEXT_OR_NULL,
            "Result", TEXT),
        "Stats",
        object(
            "Stats",
            object(
                "ActiveJobs", NUMBER,
                "DisabledJobs", NUMBER,
                "Jobs", NUMBER,
                "ErrorCount", NUMBER,
                "SuccessCount", NUMBER,
                "NextRunAt", TIME,
                "LastAttemptedRun", TIME,
                "CreatedAt", TIME,
                "InvalidJobs", NUMBER,
                "HeldJobs", NUMBER,
                "RunningJobs", NUMBER)),
        "Runs",
        object("fault", TEXT_OR_NULL, "runs", listOf("Document")),
        "Started",
        object("job", TEXT, "triggered", FLAG, "held", FLAG, "follow", TEXT, "detail", TEXT),
        "Held",
        object(
            "job",
            TEXT,
            "disabled",
            FLAG,
            "since",
            TIME,
            "by",
            TEXT,
            "reason",
            TEXT,
            "detail",
            TEXT),
        "Released",
        object("job", TEXT, "disabled", FLAG, "was_held", FLAG, "detail", TEXT),
        "Killed",
        object("job", TEXT, "running", FLAG, "detail", TEXT));
  }
}
