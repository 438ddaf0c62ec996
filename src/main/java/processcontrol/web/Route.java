package processcontrol.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.WebRight;

/**
 * The one table of routes: what is answered, what is served as the OpenAPI document, and what the
 * tests try. The paths stand below the place of the program, with or without a slash at the end.
 */
enum Route {
  HEALTH("GET", "api/v1/health", Scope.NOBODY, null, "Say that requests are answered."),
  OPENAPI("GET", "api/v1/openapi.json", Scope.ANYBODY, null, "Describe all this."),
  JOBS(
      "GET", "api/v1/job", Scope.ANY, WebRight.READ, "List the jobs and how they stand.", "counts"),
  JOB("GET", "api/v1/job/{name}", Scope.JOB, WebRight.READ, "Show a job and how it stands."),
  JOB_STATS(
      "GET", "api/v1/job/stats/{name}", Scope.JOB, WebRight.READ, "List a job's runs.", "limit"),
  STATS("GET", "api/v1/stats", Scope.ANY, WebRight.READ, "Count the jobs, and their runs."),
  START("POST", "api/v1/job/start/{name}", Scope.JOB, WebRight.START, "Start a job."),
  DISABLE("POST", "api/v1/job/disable/{name}", Scope.JOB, WebRight.HOLD, "Put a job on hold."),
  ENABLE("POST", "api/v1/job/enable/{name}", Scope.JOB, WebRight.HOLD, "Release a job."),
  KILL("POST", "api/v1/kill/{name}", Scope.JOB, WebRight.KILL, "Stop the run of a job."),
  JOB_KILL("POST", "api/v1/job/kill/{name}", Scope.JOB, WebRight.KILL, "Do the same."),
  RUNS(
      "GET", "api/v1/runs/{name}", Scope.JOB, WebRight.READ, "List a job's last records.", "limit"),
  LOG(
      "GET",
      "api/v1/run/{run}/log",
      Scope.JOB,
      WebRight.READ,
      "Show a part of the log of a run.",
      "from",
      "stream"),
  PLAN(
      "GET", "api/v1/plan", Scope.ALL, WebRight.READ, "Say what will start when.", "from", "until"),
  AUDIT(
      "GET",
      "api/v1/audit",
      Scope.ALL,
      WebRight.READ,
      "Say which starts are missing or late, and why.",
      "from",
      "until"),
  DIFF(
      "GET",
      "api/v1/diff",
      Scope.ALL,
      WebRight.READ,
      "Say how the job directory differs from its last commit."),
  METRICS("GET", "api/v1/metrics", Scope.ALL, WebRight.READ, "Give metrics to Prometheus.");

  /** Whom a route is for. */
  enum Scope {
    /** Nobody has to be known. */
    NOBODY,
    /** Whoever has been authenticated. */
    ANYBODY,
    /** Whoever has the right to some job; he sees those alone. */
    ANY,
    /** Whoever has the right to the job that the path names. */
    JOB,
    /** Whoever has the right to all jobs. */
    ALL
  }

  private final String method;
  private final String path;
  private final Scope scope;
  private final @Nullable WebRight right;
  private final String summary;
  private final String parameters;

  Route(
      String method,
      String path,
      Scope scope,
      @Nullable WebRight right,
      String summary,
      String... parameters) {
    this.method = method;
    this.path = path;
    this.scope = scope;
    this.right = right;
    this.summary = summary;
    this.parameters = String.join(" ", parameters);
  }

  String method() {
    return method;
  }

  /** The path, in which a name in braces stands for anything. */
  String path() {
    return path;
  }

  Scope scope() {
    return scope;
  }

  /** The right that it takes; null for none. */
  @Nullable WebRight right() {
    return right;
  }

  String summary() {
    return summary;
  }

  /** The parameters that its query may have. */
  List<String> parameters() {
    return parameters.isEmpty() ? List.of() : List.of(parameters.split(" ", -1));
  }

  /** The routes of a path, by whatever method. */
  static List<Route> of(List<String> segments) {
    List<Route> found = new ArrayList<>();
    for (Route route : values()) {
      if (route.fits(segments)) {
        found.add(route);
      }
    }
    return found;
  }

  private boolean fits(List<String> segments) {
    String[] parts = path.split("/", -1);
    if (parts.length != segments.size()) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].startsWith("{") && !parts[i].equals(segments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns what stands in the place of the name in braces; null for a path without one. */
  @Nullable String argument(List<String> segments) {
    String[] parts = path.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].startsWith("{")) {
        return segments.get(i);
      }
    }
    return null;
  }
}
