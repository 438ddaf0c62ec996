package processcontrol.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.config.WebAccess;
import processcontrol.config.WebRight;
import processcontrol.history.Hold;
import processcontrol.history.RunRecord;
import processcontrol.job.CommandLine;
import processcontrol.job.RunId;
import processcontrol.job.Slug;
import processcontrol.lock.RunningJob;
import processcontrol.posix.PosixException;
import processcontrol.report.Html;
import processcontrol.report.LiveFrame;
import processcontrol.status.JobSelection;
import processcontrol.status.Records;

/**
 * The answers for browsers: the report, and forms to act on a job. Each action has a page of its
 * own that names the job and the host, and whose form brings back a {@link FormToken}; then the
 * browser is sent to the page of the job. No script is needed for any of it.
 */
final class Pages {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int MAX_BODY = 64 << 10;

  private final GlobalConfig config;
  private final ReportPages report;
  private final Actions actions;

  Pages(GlobalConfig config, ReportPages report, Actions actions) {
    this.config = config;
    this.report = report;
    this.actions = actions;
  }

  /** Returns true if a path is that of a page. */
  static boolean isFor(List<String> segments) {
    return segments.equals(List.of(""))
        || (segments.get(0).equals("job")
            && (segments.size() == 2
                || (segments.size() == 3 && PageAction.of(segments.get(2)) != null)));
  }

  Response answer(Request request, List<String> segments) {
    LiveFrame live = new LiveFrame(Html.escaped(request.script() + "/"));
    try {
      return route(request, segments, live);
    } catch (Refusal e) {
      return problem(live, e.status(), e.getMessage());
    } catch (InvalidConfigException e) {
      return problem(live, Status.CONFLICT, String.join("; ", e.problems()));
    } catch (PosixException e) {
      return problem(live, Status.CONFLICT, e.getMessage());
    }
  }

  private Response route(Request request, List<String> segments, LiveFrame live) {
    PageAction action = segments.size() == 3 ? PageAction.of(segments.get(2)) : null;
    if (request.method().equals("OPTIONS")) {
      return Response.empty(Status.NO_CONTENT).with("Allow", allowed(action));
    }
    boolean isPost = request.method().equals("POST");
    if (!request.isSafe() && (!isPost || action == null)) {
      return problem(live, Status.METHOD_NOT_ALLOWED, "this page is read only")
          .with("Allow", allowed(action));
    }
    Access access = Access.of(config.web(), request.user());
    if (request.user().isEmpty()) {
      throw new Refusal(Status.FORBIDDEN, "the web server has not authenticated a user");
    }
    if (!access.isAny()) {
      throw new Refusal(
          Status.FORBIDDEN,
          "the user "
              + request.user()
              + " has no rights; web.users of the configuration gives them");
    }
    if (segments.size() == 1) {
      return overview(new Call(Route.JOBS, request, null, Query.of("", List.of()), access));
    }
    String name = segments.get(1);
    if (action == null) {
      Query query = Query.of(request.query(), List.of("run", "done"));
      return job(new Call(Route.JOB, request, name, query, access), live);
    }
    Call call =
        new Call(action.route(), request, name, Query.of(request.query(), List.of()), access);
    return isPost ? act(action, call) : confirmation(action, call, live);
  }

  private static String allowed(PageAction action) {
    return action == null ? "GET, HEAD, OPTIONS" : "GET, HEAD, OPTIONS, POST";
  }

  private Response overview(Call call) {
    StateTag tag = StateTag.of(call, config).withJobs(new JobLoader(config));
    if (tag.matches(call.request().ifNoneMatch())) {
      return page(Response.empty(Status.NOT_MODIFIED)).withTag(tag.toString());
    }
    String html = report.overview(job -> call.access().may(WebRight.READ, job));
    return page(Status.OK, html).withTag(tag.toString());
  }

  private Response job(Call call, LiveFrame live) {
    Slug slug = call.slug();
    JobSelection.Item item = call.job(slug, config);
    StateTag tag = StateTag.of(call, config).withJob(item.path(), slug, new JobLoader(config));
    if (tag.matches(call.request().ifNoneMatch())) {
      return page(Response.empty(Status.NOT_MODIFIED)).withTag(tag.toString());
    }
    RunningJob running = RunningJob.find(config.runDirectory(), slug);
    String going = running == null ? null : running.run();
    RunId run = shownRun(call, slug, going);
    String log =
        run == null
            ? ""
            : RunLogView.of(
                config,
                run,
                run.value().equals(going),
                live.home() + "api/v1/run/" + run.value() + "/log");
    String html = report.job(item, live, head(call, item, going != null, live), log);
    return page(Status.OK, html).withTag(tag.toString());
  }

