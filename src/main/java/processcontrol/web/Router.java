package processcontrol.web;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.WebAccess;
import processcontrol.job.VisibleText;
import processcontrol.posix.PosixException;

/**
 * Answers a request. It looks at the user, the route, the right, and the page that the request
 * comes from; only then it reads the body and acts.
 */
public final class Router {

  private static final int MAX_PATH = 1024;
  private static final int MAX_BODY = 64 << 10;

  private final GlobalConfig config;
  private final JobsResource jobs;
  private final RunsResource runs;
  private final Actions actions;
  private final Documents documents;
  private final Pages pages;

  public Router(GlobalConfig config, Documents documents) {
    this.config = config;
    this.documents = documents;
    this.jobs = new JobsResource(config);
    this.runs = new RunsResource(config);
    this.actions = new Actions(config);
    this.pages = new Pages(config, documents, actions);
  }

  /** Returns the response; throws unexpected exceptions only. */
  public Response answer(Request request) {
    try {
      return route(request);
    } catch (Refusal e) {
      return Response.problem(e.status(), e.getMessage());
    } catch (InvalidConfigException e) {
      return Response.problem(Status.CONFLICT, String.join("; ", e.problems()));
    } catch (PosixException e) {
      return Response.problem(Status.CONFLICT, e.getMessage());
    }
  }

  private Response route(Request request) {
    List<String> segments = segments(request.path());
    if (Pages.isFor(segments)) {
      return pages.answer(request, segments);
    }
    List<Route> routes = Route.of(segments);
    if (routes.isEmpty()) {
      throw new Refusal(
          Status.NOT_FOUND,
          "there is nothing at "
              + VisibleText.excerpt(request.path())
              + "; see api/v1/openapi.json for what there is");
    }
    if (request.method().equals("OPTIONS")) {
      return Response.empty(Status.NO_CONTENT).with("Allow", allowed(routes));
    }
    Route route = chosen(routes, request.method());
    if (route == null) {
      return Response.problem(Status.METHOD_NOT_ALLOWED, refusal(segments, routes))
          .with("Allow", allowed(routes));
    }
    Access access = Access.of(config.web(), request.user());
    check(route, request, access);
    Query query = Query.of(request.query(), route.parameters());
    Call call = new Call(route, request, route.argument(segments), query, access);
    return switch (route) {
      case HEALTH -> Response.json(Status.OK, "{\"status\":\"ok\"}\n");
      case OPENAPI -> Response.json(Status.OK, OpenApi.text(request.script()));
      case JOBS -> jobs.list(call);
      case JOB -> jobs.one(call);
      case JOB_STATS -> runs.stats(call);
      case STATS -> jobs.stats(call);
      case START -> actions.start(call, body(request, route));
      case DISABLE -> actions.hold(call, body(request, route));
      case ENABLE -> actions.release(call, body(request, route));
      case KILL, JOB_KILL -> actions.kill(call, body(request, route));
      case RUNS -> runs.records(call);
      case LOG -> runs.log(call);
      case PLAN, AUDIT, DIFF, METRICS -> document(call);
    };
  }

  /** Checks the user and the right; then that a page of ours has sent the request. */
  private void check(Route route, Request request, Access access) {
    if (route.scope() == Route.Scope.NOBODY) {
      return;
    }
    if (request.user().isEmpty()) {
      throw new Refusal(Status.FORBIDDEN, "the web server has not authenticated a user");
    }
    boolean may =
        switch (route.scope()) {
          case ALL -> access.mayAll(route.right());
          case ANY, JOB -> access.isAny();
          default -> true;
        };
    if (!may) {
      throw forbidden(request.user(), route);
    }
    if (!request.isSafe()) {
      checkSender(request);
    }
  }

  static Refusal forbidden(String user, Route route) {
    return new Refusal(
        Status.FORBIDDEN,
        "the user "
            + VisibleText.excerpt(user)
            + " has no right to "
            + route.right()
            + (route.scope() == Route.Scope.ALL ? " all jobs" : " here")
            + "; web.users of the configuration gives it");
  }

  /** A browser sends such a request for no page but one of {@code web.origin}. */
  private void checkSender(Request request) {
    WebAccess web = config.web();
    if (web == null || web.origin() == null || !request.origin().equals(web.origin())) {
      throw new Refusal(
          Status.FORBIDDEN, "the header Origin is not web.origin of the configuration");
    }
    if (!request.mediaType().equals(Response.JSON)) {
      throw new Refusal(
          Status.UNSUPPORTED_MEDIA_TYPE, "the header Content-Type has to be " + Response.JSON);
    }
    if (!request.marker().equals("1")) {
      throw new Refusal(Status.FORBIDDEN, "the header X-Process-Control has to be 1");
    }
  }

  private static Body body(Request request, Route route) {
    if (request.contentLength().isEmpty() && route == Route.DISABLE) {
      throw new Refusal(Status.LENGTH_REQUIRED, "the header Content-Length is missing");
    }
    return Body.of(request.read(MAX_BODY));
  }

  private Response document(Call call) {
    String from = call.query().text("from");
    String until = call.query().text("until");
    try {
      return switch (call.route()) {
        case PLAN -> Response.json(Status.OK, documents.plan(from, until));
        case AUDIT -> Response.json(Status.OK, documents.audit(from, until));
        case DIFF -> Response.json(Status.OK, documents.diff());
        default ->
            Response.of(Status.OK, "text/plain; version=0.0.4; charset=utf-8", documents.metrics());
      };
    } catch (IllegalArgumentException e) {
      throw new Refusal(Status.BAD_REQUEST, e.getMessage());
    } catch (IllegalStateException e) {
      throw new Refusal(Status.CONFLICT, e.getMessage());
    }
  }

  /** The parts of a path; the slash at its end is no matter. */
  private static List<String> segments(String path) {
    if (path.length() > MAX_PATH) {
      throw new Refusal(Status.URI_TOO_LONG, "the path has more than " + MAX_PATH + " characters");
    }
    if (path.indexOf('\ufffd') >= 0 || VisibleText.firstHidden(path) != null) {
      throw new Refusal(Status.BAD_REQUEST, "the path has invisible characters");
    }
    int begin = path.startsWith("/") ? 1 : 0;
    int end = path.length() > begin && path.endsWith("/") ? path.length() - 1 : path.length();
    return List.of(path.substring(begin, end).split("/", -1));
  }

  private static @Nullable Route chosen(List<Route> routes, String method) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    for (Route route : routes) {
      if (route.method().equals(wanted)) {
        return route;
      }
    }
    return null;
  }

  private static String allowed(List<Route> routes) {
    List<String> methods = new ArrayList<>();
    for (Route route : routes) {
      methods.add(route.method());
      if (route.method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    methods.add("OPTIONS");
    return String.join(", ", new TreeSet<>(methods));
  }

  private static String refusal(List<String> segments, List<Route> routes) {
    boolean ofJobs = segments.size() > 2 && segments.get(2).equals("job");
    return ofJobs && routes.get(0).method().equals("GET")
        ? "jobs are files in a directory that is audited: they are created, changed and deleted"
            + " there, not by HTTP"
        : "here is only " + allowed(routes);
  }
}
