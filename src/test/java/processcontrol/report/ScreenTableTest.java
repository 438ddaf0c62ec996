package processcontrol.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import processcontrol.report.ScreenTable.Cell;
import processcontrol.report.ScreenTable.Column;

class ScreenTableTest {

  private static final Screen SCREEN = new Screen(80, 24, false);

  private static ScreenTable table(boolean wraps) {
    return new ScreenTable(
        SCREEN,
        wraps,
        Column.name("JOB"),
        Column.number("TOOK"),
        Column.text("EXTRA").dispensable(1),
        Column.text("WHY"));
  }

  @Test
  void what_fits_is_as_wide_as_its_cells() {
    ScreenTable table = table(false);
    table.add(ScreenTable.cells("a", "1s", "x", "why"));
    table.add(ScreenTable.cells("long-name", null, null, null));

    assertThat(table)
        .hasToString(
            """
            JOB        TOOK  EXTRA  WHY
            a            1s  x      why
            long-name     -  -
            """);
  }

  @Test
  void a_row_is_never_wider_than_the_screen() {
    ScreenTable table = table(false);
    table.add(
        ScreenTable.cells("n".repeat(60) + "-end", "1m30s", "e".repeat(30), "reason ".repeat(30)));

    assertThat(table.lines()).hasSize(2).allMatch(line -> line.length() <= 80);
    assertThat(table.lines().get(0)).doesNotContain("EXTRA");
    assertThat(table.lines().get(1)).contains("nnn...", "n-end ", "reason...");
  }

  @Test
  void wide_characters_take_two_columns() {
    ScreenTable table = table(false);
    table.add(ScreenTable.cells("a", "1s", "x", "\u7406\u7531".repeat(60)));

    assertThat(TextWidth.of(table.lines().get(1))).isLessThanOrEqualTo(80);
    assertThat(TextWidth.of("e\u0301\u7406")).isEqualTo(3);
  }

  @Test
  void a_long_reason_goes_on_in_further_lines() {
    ScreenTable table = table(true);
    table.add(ScreenTable.cells("a", "1s", "x", "word ".repeat(30).strip()));

    assertThat(table.lines()).hasSize(4).allMatch(line -> line.length() <= 80);
    assertThat(String.join(" ", table.lines()).split("word", -1)).hasSize(31);
  }

  @Test
  void control_characters_do_not_reach_the_terminal_but_colours_do() {
    ScreenTable table = new ScreenTable(new Screen(80, 24, true), false, Column.text("WHY"));
    table.add(new Cell("a\33[2Jb", Screen.Color.BAD));

    assertThat(table.lines().get(1)).isEqualTo("\33[1;31ma\\x1b[2Jb\33[m");
  }
}
