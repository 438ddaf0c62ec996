package processcontrol.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import processcontrol.history.Result;
import processcontrol.history.VisibleJson;
import processcontrol.job.UtcTime;
import processcontrol.status.JobCounts;
import processcontrol.status.RunStatistics;

/** Statistics of jobs' records: a row for each job and one for all of them. */
public final class StatsReport {

  static final int PERCENTILE = 95;

  /**
   * A job's figures, or those of all.
   *
   * @param name of the job
   * @param nextRun when cron starts it next; null if never
   */
  public record Row(String name, RunStatistics tally, Instant nextRun) {}

  private StatsReport() {}

  static Row total(List<Row> rows) {
    RunStatistics tally = new RunStatistics();
    Instant next = null;
    for (Row row : rows) {
      tally.addAll(row.tally());
      boolean sooner = row.nextRun() != null && (next == null || row.nextRun().isBefore(next));
      next = sooner ? row.nextRun() : next;
    }
    return new Row("total", tally, next);
  }

  /** A table with times in the zone. */
  public static String text(List<Row> rows, ZoneId zone) {
    TimeText times = new TimeText(zone);
    TextTable table =
        new TextTable(
            Set.of("SUCCESS", "ERROR", "KILLED", "SKIPPED", "MEAN", "P95", "MAX"),
            "JOB",
            "SUCCESS",
            "ERROR",
            "KILLED",
            "SKIPPED",
            "MEAN",
            "P95",
            "MAX",
            "LAST SUCCESS",
            "LAST ERROR",
            "LAST RUN",
            "NEXT RUN");
    List<Row> all = new ArrayList<>(rows);
    all.add(total(rows));
    for (Row row : all) {
      RunStatistics tally = row.tally();
      table.add(
          row.name(),
          Integer.toString(tally.count(Result.SUCCESS)),
          Integer.toString(tally.errors()),
          Integer.toString(tally.count(Result.KILLED)),
          Integer.toString(tally.count(Result.SKIPPED)),
          TimeText.duration(tally.meanDuration()),
          TimeText.duration(tally.percentileDuration(PERCENTILE)),
          TimeText.duration(tally.maxDuration()),
          times.time(tally.lastSuccess()),
          times.time(tally.lastError()),
          times.time(tally.lastAttempt()),
          times.time(row.nextRun()));
    }
    return table.toString();
  }

  /** {@code {"jobs": [...], "total": {...}}}, durations in seconds, null for what is not. */
  public static String json(List<Row> rows, JobCounts counts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        VisibleJson.factory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeArrayFieldStart("jobs");
      for (Row row : rows) {
        json.writeStartObject();
        json.writeStringField("job", row.name());
        write(json, row);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("total");
      json.writeNumberField("jobs", counts.jobs());
      json.writeNumberField("active_jobs", counts.active());
      json.writeNumberField("disabled_jobs", counts.disabled());
      json.writeNumberField("invalid_jobs", counts.invalid());
      json.writeNumberField("held_jobs", counts.held());
      json.writeNumberField("running_jobs", counts.running());
      write(json, total(rows));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, Row row) throws IOException {
    RunStatistics tally = row.tally();
    json.writeNumberField("success_count", tally.count(Result.SUCCESS));
    json.writeNumberField("error_count", tally.errors());
    json.writeNumberField("killed_count", tally.count(Result.KILLED));
    json.writeNumberField("skipped_count", tally.count(Result.SKIPPED));
    write(json, "mean_duration", tally.meanDuration());
    write(json, "p95_duration", tally.percentileDuration(PERCENTILE));
    write(json, "max_duration", tally.maxDuration());
    write(json, "last_success", tally.lastSuccess());
    write(json, "last_error", tally.lastError());
    write(json, "last_attempted_run", tally.lastAttempt());
    json.writeStringField("next_run", row.nextRun() == null ? null : row.nextRun().toString());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String key, Long millis) throws IOException {
    if (millis == null) {
      json.writeNullField(key);
    } else {
      json.writeNumberField(key, BigDecimal.valueOf(millis, 3));
    }
  }

  private static void write(JsonGenerator json, String key, UtcTime time) throws IOException {
    json.writeStringField(key, time == null ? null : time.toString());
  }
}
