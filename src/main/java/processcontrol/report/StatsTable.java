package processcontrol.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import processcontrol.history.Result;
import processcontrol.job.UtcTime;
import processcontrol.report.Screen.Color;
import processcontrol.report.ScreenTable.Cell;
import processcontrol.report.ScreenTable.Column;
import processcontrol.report.StatsReport.Row;
import processcontrol.status.RunStatistics;

/** Counts and durations of jobs on a terminal: as {@link StatsReport}, but no wider than that. */
public final class StatsTable {

  private StatsTable() {}

  public static String of(List<Row> rows, Instant now, ZoneId zone, Screen screen) {
    BriefTime times = new BriefTime(now, zone);
    Row total = StatsReport.total(rows);
    boolean killed = total.tally().count(Result.KILLED) > 0;
    boolean skipped = total.tally().count(Result.SKIPPED) > 0;
    ScreenTable table =
        new ScreenTable(
            screen,
            false,
            Column.name("JOB"),
            Column.number("OK"),
            Column.number("FAILED"),
            Column.number("KILLED").dispensable(killed ? 2 : 9),
            Column.number("SKIPPED").dispensable(skipped ? 3 : 8),
            Column.number("MEAN"),
            Column.number("P95").dispensable(1),
            Column.number("MAX"),
            Column.text("LAST OK"),
            Column.text("LAST FAILED"),
            Column.text("NEXT"));
    List<Row> all = new ArrayList<>(rows);
    all.add(total);
    for (Row row : all) {
      RunStatistics tally = row.tally();
      int errors = tally.errors();
      table.add(
          Cell.of(row.name()),
          number(tally.count(Result.SUCCESS)),
          new Cell(Integer.toString(errors), errors > 0 ? Color.BAD : Color.PLAIN),
          number(tally.count(Result.KILLED)),
          number(tally.count(Result.SKIPPED)),
          Cell.of(BriefTime.duration(tally.meanDuration())),
          Cell.of(BriefTime.duration(tally.percentileDuration(StatsReport.PERCENTILE))),
          Cell.of(BriefTime.duration(tally.maxDuration())),
          ago(times, tally.lastSuccess()),
          ago(times, tally.lastError()),
          Cell.of(times.moment(row.nextRun())));
    }
    return table.toString();
  }

  private static Cell number(int number) {
    return Cell.of(Integer.toString(number));
  }

  private static Cell ago(BriefTime times, UtcTime moment) {
    return Cell.of(moment == null ? null : times.ago(TimeText.instant(moment)) + " ago");
  }
}
