package processcontrol.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.history.RunRecord;
import processcontrol.job.CommandLine;
import processcontrol.report.Screen.Color;
import processcontrol.report.ScreenTable.Cell;
import processcontrol.report.ScreenTable.Column;

/** The records of a job, the newest last: as a table, and as JSON. */
public final class HistoryReport {

  private static final int REVISION_COLUMN = 6;
  private static final String SAME = "\"";

  /** Of a commit's name, on a terminal. */
  private static final int SHORT_REVISION = 12;

  private HistoryReport() {}

  /** A table with times in the zone. */
  public static String text(List<RunRecord> records, ZoneId zone) {
    TimeText times = new TimeText(zone);
    List<String> header =
        new ArrayList<>(
            List.of(
                times.headerOfRuns(),
                "STARTED",
                "DURATION",
                "RESULT",
                "ATTEMPTS",
                "TRIGGER",
                "REASON"));
    List<String> revisions = revisions(records);
    if (revisions != null) {
      header.add(REVISION_COLUMN, "REVISION");
    }
    boolean hosts = records.stream().anyMatch(record -> record.placement() != null);
    if (hosts) {
      header.add(1, "HOST");
    }
    TextTable table = new TextTable(Set.of("DURATION", "ATTEMPTS"), header.toArray(new String[0]));
    for (int i = 0; i < records.size(); i++) {
      RunRecord record = records.get(i);
      boolean ran = record.run() != null;
      List<String> row = new ArrayList<>();
      row.add(record.run());
      row.add(times.time(record.started()));
      row.add(ran ? TimeText.duration(record.duration()) : null);
      row.add(record.result().toString());
      row.add(ran ? Integer.toString(record.attempts()) : null);
      row.add(record.trigger().toString());
      row.add(reason(record));
      if (revisions != null) {
        row.add(REVISION_COLUMN, revisions.get(i));
      }
      if (hosts) {
        row.add(1, record.placement() == null ? null : record.placement().host());
      }
      table.add(row.toArray(new String[0]));
    }
    return table.toString();
  }

  /** As {@link #text}, with the job of each record, as those that were skipped have no run. */
  public static String textOfSeveral(List<RunRecord> records, ZoneId zone) {
    TimeText times = new TimeText(zone);
    TextTable table =
        new TextTable(
            Set.of("DURATION", "ATTEMPTS"),
            "JOB",
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
          record.job().value(),
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

  /**
   * Returns what each record shows of its revision: the whole where it changes, else {@value
   * #SAME}; null where no record has one.
   */
  private static @Nullable List<String> revisions(List<RunRecord> records) {
    List<String> shown = new ArrayList<>();
    boolean any = false;
    String before = null;
    for (RunRecord record : records) {
      String revision = record.revision();
      any |= revision != null;
      boolean same = revision != null && revision.equals(before);
      shown.add(same ? SAME : revision);
      before = revision;
    }
    return any ? shown : null;
  }

  /** A table for a terminal: the whole reasons, on further lines where they are long. */
  public static String text(List<RunRecord> records, ZoneId zone, Screen screen) {
    BriefTime times = new BriefTime(Instant.now(), zone);
    List<String> revisions = revisions(records);
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
            Column.text("TRIGGER").dispensable(3),
            Column.text("REVISION").dispensable(revisions == null ? 9 : 1),
            Column.text("REASON"));
    for (int i = 0; i < records.size(); i++) {
      RunRecord record = records.get(i);
      String revision = revisions == null ? null : revisions.get(i);
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
          Cell.of(shortened(revision)),
          Cell.of(reason(record).equals("succeeded") ? "" : reason(record)));
    }
    return table.toString();
  }

  /** All that is on record of one run, a line for each fact that there is. */
  public static String text(RunRecord record, ZoneId zone) {
    TimeText times = new TimeText(zone);
    RecordLines lines = new RecordLines();
    lines.add("run", record.run());
    lines.add("job", record.job());
    lines.add("result", record.result());
    lines.add("reason", record.reason());
    lines.add("exit_code", record.exitCode());
    lines.add("signal", record.signal());
    lines.add("status", record.status());
    lines.add("slot", record.slot() == null ? null : times.time(record.slot()));
    lines.add("started", times.time(record.started()));
    lines.add("ended", record.ended() == null ? null : times.time(record.ended()));
    lines.add("duration", TimeText.duration(record.duration()));
    lines.add("attempts", record.attempts());
    record.failedAttempts().forEach(each -> lines.add("failed_attempt", each));
    lines.add("trigger", record.trigger());
    lines.add("args", record.args().isEmpty() ? null : new CommandLine(record.args()));
    lines.add("slow_start", record.slowStart() ? "true" : null);
    lines.add("rerun_of", record.rerunOf());
    lines.add("invoked_by", record.invokedBy());
    lines.add("job_sha256", record.jobSha256());
    lines.add("revision", record.revision());
    if (record.placement() != null) {
      lines.add("host", record.placement().host());
      lines.add("fence", record.placement().fence());
    }
    lines.add("log", record.log());
    record.warnings().forEach(each -> lines.add("warning", each));
    return lines.toString();
  }

  private static final class RecordLines {
    private final StringBuilder text = new StringBuilder();

    void add(String key, @Nullable Object value) {
      if (value != null) {
        String shown = CommandLine.printable(value.toString());
        text.append(key).append(": ").append(shown).append('\n');
      }
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  private static String shortened(String revision) {
    return revision == null || revision.length() <= SHORT_REVISION
        ? revision
        : revision.substring(0, SHORT_REVISION);
  }

  private static String reason(RunRecord record) {
    StringBuilder text = new StringBuilder(record.reason());
    text.append(record.slowStart() ? " (slow start)" : "");
    text.append(record.rerunOf() == null ? "" : " (rerun of " + record.rerunOf() + ")");
    record.warnings().forEach(warning -> text.append("; warning: ").append(warning));
    return text.toString();
  }

  /** One record, as it stands in the history. */
  public static String json(RunRecord record) {
    return new String(record.toLine(), StandardCharsets.UTF_8);
  }

  /** An array of the records as they stand in the history, one a line. */
  public static String json(List<RunRecord> records) {
    StringBuilder text = new StringBuilder("[");
    for (RunRecord record : records) {
      // Rendered from its values and not copied: jobs can write to the history, and this may be a
      // terminal.
      String line = new String(record.toLine(), StandardCharsets.UTF_8);
      text.append(text.length() == 1 ? "\n" : ",\n").append(line.stripTrailing());
    }
    return text.append(records.isEmpty() ? "]\n" : "\n]\n").toString();
  }
}
