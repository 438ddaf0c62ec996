package processcontrol.report;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import processcontrol.history.RunRecord;

/** The records of a job, the newest last: as a table, and as JSON. */
public final class HistoryReport {

  private HistoryReport() {}

  /** A table with times in the zone. */
  public static String text(List<RunRecord> records, ZoneId zone) {
    TimeText times = new TimeText(zone);
    boolean hosts = records.stream().anyMatch(record -> record.placement() != null);
    List<String> headers = new ArrayList<>(List.of(times.headerOfRuns()));
    if (hosts) {
      headers.add("HOST");
    }
    headers.addAll(List.of("STARTED", "DURATION", "RESULT", "ATTEMPTS", "TRIGGER", "REASON"));
    TextTable table = new TextTable(Set.of("DURATION", "ATTEMPTS"), headers.toArray(new String[0]));
    for (RunRecord record : records) {
      boolean ran = record.run() != null;
      List<String> cells = new ArrayList<>();
      cells.add(record.run());
      if (hosts) {
        cells.add(record.placement() == null ? null : record.placement().host());
      }
      cells.add(times.time(record.started()));
      cells.add(ran ? TimeText.duration(record.duration()) : null);
      cells.add(record.result().toString());
      cells.add(ran ? Integer.toString(record.attempts()) : null);
      cells.add(record.trigger().toString());
      cells.add(reason(record));
      table.add(cells.toArray(new String[0]));
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