  /** Returns the run that was asked for, or else the current one, or the last one. */
  private @Nullable RunId shownRun(Call call, Slug slug, String going) {
    String asked = call.query().text("run");
    if (asked == null) {
      asked = going == null ? lastRun(slug) : going;
    }
    if (asked == null) {
      return null;
    }
    RunId run;
    try {
      run = RunId.parse(asked);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Status.NOT_FOUND, e.getMessage());
    }
    if (!run.slug().equals(slug)) {
      throw new Refusal(Status.NOT_FOUND, run + " is not a run of " + slug);
    }
    return run;
  }

  private @Nullable String lastRun(Slug slug) {
    try (Records records = Records.open(config, slug)) {
      RunRecord record = records.next();
      while (record != null && record.log() == null) {
        record = records.next();
      }
      return record == null ? null : record.run();
    }
  }

  /** Returns what has just been done, and what can be. */
  private String head(Call call, JobSelection.Item item, boolean runs, LiveFrame live) {
    StringBuilder html = new StringBuilder();
    html.append("<p class=m>On ").append(Html.escaped(report.host())).append(", for ");
    html.append(Html.escaped(call.request().user())).append("</p>\n");
    PageAction done = PageAction.of(call.query().text("done"));
    if (done != null) {
      html.append("<p class=e role=status>").append(Html.escaped(item.name())).append(' ');
      html.append(done.done()).append(".</p>\n");
    }
    boolean held = Hold.find(config.stateDirectory(), item.slug()) != null;
    StringBuilder links = new StringBuilder();
    for (PageAction action : PageAction.values()) {
      boolean fits =
          switch (action) {
            case START -> item.isValid() && !item.job().startPolicy().commandFromArguments();
            case HOLD -> !held;
            case RELEASE -> held;
            case STOP -> runs;
          };
      if (fits && call.access().may(action.right(), item.job())) {
        links.append("<a href=\"").append(addressOf(item.name(), live)).append(action.word());
        links.append("\">").append(action.title()).append("</a> ");
      }
    }
    if (links.length() > 0) {
      html.append("<nav class=a aria-label=Actions>").append(links).append("</nav>\n");
    }
    return html.toString();
  }

  private static String addressOf(String name, LiveFrame live) {
    return live.home() + "job/" + Html.escaped(name) + "/";
  }

  private Response confirmation(PageAction action, Call call, LiveFrame live) {
    String user = call.request().user();
    Slug slug = call.slug();
    call.job(slug, config);
    String token = FormToken.of(config.stateDirectory()).of(user, System.currentTimeMillis());
    String address = addressOf(slug.value(), live);
    String name = Html.escaped(slug.value());
    StringBuilder html = new StringBuilder();
    live.begin(html, action.title() + " " + name + "?", address);
    html.append("<p>The job <strong>").append(name).append("</strong> on the host <strong>");
    html.append(Html.escaped(report.host()))
        .append("</strong></p>\n<form class=x method=post action=\"");
    html.append(address).append(action.word()).append("\"><input type=hidden name=token value=\"");
    html.append(token).append("\">\n");
    switch (action) {
      case START ->
          html.append("<label>Arguments for its last command, if any <input name=args")
              .append(" autocomplete=off></label>\n");
      case HOLD ->
          html.append("<label>Reason <input name=reason required maxlength=1000></label>\n");
      case RELEASE ->
          html.append("<label>Reason, if any <input name=reason maxlength=1000></label>\n");
      case STOP -> {}
    }
    html.append("<button>").append(action.title()).append(' ').append(name);
    html.append("</button></form>\n");
    live.end(html);
    return page(Status.OK, html.toString());
  }

  private Response act(PageAction action, Call call) {
    Request request = call.request();
    WebAccess web = config.web();
    if (web == null || web.origin() == null || !request.origin().equals(web.origin())) {
      throw new Refusal(
          Status.FORBIDDEN, "the header Origin is not web.origin of the configuration");
    }
    if (!request.mediaType().equals(FORM)) {
      throw new Refusal(Status.UNSUPPORTED_MEDIA_TYPE, "the header Content-Type has to be " + FORM);
    }
    if (request.contentLength().isEmpty()) {
      throw new Refusal(Status.LENGTH_REQUIRED, "the header Content-Length is missing");
    }
    Map<String, String> form =
        Query.ofForm(new String(request.read(MAX_BODY), StandardCharsets.ISO_8859_1));
    String token = form.getOrDefault("token", "");
    long now = System.currentTimeMillis();
    if (!FormToken.of(config.stateDirectory()).isOf(request.user(), token, now)) {
      throw new Refusal(
          Status.FORBIDDEN, "the form is too old, or was not made for you; load the page again");
    }
    String reason = form.getOrDefault("reason", "");
    switch (action) {
      case START ->
          actions.start(call, Body.of(Map.of("args", words(form.getOrDefault("args", "")))));
      case HOLD -> actions.hold(call, Body.of(Map.of("reason", reason)));
      case RELEASE -> actions.release(call, Body.of(Map.of("reason", reason)));
      case STOP -> actions.kill(call, Body.of(Map.of()));
    }
    return Response.empty(Status.SEE_OTHER)
        .with(
            "Location",
            web.origin() + request.script() + "/job/" + call.slug() + "/?done=" + action.word());
  }

  private static List<String> words(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    try {
      return CommandLine.split(text).words();
    } catch (IllegalArgumentException e) {
      throw new Refusal(Status.BAD_REQUEST, "arguments: " + e.getMessage());
    }
  }

  private static Response page(Status status, String html) {
    return page(Response.of(status, HTML, html));
  }

  /** A browser takes these headers from an answer without a page, too, for the one that it has. */
  private static Response page(Response response) {
    return response
        .with("Content-Security-Policy", LiveFrame.frame().policy())
        // Without it the browser would leave out the origin of a form.
        .with("Referrer-Policy", "same-origin");
  }

  private static Response problem(LiveFrame live, Status status, String detail) {
    StringBuilder html = new StringBuilder();
    live.begin(html, status.title(), null);
    html.append("<p class=o>").append(Html.escaped(detail)).append("</p>\n");
    live.end(html);
    return page(status, html.toString());
  }
}
