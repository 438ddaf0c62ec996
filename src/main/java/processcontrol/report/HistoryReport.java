package processcontrol.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import processcontrol.history.RunRecord;
import processcontrol.report.Screen.Color;
import processcontrol.report.ScreenTable.Cell;
import processcontrol.report.ScreenTable.Column;

/** The records of a job, the newest last: as a table, and as JSON. */
public final class HistoryReport {

  private HistoryReport() {}

  /** A table with times in the zone. */
  public static String text(List<RunRecord> records, ZoneId zone) {
    TimeText times = new TimeText(zone);
    TextTable table =
        new TextTable(
            Set.of("DURATION", "ATTEMPTS"),
            times.headerOfRuns(),
            "STARTED",
            "DURATION",
            "RESULT",
            "ATTEMPTS",
            "TRIGGER",
            "REASON");
    for (RunRecord record : records) {
      boolean ran = record.run() != null;
      table.add(
          record.run(),
          times.time(record.started()),
          ran ? TimeText.duration(record.duration()) : null,
          record.result().toString(),
          ran ? Integer.toString(record.attempts()) : null,
          record.trigger().toString(),
          reason(record));
    }
    return table.toString();
  }

  /** A table for a terminal: the whole reasons, on further lines where they are long. */
  public static String text(List<RunRecord> records, ZoneId zone, Screen screen) {
    BriefTime times = new BriefTime(Instant.now(), zone);
    boolean retried = records.stream().anyMatch(record -> record.attempts() > 1);
    ScreenTable table =
        new ScreenTable(
            screen,
            true,
            Column.text(new TimeText(zone).headerOfRuns()),
            Column.text("STARTED").dispensable(2),
            Column.number("TOOK"),
            Column.text("RESULT"),
            Column.number("TRIES").dispensable(retried ? 1 : 9),
            Column.text("TRIGGER").dispensable(1),
            Column.text("REASON"));
    for (RunRecord record : records) {
      boolean ran = record.run() != null;
      Instant started = TimeText.instant(record.started());
      boolean failed = record.result().isFailed();
      table.add(
          ran ? Cell.of(record.run()) : new Cell("(" + times.full(started) + ")", Color.QUIET),
          Cell.of(times.full(started)),
          Cell.of(ran ? BriefTime.duration(record.duration()) : null),
          new Cell(record.result().toString(), failed ? Color.BAD : Color.PLAIN),
          Cell.of(ran ? Integer.toString(record.attempts()) : null),
          Cell.of(record.trigger().toString()),
          Cell.of(reason(record).equals("succeeded") ? "" : reason(record)));
    }
    return table.toString();
  }

  private static String reason(RunRecord record) {
    StringBuilder text = new StringBuilder(record.reason());
    text.append(record.slowStart() ? " (slow start)" : "");
    record.warnings().forEach(warning -> text.append("; warning: ").append(warning));
    return text.toString();
  }

  /** An array of the records as they stand in the history, one a line. */
  public static String json(List<RunRecord> records) {
    StringBuilder text = new StringBuilder("[");
    for (RunRecord record : records) {
      // Written anew and not copied: jobs can write to the history, and this may be a terminal.
      String line = new String(record.toLine(), StandardCharsets.UTF_8);
      text.append(text.length() == 1 ? "\n" : ",\n").append(line.stripTrailing());
    }
    return text.append(records.isEmpty() ? "]\n" : "\n]\n").toString();
  }
}
