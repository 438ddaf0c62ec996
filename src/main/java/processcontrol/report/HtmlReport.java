package processcontrol.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.report.JobState.Kind;
import processcontrol.status.JobStatus;

/** All jobs as one page: no other file, no request, and readable without its script. */
public final class HtmlReport {

  private static final int DETAILED_RUNS = 20;
  private static final int MAX_REASON = 80;

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--f:#1a1a1a;--b:#fff;--l:#767676;--s:#f2f2f2;--r:#b00020;\
      --y:#7a4f00;--g:#1b6e2d;--c:#00607a}
      @media(prefers-color-scheme:dark){:root{--f:#e8e8e8;--b:#161616;--l:#8a8a8a;--s:#262626;\
      --r:#ff8a8a;--y:#f0c060;--g:#7fd08f;--c:#7cc7e8}}
      body{font:16px/1.45 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:120rem;\
      color:var(--f);background:var(--b)}
      table{border-collapse:collapse}caption{text-align:left;font-weight:bold;padding:.3rem 0}
      th,td{text-align:left;vertical-align:top;padding:.25rem .6rem;border-top:1px solid var(--l)}
      .w{overflow-x:auto}.n{text-align:right;white-space:nowrap}.t{white-space:nowrap}
      .failing,.invalid,.overdue,.bad{color:var(--r);font-weight:bold}.held{color:var(--y)}
      .running{color:var(--g)}.waiting{color:var(--c)}small{color:inherit}a{color:var(--c)}
      path{fill:none;stroke-width:2}.g{stroke:var(--g)}.b{stroke:var(--r)}.o{stroke:var(--l)}
      form{display:flex;flex-wrap:wrap;gap:1rem;margin:1rem 0}input,select{font:inherit}
      #old{border:2px solid var(--r);padding:.5rem}[hidden]{display:none}
      """;

  private static final String SCRIPT =
      """
      const q=s=>document.querySelector(s),f=q('form');f.hidden=false;
      f.onsubmit=e=>e.preventDefault();
      f.oninput=()=>{const t=q('#t').value.toLowerCase(),s=q('#s').value,g=q('#g').value;let n=0;
      for(const r of document.querySelectorAll('tbody.j')){const h=
      (t&&!r.textContent.toLowerCase().includes(t))||(s&&r.dataset.s!==s)||
      (g&&!r.dataset.g.split(' ').includes(g));r.hidden=h;n+=!h}q('output').textContent=n+' shown'};
      if(Date.now()-Date.parse(q('time').dateTime)>6e5)q('#old').hidden=false;
      """;

  private final Instant now;
  private final BriefTime times;
  private final TimeText full;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(Instant now, ZoneId zone) {
    this.now = now;
    this.times = new BriefTime(now, zone);
    this.full = new TimeText(zone);
  }

  /**
   * The page.
   *
   * @param jobs in the order of the table
   * @param faults what could not be read
   */
  public static String of(
      List<ReportedJob> jobs,
      DayRates rates,
      List<String> faults,
      String host,
      Instant now,
      ZoneId zone) {
    HtmlReport report = new HtmlReport(now, zone);
    report.addHead(jobs, host);
    faults.forEach(fault -> report.add("<p class=bad>" + Html.escaped(fault) + "</p>\n"));
    report.addFailing(jobs);
    report.addRunning(jobs);
    report.addForm(jobs);
    report.addTable(jobs);
    report.addRates(rates);
    report.add("</main><script>" + SCRIPT + "</script></body></html>\n");
    return report.html.toString();
  }

  private void add(String text) {
    html.append(text);
  }

  private JobState state(ReportedJob job) {
    return JobState.of(job.status(), now);
  }

  private void addHead(List<ReportedJob> jobs, String host) {
    int failing = (int) jobs.stream().filter(job -> JobState.isFailed(job.status())).count();
    String title = failing + " failing of " + jobs.size() + " - " + Html.escaped(host);
    add("<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8>");
    add("<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src ");
    add(Html.source(STYLE) + "; script-src " + Html.source(SCRIPT));
    add("; base-uri 'none'; form-action 'none'\">");
    add("<meta name=viewport content=\"width=device-width,initial-scale=1\">");
    add("<title>" + title + "</title><style>" + STYLE + "</style></head>\n<body><main>\n");
    add("<h1>" + title + "</h1>\n<p>Written <time datetime=\"" + now + "\">" + full.time(now));
    add("</time> by process-control.</p>\n");
    add("<p id=old role=alert hidden>This page is old: it was written more than 10 minutes ago, ");
    add("so what it says may not be so any more.</p>\n");
  }

  private void addFailing(List<ReportedJob> jobs) {
    List<ReportedJob> failing =
        jobs.stream().filter(job -> JobState.isFailed(job.status())).toList();
    if (failing.isEmpty()) {
      add("<p>No job is failing.</p>\n");
      return;
    }
    add("<h2>Failing</h2>\n<ul>\n");
    for (ReportedJob job : failing) {
      add("<li><a href=\"#" + anchor(job) + "\">" + Html.escaped(job.status().name()) + "</a>: ");
      add(Html.escaped(cut(state(job).reason())) + "\n");
    }
    add("</ul>\n");
  }

  private void addRunning(List<ReportedJob> jobs) {
    List<ReportedJob> running =
        jobs.stream().filter(job -> job.status().running() != null).toList();
    if (running.isEmpty()) {
      return;
    }
    add("<h2>Running</h2>\n<ul>\n");
    for (ReportedJob job : running) {
      JobStatus.Running run = job.status().running();
      add("<li>" + Html.escaped(job.status().name()) + ": " + Html.escaped(run.state()));
      if (run.started() != null) {
        long elapsed = Math.max(0, now.toEpochMilli() - run.started().epochMillis());
        add(" for " + BriefTime.duration(elapsed));
        add(job.usual() == null ? "" : ", usually " + BriefTime.duration(job.usual()));
      }
      add("\n");
    }
    add("</ul>\n");
  }

  /** Shown by the script, which makes it work. */
  private void addForm(List<ReportedJob> jobs) {
    Set<String> tags = new TreeSet<>();
    Set<Kind> kinds = new TreeSet<>();
    for (ReportedJob job : jobs) {
      kinds.add(state(job).kind());
      tags.addAll(job.status().isValid() ? job.status().job().tags() : List.of());
    }
    add("<form hidden><label>Text <input id=t type=search></label>");
    add("<label>State <select id=s><option value=\"\">all");
    kinds.forEach(kind -> add("<option>" + kind.word()));
    add("</select></label><label>Tag <select id=g><option value=\"\">all");
    tags.forEach(tag -> add("<option>" + Html.escaped(tag)));
    add("</select></label><output></output></form>\n");
  }

  private void addTable(List<ReportedJob> jobs) {
    add("<div class=w role=region aria-label=\"All jobs\" tabindex=0><table>");
    add("<caption>All jobs, those that need attention first</caption>\n<thead><tr>");
    for (String head :
        List.of("State", "Job", "Last run", "Ended", "Took", "Runs", "Next start", "Schedule")) {
      add("<th scope=col>" + head);
    }
    add("</thead>\n");
    jobs.forEach(this::addJob);
    add("</table></div>\n");
  }

  private static String anchor(ReportedJob job) {
    return "job-" + Html.escaped(job.status().name()).replace(' ', '-');
  }

  private void addJob(ReportedJob reported) {
    JobStatus status = reported.status();
    Job job = status.job();
    JobState state = state(reported);
    List<String> tags = job == null ? List.of() : List.copyOf(job.tags());
    add("<tbody class=j data-s=" + state.kind().word() + " data-g=\"");
    add(Html.escaped(String.join(" ", tags)) + "\"><tr id=\"" + anchor(reported) + "\">");
    add("<td class=" + state.kind().word() + ">" + state.kind().word());
    add("<th scope=row>" + Html.escaped(status.name()));
    add(tags.isEmpty() ? "" : " <small>" + Html.escaped(String.join(", ", tags)) + "</small>");
    RunRecord last = JobState.last(status);
    if (last == null) {
      add("<td>none<td><td>");
    } else {
      Instant ended = TimeText.instant(last.latestMoment());
      add("<td" + (last.result().isFailed() ? " class=bad>" : ">") + last.result());
      add("<td class=t>" + times.full(ended) + "<td class=n>" + took(last));
    }
    add("<td>" + RunStrip.of(reported.runs()));
    boolean starts = status.hold() == null && status.nextRun() != null;
    add("<td class=t>" + (starts ? times.moment(status.nextRun()) : "-"));
    String words = status.scheduleInFullWords();
    add("<td>" + (words == null ? "" : Html.escaped(cut(words))) + "\n");
    addDetails(reported, state);
  }

  private static String took(RunRecord run) {
    String text = BriefTime.duration(run.duration());
    return text == null ? "" : text;
  }

  private void addDetails(ReportedJob reported, JobState state) {
    JobStatus status = reported.status();
    add("<tr><td><td colspan=7><details><summary>");
    String title = status.isValid() ? status.job().name() : "not valid";
    add(Html.escaped(cut(title)) + (state.reason().isEmpty() ? "" : ": "));
    add(Html.escaped(cut(state.reason())) + "</summary>");
    if (status.isValid() && status.job().ownership().owner() != null) {
      add("<p>Owner: " + Html.escaped(status.job().ownership().owner()) + "</p>");
    }
    if (status.isValid() && status.job().ownership().runbook() != null) {
      String runbook = status.job().ownership().runbook().strip();
      String text = Html.escaped(runbook);
      String link = "<a rel=noreferrer href=\"" + text + "\">" + text + "</a>";
      add("<p>Runbook: " + (Html.isLink(runbook) ? link : text) + "</p>");
    }
    if (!reported.runs().isEmpty()) {
      add("<table><caption>Last runs of " + Html.escaped(status.name()) + "</caption><tr>");
      add("<th scope=col>Started<th scope=col>Took<th scope=col>Result<th scope=col>Reason\n");
      int shown = Math.min(DETAILED_RUNS, reported.runs().size());
      for (RunRecord run : reported.runs().subList(0, shown)) {
        add("<tr><td>" + times.full(TimeText.instant(run.started())) + "<td>" + took(run));
        boolean good = run.reason().equals("succeeded");
        add("<td>" + run.result() + (good ? "" : "<td>" + Html.escaped(cut(run.reason()))) + "\n");
      }
      add("</table>");
    }
    add("</details>\n");
  }

  private static String cut(String text) {
    return TextWidth.cut(text.strip(), MAX_REASON);
  }

  private void addRates(DayRates rates) {
    add("<table><caption>Runs of all jobs by day</caption>\n<thead><tr><th scope=col>Day");
    add("<th scope=col>Success<th scope=col>Succeeded<th scope=col>Failed</thead><tbody>\n");
    add(rates.rows() + "</tbody></table>\n");
  }
}
