package processcontrol.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.Map;
import processcontrol.audit.Cause;
import processcontrol.audit.Gap;
import processcontrol.report.DayStarts.Kind;
import processcontrol.report.DayStarts.Missed;

/** Today's starts on a line of 24 hours, and as a table. */
final class HtmlToday {

  private static final int MAX_MISSED = 50;
  private static final int MAX_TEXT = 160;
  private static final int HEIGHT = 60;

  /** The width of a part, and of the bar in it. */
  private static final int STEP = 10;

  private static final int BAR = 8;
  private static final int PARTS_OF_HOUR = DayStarts.PARTS / 24;

  private final StringBuilder html;
  private final DayStarts day;
  private final BriefTime times;
  private final ZonedDateTime now;

  HtmlToday(StringBuilder html, DayStarts day, Instant now, ZoneId zone) {
    this.html = html;
    this.day = day;
    this.times = new BriefTime(now, zone);
    this.now = now.atZone(zone);
  }

  void add() {
    html.append("<section><h2>Starts today</h2>\n<ul class=c>");
    for (Kind kind : Kind.values()) {
      int total = day.total(kind);
      if (total > 0) {
        html.append("<li>").append(Html.pill(style(kind), total + " " + kind.word()));
      }
    }
    html.append("</ul>\n");
    addPicture();
    addHours();
    if (!day.missed().isEmpty()) {
      addMissed();
    }
    html.append("</section>\n");
  }

  private static String style(Kind kind) {
    return switch (kind) {
      case SUCCEEDED -> "ok";
      case FAILED -> "failing";
      case LATE -> "late";
      case MISSING -> "missing";
      case TO_COME -> "new";
    };
  }

  /** Each bar from below: succeeded, failed, to come; what is missing is an empty box on top. */
  private void addPicture() {
    int most = 1;
    for (int i = 0; i < DayStarts.PARTS; i++) {
      int all = -day.count(Kind.LATE, i); // They are among those that ran.
      for (Kind kind : Kind.values()) {
        all += day.count(kind, i);
      }
      most = Math.max(most, all);
    }
    Map<Kind, StringBuilder> paths = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      paths.put(kind, new StringBuilder());
    }
    for (int i = 0; i < DayStarts.PARTS; i++) {
      int y = HEIGHT;
      for (Kind kind : new Kind[] {Kind.SUCCEEDED, Kind.FAILED, Kind.TO_COME, Kind.MISSING}) {
        int count = day.count(kind, i);
        if (count > 0) {
          int height = Math.max(3, count * (HEIGHT - 12) / most);
          y -= height;
          box(paths.get(kind), i, y, height);
        }
      }
      if (day.count(Kind.LATE, i) > 0) {
        // A mark above the bar, whatever its height is.
        paths
            .get(Kind.LATE)
            .append('M')
            .append(i * STEP + BAR / 2)
            .append(' ')
            .append(Math.max(6, y - 2))
            .append("l-4 -6h8z");
      }
    }
    int width = DayStarts.PARTS * STEP;
    int at = (now.getHour() * 60 + now.getMinute()) * width / 1440;
    html.append("<svg class=\"s day\" role=img aria-label=\"starts of today by quarter of an hour");
    html.append("; the table below has the numbers\" preserveAspectRatio=none viewBox=\"0 0 ");
    html.append(width).append(' ').append(HEIGHT).append("\">");
    html.append("<path class=x d=\"M0 ").append(HEIGHT).append('h').append(width).append("\"/>");
    addPath("z g", paths.get(Kind.SUCCEEDED));
    addPath("z b", paths.get(Kind.FAILED));
    addPath("z q", paths.get(Kind.TO_COME));
    addPath("z h", paths.get(Kind.MISSING));
    addPath("z y", paths.get(Kind.LATE));
    html.append("<path class=q d=\"M").append(at).append(" 0v").append(HEIGHT).append("\"/></svg>");
    html.append("<p class=ax aria-hidden=true>");
    for (int hour = 0; hour <= 24; hour += 3) {
      html.append("<span>").append(hour < 10 ? "0" : "").append(hour).append("</span>");
    }
    html.append("</p>\n");
  }

  private static void box(StringBuilder path, int part, int y, int height) {
    path.append('M').append(part * STEP).append(' ').append(y).append('h').append(BAR);
    path.append('v').append(height).append("h-").append(BAR).append('z');
  }

  private void addPath(String style, StringBuilder path) {
    if (path.length() > 0) {
      html.append("<path class=\"").append(style).append("\" d=\"").append(path).append("\"/>");
    }
  }

  private void addHours() {
    html.append(
        "<details><summary>Starts by hour</summary><div class=v role=region "
            + "aria-label=\"Starts by hour\" tabindex=0><table><caption>Starts today by hour");
    html.append("</caption><thead><tr><th scope=col>Hour");
    for (Kind kind : Kind.values()) {
      String word = kind.word();
      html.append("<th scope=col>").append(Character.toUpperCase(word.charAt(0)));
      html.append(word, 1, word.length());
    }
    html.append("</thead><tbody>\n");
    for (int hour = 0; hour < 24; hour++) {
      int all = 0;
      StringBuilder cells = new StringBuilder();
      for (Kind kind : Kind.values()) {
        int count = 0;
        for (int i = 0; i < PARTS_OF_HOUR; i++) {
          count += day.count(kind, hour * PARTS_OF_HOUR + i);
        }
        all += count;
        cells.append("<td>").append(count);
      }
      if (all > 0) {
        html.append("<tr><th scope=row>").append(hour < 10 ? "0" : "").append(hour);
        html.append(":00").append(cells).append('\n');
      }
    }
    html.append("</table></div></details>\n");
  }

  private void addMissed() {
    int count = day.missed().size();
    html.append("<details").append(count <= 10 ? " open" : "").append("><summary>");
    html.append(
        "Missing and late starts</summary><table class=f><caption>Missing and late starts today");
    html.append("</caption><thead><tr><th scope=col>What<th scope=col>Job<th scope=col>When");
    html.append("<th scope=col>Why</thead><tbody>\n");
    for (Missed missed : day.missed().subList(0, Math.min(count, MAX_MISSED))) {
      Gap gap = missed.gap();
      boolean late = gap.cause().kind() == Cause.Kind.LATE;
      String word = late ? "late" : "missing";
      html.append("<tr><td>").append(Html.pill(word, word)).append("<th scope=row>");
      html.append(Html.escaped(missed.job())).append("<td class=n>");
      html.append(times.moment(TimeText.instant(gap.from())));
      if (gap.slots() > 1) {
        html.append(" to ").append(times.moment(TimeText.instant(gap.until())));
        html.append(", ").append(gap.slots()).append(" starts");
      }
      html.append("<td>");
      if (late) {
        html.append(gap.slots() > 1 ? "up to " : "").append(BriefTime.duration(gap.late()));
        html.append(' ');
      }
      html.append(Html.escaped(gap.detail(), MAX_TEXT)).append('\n');
    }
    html.append("</table>");
    if (count > MAX_MISSED) {
      html.append("<p>And ").append(count - MAX_MISSED);
      html.append(" more; <code>run-job --audit</code> has them all.</p>");
    }
    html.append("</details>\n");
  }
}
