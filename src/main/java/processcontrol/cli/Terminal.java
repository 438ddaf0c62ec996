package processcontrol.cli;

import org.jspecify.annotations.Nullable;
import processcontrol.job.VisibleText;
import processcontrol.posix.Fd;
import processcontrol.posix.WindowSize;
import processcontrol.report.Screen;
import processcontrol.start.UsageException;

/** The terminal that standard output is, if it is one. */
final class Terminal {

  private Terminal() {}

  /** Returns true if a person reads standard output. */
  static boolean isThere() {
    return Fd.standard(1).isTerminal();
  }

  /**
   * The screen to render for.
   *
   * @param color the value of {@code --color}, or null
   */
  static Screen screen(@Nullable String color) {
    boolean colored = isColored(color);
    if (!isThere()) {
      return new Screen(Screen.NONE.columns(), Screen.NONE.rows(), colored);
    }
    WindowSize size = WindowSize.of(Fd.standard(1));
    int columns = number(System.getenv("COLUMNS"));
    return new Screen(
        columns > 0 ? columns : size.columns(),
        size.rows() > 0 ? size.rows() : Screen.NONE.rows(),
        colored);
  }

  /** Refuses what is no value of {@code --color}. */
  static void checkColor(String when) {
    isColored(when);
  }

  private static boolean isColored(String when) {
    if (when == null || when.equals("auto")) {
      String refused = System.getenv("NO_COLOR");
      boolean wanted = refused == null || refused.isEmpty();
      return wanted && isThere() && !"dumb".equals(System.getenv("TERM"));
    }
    if (when.equals("always") || when.equals("never")) {
      return when.equals("always");
    }
    throw new UsageException(
        "--color: expected auto, always or never, not " + VisibleText.quoted(when));
  }

  /** 0 for what is no number. */
  private static int number(String text) {
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
