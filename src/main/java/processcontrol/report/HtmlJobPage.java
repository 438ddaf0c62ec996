package processcontrol.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.Ownership;
import processcontrol.status.JobStatus;

/** One job and its history as a page. It stays as it is until there is news of the job. */
public final class HtmlJobPage {

  private static final String PREFIX = "job-";
  private static final String SUFFIX = ".html";
  private static final int MAX_TEXT = 4000;
  private static final int MAX_LINK = 5000;

  private HtmlJobPage() {}

  /** Returns the name of the file of a job's page. */
  public static String fileName(String slug) {
    return PREFIX + slug + SUFFIX;
  }

  /** Returns true if a file may be the page of a job. */
  public static boolean isFileName(String name) {
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  /** Returns true if a file that begins like this is one of ours. */
  public static boolean isOurs(String beginning) {
    return beginning.startsWith(HtmlFrame.BEGINNING);
  }

  /**
   * Returns the beginning of the page, which changes with everything that it says: a page that
   * begins like this is up to date.
   *
   * @param logs whether the end of the log is shown
   */
  public static String beginning(ReportedJob reported, boolean logs, Instant now, ZoneId zone) {
    JobStatus status = reported.status();
    StringBuilder made = new StringBuilder();
    // No record is made a text whole: the first time that takes as long as a page.
    JobState state = JobState.of(status, now);
    add(made, HtmlFrame.VERSION, zone, logs, status.path(), state.kind(), state.reason());
    add(made, status.problems(), status.running() == null ? null : status.running().run());
    if (status.isValid()) {
      Ownership ownership = status.job().ownership();
      add(made, status.job().sha256(), status.job().name(), status.hold(), status.nextRun());
      add(made, ownership.owner(), ownership.runbook(), ownership.disabledInWords());
      add(made, status.job().tags(), status.scheduleInFullWords());
    }
    if (!reported.runs().isEmpty()) {
      RunRecord newest = reported.runs().get(0);
      add(made, newest.run(), newest.result(), newest.started(), newest.ended(), newest.reason());
    }
    String digest = Html.source(made.toString());
    return HtmlFrame.BEGINNING + "of one job, " + digest + " -->\n";
  }

  private static void add(StringBuilder made, Object... parts) {
    for (Object part : parts) {
      made.append(part).append('\n');
    }
  }

  /**
   * The page.
   *
   * @param beginning as {@link #beginning} gives it
   * @param log the end of the log of its last run, or null
   */
  public static StringBuilder of(
      ReportedJob reported, String beginning, List<String> log, Instant now, ZoneId zone) {
    StringBuilder html = new StringBuilder();
    JobStatus status = reported.status();
    String name = Html.escaped(status.name());
    int from = HtmlFrame.BEGINNING.length();
    HtmlFrame.FILE.begin(html, beginning.substring(from, beginning.indexOf(" -->")), name);
    html.append("<nav><a href=\"index.html\">All jobs</a></nav>\n<h1>").append(name);
    html.append("</h1>\n<p class=m>Written <time datetime=\"").append(now).append("\">");
    html.append(new TimeText(zone).time(now)).append("</time>, after the last change</p>\n");
    addFacts(html, reported, now, zone);
    BriefTime times = new BriefTime(now, zone);
    if (reported.runs().isEmpty()) {
      html.append("<section><h2>History</h2><p>It has not run yet.</p></section>\n");
    } else {
      new HtmlRuns(html, times).addAll(reported.runs(), /* linked= */ false);
    }
    if (log != null) {
      html.append("<section><h2>End of the log</h2><pre tabindex=0 aria-label=\"End of the log\">");
      log.forEach(line -> html.append(Html.escaped(line)).append('\n'));
      html.append("</pre></section>\n");
    }
    HtmlFrame.FILE.end(html);
    return html;
  }

  /**
   * The page as process-control-web serves it, with what can be done.
   *
   * @param head what stands below the name, as HTML
   * @param log what stands above the history, as HTML
   */
  public static StringBuilder live(
      ReportedJob reported, LiveFrame live, String head, String log, Instant now, ZoneId zone) {
    StringBuilder html = new StringBuilder();
    JobStatus status = reported.status();
    live.begin(html, Html.escaped(status.name()), null);
    html.append(head);
    addFacts(html, reported, now, zone);
    html.append(log);
    if (reported.runs().isEmpty()) {
      html.append("<section><h2>History</h2><p>It has not run yet.</p></section>\n");
    } else {
      new HtmlRuns(html, new BriefTime(now, zone)).addAll(reported.runs(), /* linked= */ true);
    }
    html.append("<p class=m>As of <time datetime=\"").append(now).append("\">");
    html.append(new TimeText(zone).time(now)).append("</time></p>\n");
    live.end(html);
    return html;
  }

  private static void addFacts(StringBuilder html, ReportedJob reported, Instant now, ZoneId zone) {
    JobStatus status = reported.status();
    JobState state = JobState.of(status, now);
    TimeText full = new TimeText(zone);
    html.append("<section><dl><dt>State<dd>");
    html.append(Html.pill(state.kind().word(), state.kind().word())).append(' ');
    html.append(Html.escaped(state.reason(), MAX_TEXT)).append('\n');
    status.problems().forEach(problem -> fact(html, "Fault", problem));
    Job job = status.job();
    if (job != null) {
      fact(html, "Name", job.name());
      fact(html, "Description", job.description());
      fact(html, "Owner", job.ownership().owner());
      if (job.ownership().runbook() != null) {
        html.append("<dt>Runbook<dd>")
            .append(HtmlReport.runbook(job.ownership(), MAX_TEXT, MAX_LINK));
        html.append('\n');
      }
      fact(html, "Tags", job.tags().isEmpty() ? null : String.join(", ", job.tags()));
      if (status.scheduleInFullWords() != null) {
        html.append("<dt>Schedule<dd><code>");
        html.append(Html.escaped(HtmlReport.schedules(job), MAX_TEXT)).append("</code> ");
        html.append(Html.escaped(status.scheduleInFullWords(), MAX_TEXT)).append('\n');
      }
    }
    Hold hold = status.hold();
    if (hold != null) {
      String by = hold.by() == null ? "" : " by " + hold.by();
      fact(html, "On hold", "since " + full.time(hold.since()) + by + ": " + hold.reason());
    } else {
      fact(html, "Next start", full.time(status.nextRun()));
    }
    if (status.running() != null && status.running().started() != null) {
      String usual =
          reported.usual() == null ? "" : ", usually " + BriefTime.duration(reported.usual());
      fact(html, "Running", "since " + full.time(status.running().started()) + usual);
    }
    fact(html, "File", status.path());
    if (!reported.runs().isEmpty()) {
      html.append("<dt>Last runs<dd>").append(reported.strip()).append('\n');
    }
    html.append("</dl></section>\n");
  }

  private static void fact(StringBuilder html, String name, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      html.append("<dt>").append(name).append("<dd>");
      html.append(Html.escaped(text.strip(), MAX_TEXT)).append('\n');
    }
  }
}
