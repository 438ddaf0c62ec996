package processcontrol.report;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import processcontrol.history.RunRecord;
import processcontrol.job.CommandLine;

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
    lines.add("log", record.log());
    record.warnings().forEach(each -> lines.add("warning", each));
    return lines.toString();
  }

  private static final class RecordLines {
    private final StringBuilder text = new StringBuilder();

    void add(String key, Object value) {
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
      // Written anew and not copied: jobs can write to the history, and this may be a terminal.
      String line = new String(record.toLine(), StandardCharsets.UTF_8);
      text.append(text.length() == 1 ? "\n" : ",\n").append(line.stripTrailing());
    }
    return text.append(records.isEmpty() ? "]\n" : "\n]\n").toString();
  }
}
