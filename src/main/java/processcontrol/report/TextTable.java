package processcontrol.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import processcontrol.job.CommandLine;

/** Rows of cells under a header, in columns as wide as their widest cell. */
final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final Set<String> numbers;

  /**
   * @param numbers the headers of the columns that are aligned to the right
   */
  TextTable(Set<String> numbers, String... header) {
    this.numbers = numbers;
    rows.add(List.of(header));
  }

  /** Adds a row with as many cells as the header has; null stands for nothing. */
  void add(String... cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(cell == null || cell.isEmpty() ? "-" : CommandLine.printable(cell));
    }
    rows.add(row);
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        String padding = " ".repeat(widths[i] - width(cell));
        boolean right = numbers.contains(rows.get(0).get(i));
        line.append(i == 0 ? "" : GAP).append(right ? padding + cell : cell + padding);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
