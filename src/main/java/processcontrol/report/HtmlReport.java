package processcontrol.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.Ownership;
import processcontrol.report.JobState.Kind;
import processcontrol.status.JobStatus;

/** All jobs as one page: no other file, no request, and readable without its script. */
public final class HtmlReport {

  /** Of so many jobs the page has the details; of more, their own pages alone. */
  public static final int MAX_DETAILED = 500;

  /** Number of runs of a job that are listed one by one. */
  public static final int DETAILED_RUNS = 20;

  /** Size of a job's part, in characters; the row and the picture of its runs take most of it. */
  private static final int BYTES_OF_JOB = 1900;

  private static final int MAX_TEXT = 120;

  /** Longer names are cut in their middle: the link beside them has them whole. */
  private static final int MAX_NAME = 64;

  private static final int MAX_LINK = 250;

  private final List<ReportedJob> jobs;
  private final Instant now;
  private final ZoneId zone;
  private final BriefTime times;
  private final HtmlFrame frame;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(List<ReportedJob> jobs, Instant now, ZoneId zone, HtmlFrame frame) {
    this.jobs = jobs;
    this.now = now;
    this.zone = zone;
    this.times = new BriefTime(now, zone);
    this.frame = frame;
  }

  /**
   * The page.
   *
   * @param jobs in the order of the table
   * @param rates null where they are not counted
   * @param faults what could not be read
   */
  public static StringBuilder of(
      List<ReportedJob> jobs,
      DayStarts today,
      @Nullable SuccessRates rates,
      List<String> faults,
      String host,
      Instant now,
      ZoneId zone,
      HtmlFrame frame) {
    HtmlReport report = new HtmlReport(jobs, now, zone, frame);
    report.addHead(host);
    for (String fault : faults) {
      report.add("<p class=o>" + Html.escaped(fault) + "</p>\n");
    }
    report.add("<div class=t2>");
    report.addFailing();
    report.addRunning();
    report.add("</div>\n");
    new HtmlToday(report.html, today, now, zone).add();
    report.addForm();
    report.addTable();
    if (rates != null) {
      rates.addTo(report.html);
    }
    frame.end(report.html);
    return report.html;
  }

  private void add(String text) {
    html.append(text);
  }

  private JobState state(ReportedJob job) {
    return JobState.of(job.status(), now);
  }

  private void addHead(String host) {
    int failing = (int) jobs.stream().filter(job -> JobState.isFailed(job.status())).count();
    String title = failing + " failing of " + jobs.size() + " - " + Html.escaped(host);
    frame.begin(html, "of all jobs", title);
    add("<h1>" + title + "</h1>\n<p class=m>Written <time datetime=\"" + now + "\">");
    add(new TimeText(zone).time(now) + "</time> by process-control</p>\n");
    add("<p class=o role=alert hidden>This page is old: it was written more than 10 minutes ago. ");
    add("What it says may no longer be true.</p>\n<ul class=c aria-label=\"Jobs by state\">");
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    jobs.forEach(job -> counts.merge(state(job).kind(), 1, Integer::sum));
    counts.forEach(
        (kind, count) -> add("<li>" + Html.pill(kind.word(), count + " " + kind.word())));
    add("</ul>\n");
  }

  private static String name(ReportedJob job) {
    String name = Html.escaped(TextWidth.cutMiddle(job.status().name(), MAX_NAME), MAX_TEXT);
    return job.page() == null ? name : "<a href=\"" + job.page() + "\">" + name + "</a>";
  }

  private void addFailing() {
    add("<section><h2>Failing</h2>\n");
    StringBuilder list = new StringBuilder();
    for (ReportedJob job : jobs) {
      if (JobState.isFailed(job.status())) {
        JobState state = state(job);
        list.append("<li>").append(Html.pill(state.kind().word(), state.kind().word()));
        list.append(' ').append(name(job)).append(": ");
        list.append(Html.escaped(state.reason(), MAX_TEXT)).append('\n');
      }
    }
    add(list.length() == 0 ? "<p>No job is failing.</p>" : "<ul class=u>\n" + list + "</ul>");
    add("</section>\n");
  }

  private void addRunning() {
    add("<section><h2>Running</h2>\n");
    StringBuilder list = new StringBuilder();
    for (ReportedJob job : jobs) {
      JobStatus.Running run = job.status().running();
      if (run == null) {
        continue;
      }
      list.append("<li>").append(Html.pill("running", Html.escaped(run.state(), MAX_TEXT)));
      list.append(' ').append(name(job));
      if (run.started() != null) {
        addElapsed(list, run.started().epochMillis(), job.usual());
      }
      list.append('\n');
    }
    add(list.length() == 0 ? "<p>No job is running.</p>" : "<ul class=u>\n" + list + "</ul>");
    add("</section>\n");
  }

  /** Adds how long a run has taken, beside how long it usually takes. */
  private void addElapsed(StringBuilder list, long started, Long usual) {
    long elapsed = Math.max(0, now.toEpochMilli() - started);
    list.append(" since ").append(times.moment(Instant.ofEpochMilli(started))).append(", for ");
    list.append(BriefTime.duration(elapsed));
    if (usual == null) {
      return;
    }
    list.append(", usually ").append(BriefTime.duration(usual)).append(' ');
    long share = usual == 0 ? 100 : Math.min(100, elapsed * 100 / usual);
    String style = elapsed > 2 * usual ? "b" : elapsed > usual ? "y" : "g";
    list.append("<svg class=bar aria-hidden=true height=8 viewBox=\"0 0 100 8\"");
    list.append(" preserveAspectRatio=none><path class=x d=\"M0 4h100\"/>");
    list.append("<path class=").append(style).append(" d=\"M0 4h").append(Math.max(1, share));
    list.append("\"/></svg>");
    if (elapsed > 2 * usual) {
      list.append("much longer than usual");
    } else if (elapsed > usual) {
      list.append("longer than usual");
    }
  }

