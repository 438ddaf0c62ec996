package processcontrol.report;

import java.util.List;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;

/** The last runs of a job as a picture: height is duration, colour and shape the result. */
final class RunStrip {

  /** In units of two pixels, which keeps the numbers short. */
  private static final int HEIGHT = 12;

  private static final int STEP = 2;

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
    Bars good = new Bars();
    Bars bad = new Bars();
    Bars other = new Bars();
    for (int i = 0; i < runs.size(); i++) {
      RunRecord run = runs.get(runs.size() - 1 - i);
      long duration = run.duration() == null ? 0 : run.duration();
      int height = 2 + (int) (duration * (HEIGHT - 4) / longest);
      boolean failure = run.result().isFailed();
      Bars bars = run.result() == Result.SUCCESS ? good : failure ? bad : other;
      // With a beam across: not everybody sees the colour.
      bars.add(i * STEP + 1, height, failure);
    }
    int width = runs.size() * STEP;
    String label =
        runs.size() == 1
            ? "the last run" + (failed == 1 ? " failed" : "")
            : "last " + runs.size() + " runs, " + failed + " failed";
    return "<svg class=s role=img aria-label=\""
        + label
        + "\" width="
        + width * 2
        + " height="
        + HEIGHT * 2
        + " viewBox=\"0 0 "
        + width
        + " "
        + HEIGHT
        + "\">"
        + good.path("g")
        + bad.path("b")
        + other.path("q")
        + "</svg>";
  }

  /** Bars of one colour, each from where the one before it ended. */
  private static final class Bars {
    private final StringBuilder path = new StringBuilder();
    private int x;
    private int y;

    void add(int at, int height, boolean beam) {
      if (path.length() == 0) {
        path.append('M').append(at).append(' ').append(HEIGHT);
      } else {
        path.append('m').append(at - x).append(' ').append(HEIGHT - y);
      }
      path.append("v-").append(height);
      if (beam) {
        path.append("m-1 0h2");
      }
      x = beam ? at + 1 : at;
      y = HEIGHT - height;
    }

    String path(String style) {
      return path.length() == 0 ? "" : "<path class=" + style + " d=\"" + path + "\"/>";
    }
  }
}
