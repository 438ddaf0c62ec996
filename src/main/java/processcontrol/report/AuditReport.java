package processcontrol.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import processcontrol.audit.Cause;
import processcontrol.audit.Gap;
import processcontrol.audit.JobAudit;
import processcontrol.audit.Range;
import processcontrol.history.VisibleJson;
import processcontrol.job.CommandLine;
import processcontrol.job.UtcTime;

/** Renders the starts of jobs that are missing or late, and why. */
public final class AuditReport {

  /** So many lines of one job; the JSON has more. */
  private static final int MAX_LINES = 20;

  private AuditReport() {}

  /** A line for each gap, the number of starts behind them; times in the zone. */
  public static String text(Range range, List<JobAudit> audits, ZoneId zone) {
    TimeText times = new TimeText(zone);
    TextTable table = new TextTable(Set.of("SLOTS"), "JOB", "FROM", "UNTIL", "SLOTS", "WHY");
    StringBuilder notes = new StringBuilder();
    boolean empty = true;
    for (JobAudit audit : audits) {
      int lines = 0;
      for (Gap gap : audit.gaps()) {
        if (lines++ == MAX_LINES) {
          break;
        }
        String until = gap.slots() == 1 ? null : times.time(gap.until());
        String slots = gap.slots() == 0 ? null : Long.toString(gap.slots());
        table.add(audit.job(), times.time(gap.from()), until, slots, cause(gap));
        empty = false;
      }
      long more = audit.gaps().size() + audit.moreGaps() - MAX_LINES;
      if (more > 0) {
        note(notes, audit.job(), "there are " + more + " more lines; see --json");
      }
      if (audit.fault() != null) {
        note(notes, audit.job(), "cannot be audited: " + audit.fault());
      }
      if (audit.clockFault() != null) {
        note(notes, audit.job(), audit.clockFault());
      }
    }
    return (empty ? "" : table.toString()) + notes + summary(range, audits, times);
  }

  private static void note(StringBuilder notes, String job, String text) {
    notes.append(CommandLine.printable(job + ": " + text)).append('\n');
  }

  private static String cause(Gap gap) {
    if (gap.cause() != Cause.LATE) {
      return gap.detail();
    }
    String late = TimeText.duration(gap.late());
    return (gap.slots() == 1 ? late : "up to " + late) + " " + gap.detail();
  }

  private static String summary(Range range, List<JobAudit> audits, TimeText times) {
    JobAudit total = total(audits);
    int jobs = 0;
    for (JobAudit audit : audits) {
      jobs += audit.fault() == null ? 1 : 0;
    }
    StringBuilder text = new StringBuilder();
    text.append(jobs == 1 ? "1 job" : jobs + " jobs");
    text.append(", ").append(times.time(new UtcTime(range.from())));
    text.append(" to ").append(times.time(new UtcTime(range.until())));
    text.append(": ").append(total.due()).append(" due, ").append(total.run()).append(" run");
    if (total.failed() + total.late() > 0) {
      text.append(" (").append(total.late()).append(" late, ");
      text.append(total.failed()).append(" failed)");
    }
    text.append(", ").append(total.skipped()).append(" skipped on purpose, ");
    text.append(total.missing()).append(" missing");
    if (total.notKnown() > 0) {
      text.append(", ").append(total.notKnown()).append(" not known");
    }
    return text.append('\n').toString();
  }

  private static JobAudit total(List<JobAudit> audits) {
    long[] sums = new long[7];
    for (JobAudit audit : audits) {
      sums[0] += audit.due();
      sums[1] += audit.run();
      sums[2] += audit.failed();
      sums[3] += audit.late();
      sums[4] += audit.skipped();
      sums[5] += audit.missing();
      sums[6] += audit.notKnown();
    }
    return new JobAudit(
        "total", sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], List.of(), 0, null,
        null);
  }

  /** {@code {"from", "until", "jobs": [{"job", ..., "gaps": [...]}], "total": {...}}}. */
  public static String json(Range range, List<JobAudit> audits) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        VisibleJson.factory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("from", new UtcTime(range.from()).toString());
      json.writeStringField("until", new UtcTime(range.until()).toString());
      json.writeArrayFieldStart("jobs");
      for (JobAudit audit : audits) {
        json.writeStartObject();
        json.writeStringField("job", audit.job());
        json.writeStringField("fault", audit.fault());
        writeCounts(json, audit);
        json.writeArrayFieldStart("gaps");
        for (Gap gap : audit.gaps()) {
          write(json, gap);
        }
        json.writeEndArray();
        json.writeNumberField("more_gaps", audit.moreGaps());
        json.writeStringField("clock_fault", audit.clockFault());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeObjectFieldStart("total");
      writeCounts(json, total(audits));
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void writeCounts(JsonGenerator json, JobAudit audit) throws IOException {
    json.writeNumberField("due", audit.due());
    json.writeNumberField("run", audit.run());
    json.writeNumberField("failed", audit.failed());
    json.writeNumberField("late", audit.late());
    json.writeNumberField("skipped", audit.skipped());
    json.writeNumberField("missing", audit.missing());
    json.writeNumberField("not_known", audit.notKnown());
  }

  private static void write(JsonGenerator json, Gap gap) throws IOException {
    json.writeStartObject();
    json.writeStringField("from", gap.from().toString());
    json.writeStringField("until", gap.until().toString());
    json.writeNumberField("slots", gap.slots());
    json.writeStringField("why", gap.cause().toString());
    json.writeStringField("detail", gap.detail());
    json.writeFieldName("late");
    json.writeNumber(BigDecimal.valueOf(gap.late(), 3));
    json.writeEndObject();
  }
}
