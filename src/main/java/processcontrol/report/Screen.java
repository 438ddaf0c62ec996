package processcontrol.report;

/**
 * The terminal that something is rendered for.
 *
 * @param columns of its width
 * @param rows of its height
 * @param colored whether colours may be used
 */
public record Screen(int columns, int rows, boolean colored) {

  /** Narrower tables cannot be read: on a narrower terminal lines are folded instead. */
  public static final int LEAST_COLUMNS = 80;

  private static final int LEAST_ROWS = 4;

  /** For output to a file or another program. */
  public static final Screen NONE = new Screen(Integer.MAX_VALUE, Integer.MAX_VALUE, false);

  public Screen {
    columns = Math.max(LEAST_COLUMNS, columns);
    rows = Math.max(LEAST_ROWS, rows);
  }

  /** Colours by what they mean, as escape sequences of ECMA-48. */
  enum Color {
    PLAIN(""),
    TITLE("1"),
    BAD("1;31"),
    WARNING("33"),
    ACTIVE("32"),
    WAITING("36"),
    QUIET("2");

    private final String code;

    Color(String code) {
      this.code = code;
    }
  }

  /** The text in a colour, where there are any. */
  String paint(Color color, String text) {
    return !colored || color == Color.PLAIN || text.isEmpty()
        ? text
        : "\33[" + color.code + "m" + text + "\33[m";
  }
}
