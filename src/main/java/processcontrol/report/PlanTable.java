package processcontrol.report;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.report.ScreenTable.Column;

/** A table of a plan: for a terminal as wide as that, else as wide as its cells. */
final class PlanTable {

  private static final Set<String> NUMBERS = Set.of("STARTS", "SKIPPED");
  private static final Set<String> LONG = Set.of("JOB", "SCHEDULE");

  /** One of them is null. */
  private final @Nullable TextTable plain;

  private final @Nullable ScreenTable fitting;

  /**
   * @param screen null for none
   */
  PlanTable(Screen screen, String... header) {
    plain = screen == null ? new TextTable(NUMBERS, header) : null;
    fitting = screen == null ? null : new ScreenTable(screen, false, columns(header));
  }

  private static Column[] columns(String... header) {
    Column[] columns = new Column[header.length];
    for (int i = 0; i < header.length; i++) {
      columns[i] = new Column(header[i], NUMBERS.contains(header[i]), 0, LONG.contains(header[i]));
    }
    return columns;
  }

  void add(String... cells) {
    if (plain != null) {
      plain.add(cells);
    } else {
      fitting.add(ScreenTable.cells(cells));
    }
  }

  @Override
  public String toString() {
    return (plain != null ? plain : fitting).toString();
  }
}
