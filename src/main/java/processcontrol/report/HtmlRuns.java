package processcontrol.report;

import java.util.List;
import processcontrol.history.RunRecord;

/** Runs of a job as a table. */
final class HtmlRuns {

  private static final int MAX_REASON = 160;

  private final StringBuilder html;
  private final BriefTime times;

  HtmlRuns(StringBuilder html, BriefTime times) {
    this.html = html;
    this.times = times;
  }

  /** The result of a run. */
  static String result(RunRecord run) {
    String word = run.result().toString();
    return Html.pill(word, word);
  }

  static String took(RunRecord run) {
    String text = BriefTime.duration(run.duration());
    return text == null ? "" : text;
  }

  /**
   * Adds the newest of some runs, briefly.
   *
   * @param length limit of the page's length, in characters; some are listed in any case
   */
  void addBrief(List<RunRecord> runs, int most, int length) {
    html.append("<table class=m><tr><th scope=col>Started<th scope=col>Took<th scope=col>Result\n");
    int shown = 0;
    for (RunRecord run : runs) {
      if (shown == most || (shown > 2 && html.length() > length)) {
        break;
      }
      html.append("<tr><td class=n>").append(times.full(TimeText.instant(run.started())));
      html.append("<td>").append(took(run)).append("<td>").append(run.result());
      if (!run.reason().equals("succeeded")) {
        html.append(": ").append(Html.escaped(run.reason(), MAX_REASON / 2));
      }
      html.append('\n');
      shown++;
    }
    html.append("</table>");
  }

  /**
   * Adds all that is to be known of runs.
   *
   * @param linked whether the name of a run leads to the same page with the log of that run
   */
  void addAll(List<RunRecord> runs, boolean linked) {
    html.append("<div class=w role=region aria-label=History tabindex=0><table class=f>");
    html.append("<caption>History: the last ").append(runs.size()).append(" runs</caption><thead>");
    html.append("<tr><th scope=col>Started<th scope=col>Took<th scope=col>Result");
    html.append("<th scope=col>Reason<th scope=col>By<th scope=col>Run</thead><tbody>\n");
    for (RunRecord run : runs) {
      html.append("<tr><td class=n>").append(times.full(TimeText.instant(run.started())));
      html.append("<td>").append(took(run)).append("<td>").append(result(run)).append("<td>");
      html.append(run.reason().equals("succeeded") ? "" : Html.escaped(run.reason(), MAX_REASON));
      html.append("<td>").append(run.trigger());
      if (run.invokedBy() != null) {
        html.append(' ').append(Html.escaped(run.invokedBy(), MAX_REASON / 2));
      }
      html.append("<td>");
      if (run.run() != null) {
        String name = Html.escaped(run.run());
        html.append(linked ? "<a href=\"?run=" + name + "#log\">" + name + "</a>" : name);
      }
      html.append('\n');
    }
    html.append("</table></div>\n");
  }
}
