package processcontrol.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import processcontrol.history.Result;
import processcontrol.history.RunOutcome;

/** Counts the successful runs of all jobs, by day and by week. */
public final class SuccessRates {

  /** So many days are counted, and so many weeks, the current ones among them. */
  public static final int DAYS = 14;

  public static final int WEEKS = 8;

  private static final int FULL = 100;
  private static final String[] WEEKDAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

  private final LocalDate today;
  private final LocalDate monday;

  /** Begin of each day, the newest first; no run takes a look at a calendar. */
  private final long[] days;

  private final int[] succeeded;
  private final int[] failed;

  public SuccessRates(Instant now, ZoneId zone) {
    today = now.atZone(zone).toLocalDate();
    monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    int count = Math.toIntExact(today.toEpochDay() - monday.toEpochDay()) + 7 * (WEEKS - 1) + 1;
    days = new long[count];
    succeeded = new int[count];
    failed = new int[count];
    for (int i = 0; i < count; i++) {
      days[i] = today.minusDays(i).atStartOfDay(zone).toInstant().toEpochMilli();
    }
  }

  /**
   * Counts the runs of a job.
   *
   * @return false if a run began before all that is counted
   */
  public boolean add(RunOutcome run) {
    if (run.started() < days[days.length - 1]) {
      return false;
    }
    int day = 0;
    while (run.started() < days[day]) {
      day++;
    }
    if (run.result() == Result.SUCCESS) {
      succeeded[day]++;
    } else if (run.result().isFailed()) {
      failed[day]++;
    }
    return true;
  }

  /** Two tables. */
  void addTo(StringBuilder html) {
    html.append("<div class=t2><section>");
    begin(html, "Success by day", "Day");
    for (int i = 0; i < DAYS; i++) {
      LocalDate day = today.minusDays(i);
      row(html, WEEKDAYS[day.getDayOfWeek().getValue() - 1] + " " + brief(day), i, i);
    }
    html.append("</table></section>\n<section>");
    begin(html, "Success by week", "Week from");
    int first = Math.toIntExact(today.toEpochDay() - monday.toEpochDay());
    for (int week = 0; week < WEEKS; week++) {
      int last = first + 7 * week;
      row(html, brief(monday.minusDays(7L * week)), Math.max(0, last - 6), last);
    }
    html.append("</table></section></div>\n");
  }

  /** The month and the day: all of them are of these weeks. */
  private static String brief(LocalDate day) {
    return day.toString().substring(5);
  }

  private static void begin(StringBuilder html, String caption, String first) {
    html.append("<table><caption>").append(caption).append("</caption><thead><tr><th scope=col>");
    html.append(first).append("<th scope=col>Success<th scope=col>OK<th scope=col>Failed");
    html.append("</thead><tbody>\n");
  }

  private void row(StringBuilder html, String name, int from, int until) {
    int good = 0;
    int bad = 0;
    for (int i = from; i <= until; i++) {
      good += succeeded[i];
      bad += failed[i];
    }
    html.append("<tr><th scope=row class=n>").append(name).append("<td class=n>");
    if (good + bad == 0) {
      html.append("-");
    } else {
      int share = (int) ((long) FULL * good / (good + bad));
      html.append("<svg class=bar aria-hidden=true height=8 viewBox=\"0 0 ").append(FULL);
      html.append(" 8\" preserveAspectRatio=none>");
      html.append("<path class=x d=\"M0 4h").append(FULL).append("\"/>");
      if (share > 0) {
        html.append("<path class=g d=\"M0 4h").append(share).append("\"/>");
      }
      html.append("</svg>").append(share).append(" %");
    }
    html.append("<td>").append(good).append("<td>").append(bad).append('\n');
  }
}