  /** Shown by the script, which makes it work. */
  private void addForm() {
    Set<String> tags = new TreeSet<>();
    Set<Kind> kinds = new TreeSet<>();
    for (ReportedJob job : jobs) {
      kinds.add(state(job).kind());
      tags.addAll(job.status().isValid() ? job.status().job().tags() : List.of());
    }
    add("<form hidden role=search aria-label=Jobs><label>Text <input id=t type=search></label>");
    add("<label>State <select id=s><option value=\"\">all");
    kinds.forEach(kind -> add("<option>" + kind.word()));
    add("</select></label>");
    add("<label>Tag <select id=g><option value=\"\">all");
    tags.forEach(tag -> add("<option>" + Html.escaped(tag)));
    add("</select></label><output aria-live=polite></output></form>\n");
  }

  private void addTable() {
    add("<div class=w role=region aria-label=\"All jobs\" tabindex=0><table class=f>");
    add("<caption>All jobs, those that need attention first</caption>\n<thead><tr>");
    for (String head :
        List.of("State", "Job", "Last run", "Ended", "Took", "Runs", "Next start", "Schedule")) {
      add("<th scope=col>" + head);
    }
    add("</thead>\n");
    jobs.forEach(this::addJob);
    add("</table></div>\n");
  }

  private void addJob(ReportedJob reported) {
    int begin = html.length();
    JobStatus status = reported.status();
    Job job = status.job();
    JobState state = state(reported);
    String word = state.kind().word();
    String tags =
        job == null || job.tags().isEmpty() ? "" : Html.escaped(String.join(" ", job.tags()));
    add("<tbody class=j data-s=" + word + " data-g=\"" + tags + "\"><tr><td>");
    add(Html.pill(word, word) + "<th scope=row>" + name(reported));
    if (!tags.isEmpty()) {
      add(" <small>" + Html.escaped(String.join(" ", job.tags()), MAX_TEXT) + "</small>");
    }
    RunRecord last = JobState.last(status);
    if (last == null) {
      add("<td><td><td>");
    } else {
      add("<td data-l=\"Last run\">" + last.result() + "<td class=n data-l=Ended>");
      add(times.full(TimeText.instant(last.latestMoment())) + "<td class=n data-l=Took>");
      add(HtmlRuns.took(last));
    }
    add("<td class=r>" + reported.strip() + "<td class=n");
    boolean starts = status.hold() == null && status.nextRun() != null;
    add(starts ? " data-l=Next>" + times.moment(status.nextRun()) : ">");
    add("<td class=r>");
    String words = status.scheduleInFullWords();
    if (words != null) {
      add("<code>" + Html.escaped(schedules(job), MAX_TEXT / 2) + "</code> ");
      add(Html.escaped(words, MAX_TEXT));
    }
    add("\n");
    if (jobs.size() <= MAX_DETAILED) {
      addDetails(reported, state, begin + BYTES_OF_JOB);
    }
  }

  /** The schedules as they stand in the file. */
  static String schedules(Job job) {
    StringBuilder text = new StringBuilder();
    job.schedules()
        .forEach(
            entry -> text.append(text.length() == 0 ? "" : "; ").append(entry.schedule().text()));
    return text.toString();
  }

  private void addDetails(ReportedJob reported, JobState state, int length) {
    JobStatus status = reported.status();
    add("<tr class=d><td><td class=r colspan=7><details><summary>");
    String title = status.isValid() ? status.job().name() : "not valid";
    add(Html.escaped(title, MAX_TEXT) + (state.reason().isEmpty() ? "" : ": "));
    add(Html.escaped(state.reason(), MAX_TEXT) + "</summary>");
    if (status.isValid()) {
      addOwner(html, status.job().ownership());
    }
    if (!reported.runs().isEmpty() && html.length() < length) {
      new HtmlRuns(html, times).addBrief(reported.runs(), DETAILED_RUNS, length - 60);
    }
    add("</details>\n");
  }

  private static void addOwner(StringBuilder html, Ownership ownership) {
    if (ownership.owner() != null) {
      html.append("<p>Owner: ").append(Html.escaped(ownership.owner(), MAX_TEXT)).append("</p>");
    }
    if (ownership.runbook() != null) {
      html.append("<p>Runbook: ").append(runbook(ownership, MAX_TEXT, MAX_LINK)).append("</p>");
    }
  }

  /** Returns what to do when the job fails, as a link where it is one, and not too long. */
  static String runbook(Ownership ownership, int max, int maxLink) {
    String runbook = ownership.runbook().strip();
    String text = Html.escaped(runbook, max);
    String link = Html.escaped(runbook);
    // A link that is cut leads nowhere.
    return Html.isLink(runbook) && link.length() <= maxLink
        ? "<a rel=noreferrer href=\"" + link + "\">" + text + "</a>"
        : text;
  }
}
