package processcontrol.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CommandLine;
import processcontrol.report.Screen.Color;

/**
 * A table that fits a terminal. Where it would be wider, first the columns go that can be done
 * without, then long names are shortened; the last column takes what is left.
 */
final class ScreenTable {

  /** Width that makes the last column worth reading. */
  private static final int LEAST_REST = 16;

  private static final int LEAST_NAME = 20;
  private static final String GAP = "  ";
  private static final String INDENT = "    ";

  /**
   * A column.
   *
   * @param right whether it is aligned to the right
   * @param dispensable the columns with the highest number go first; those with 0 stay
   * @param name whether its cells are names, which can be shortened
   */
  record Column(String header, boolean right, int dispensable, boolean name) {

    static Column text(String header) {
      return new Column(header, false, 0, false);
    }

    static Column number(String header) {
      return new Column(header, true, 0, false);
    }

    static Column name(String header) {
      return new Column(header, false, 0, true);
    }

    Column dispensable(int rank) {
      return new Column(header, right, rank, name);
    }
  }

  /** The content of one row in one column. */
  record Cell(@Nullable String text, Color color) {
    static Cell of(@Nullable String text) {
      return new Cell(text, Color.PLAIN);
    }
  }

  private final Screen screen;
  private final boolean wraps;
  private final Column[] columns;
  private final List<Cell[]> rows = new ArrayList<>();
  private final int[] widths;
  private final boolean[] dropped;

  /**
   * @param wraps whether text that does not fit into the last column continues in further lines;
   *     else it is cut
   */
  ScreenTable(Screen screen, boolean wraps, Column... columns) {
    this.screen = screen;
    this.wraps = wraps;
    this.columns = columns;
    this.widths = new int[columns.length];
    this.dropped = new boolean[columns.length];
  }

  /** Adds a row with as many cells as there are columns. */
  void add(Cell... cells) {
    Cell[] row = new Cell[cells.length];
    for (int i = 0; i < cells.length; i++) {
      String text = cells[i].text();
      String none = i == cells.length - 1 ? "" : "-";
      String shown = text == null || text.isEmpty() ? none : CommandLine.printable(text);
      row[i] = new Cell(shown, cells[i].color());
    }
    rows.add(row);
  }

  /** The lines, without their newlines. */
  List<String> lines() {
    measure();
    fit();
    List<String> lines = new ArrayList<>();
    Cell[] header = new Cell[columns.length];
    for (int i = 0; i < columns.length; i++) {
      header[i] = new Cell(columns[i].header(), Color.TITLE);
    }
    addLine(lines, header);
    rows.forEach(row -> addLine(lines, row));
    return lines;
  }

  private void measure() {
    for (int i = 0; i < columns.length; i++) {
      widths[i] = TextWidth.of(columns[i].header());
      for (Cell[] row : rows) {
        widths[i] = Math.max(widths[i], TextWidth.of(row[i].text()));
      }
    }
  }

  private void fit() {
    int last = columns.length - 1;
    int rest = Math.min(widths[last], LEAST_REST);
    for (int drop = next(); drop >= 0 && before(last) + rest > screen.columns(); drop = next()) {
      dropped[drop] = true;
    }
    for (int i = 0; i < last; i++) {
      int excess = before(last) + rest - screen.columns();
      if (columns[i].name() && excess > 0) {
        widths[i] = Math.max(Math.min(widths[i], LEAST_NAME), widths[i] - excess);
      }
    }
    widths[last] = Math.min(widths[last], Math.max(0, screen.columns() - before(last)));
  }

  /** The column that goes next; -1 for none. */
  private int next() {
    int found = -1;
    for (int i = 0; i < columns.length - 1; i++) {
      boolean goes = !dropped[i] && columns[i].dispensable() > 0;
      if (goes && (found < 0 || columns[i].dispensable() > columns[found].dispensable())) {
        found = i;
      }
    }
    return found;
  }

  /** The width of all before a column. */
  private int before(int column) {
    int width = 0;
    for (int i = 0; i < column; i++) {
      width += dropped[i] ? 0 : widths[i] + GAP.length();
    }
    return width;
  }

  private void addLine(List<String> lines, Cell[] row) {
    StringBuilder line = new StringBuilder();
    int last = row.length - 1;
    for (int i = 0; i < last; i++) {
      if (!dropped[i]) {
        boolean whole = !columns[i].name() || wraps;
        String text = whole ? row[i].text() : TextWidth.cutMiddle(row[i].text(), widths[i]);
        String blanks = " ".repeat(Math.max(0, widths[i] - TextWidth.of(text)));
        String painted = screen.paint(row[i].color(), text);
        line.append(columns[i].right() ? blanks + painted : painted + blanks).append(GAP);
      }
    }
    for (String part : lastCell(line, row[last])) {
      lines.add(part.stripTrailing());
    }
  }

  private List<String> lastCell(StringBuilder line, Cell cell) {
    int last = columns.length - 1;
    boolean right = columns[last].right();
    if (!wraps || TextWidth.of(cell.text()) <= widths[last]) {
      String text = TextWidth.padded(TextWidth.cut(cell.text(), widths[last]), widths[last], right);
      String own = right ? text : text.stripTrailing();
      return List.of(line + screen.paint(cell.color(), own));
    }
    boolean beside = widths[last] >= LEAST_REST;
    String indent = beside ? " ".repeat(before(last)) : INDENT;
    int width = beside ? widths[last] : screen.columns() - INDENT.length();
    List<String> lines = new ArrayList<>();
    for (String part : TextWidth.wrap(cell.text(), width)) {
      lines.add(indent + screen.paint(cell.color(), part));
    }
    if (beside) {
      lines.set(0, line + lines.get(0).substring(indent.length()));
    } else {
      lines.add(0, line.toString());
    }
    return lines;
  }

  /** The whole text. */
  @Override
  public String toString() {
    return String.join("\n", lines()) + "\n";
  }

  static Cell[] cells(String... texts) {
    return Arrays.stream(texts).map(Cell::of).toArray(Cell[]::new);
  }
}
