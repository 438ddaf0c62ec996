package processcontrol.report;

import java.util.List;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;

/** The last runs of a job as a picture: height is duration, colour and shape the result. */
final class RunStrip {

  private static final int HEIGHT = 24;
  private static final int STEP = 4;

  private RunStrip() {}

  /** An inline SVG, the newest run at the right. */
  static String of(List<RunRecord> runs) {
    if (runs.isEmpty()) {
      return "";
    }
    long longest = 1;
    int failed = 0;
    for (RunRecord run : runs) {
      longest = Math.max(longest, run.duration() == null ? 0 : run.duration());
      failed += run.result().isFailed() ? 1 : 0;
    }
    StringBuilder good = new StringBuilder();
    StringBuilder bad = new StringBuilder();
    StringBuilder other = new StringBuilder();
    for (int i = 0; i < runs.size(); i++) {
      RunRecord run = runs.get(runs.size() - 1 - i);
      long duration = run.duration() == null ? 0 : run.duration();
      long height = 4 + duration * (HEIGHT - 8) / longest;
      String bar = "M" + (i * STEP + 2) + " " + HEIGHT + "v-" + height;
      if (run.result() == Result.SUCCESS) {
        good.append(bar);
      } else if (run.result().isFailed()) {
        // With a beam across: not everybody sees the colour.
        bad.append(bar).append("m-2 0h4");
      } else {
        other.append(bar);
      }
    }
    int width = runs.size() * STEP + 2;
    String label = "last " + runs.size() + " runs, " + failed + " failed";
    return "<svg role=img aria-label=\""
        + label
        + "\" width="
        + width
        + " height="
        + HEIGHT
        + ">"
        + path("g", good)
        + path("b", bad)
        + path("o", other)
        + "</svg>";
  }

  private static String path(String style, StringBuilder bars) {
    return bars.length() == 0 ? "" : "<path class=" + style + " d=\"" + bars + "\"/>";
  }
}
