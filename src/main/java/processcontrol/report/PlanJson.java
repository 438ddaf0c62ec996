package processcontrol.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import processcontrol.due.Slots;
import processcontrol.plan.Peak;
import processcontrol.plan.Peaks;
import processcontrol.plan.Plan;
import processcontrol.plan.PlannedJob;

/** A plan as JSON, with every start. */
public final class PlanJson {

  private final Plan plan;
  private final Peaks peaks;
  private final JsonGenerator json;

  private PlanJson(Plan plan, Peaks peaks, JsonGenerator json) {
    this.plan = plan;
    this.peaks = peaks;
    this.json = json;
  }

  /**
   * Writes it as it goes: a text of all starts might not fit into memory.
   *
   * @param zone the machine's
   */
  public static void write(Plan plan, Peaks peaks, ZoneId zone, OutputStream out) {
    JsonFactory factory =
        JsonFactory.builder()
            .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    try (JsonGenerator json = factory.createGenerator(out).useDefaultPrettyPrinter()) {
      new PlanJson(plan, peaks, json).write(zone);
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(ZoneId zone) throws IOException {
    json.writeStartObject();
    write("from", plan.frame().from());
    write("until", plan.frame().until());
    json.writeStringField("time_zone", zone.getId());
    json.writeArrayFieldStart("jobs");
    for (PlannedJob job : plan.jobs()) {
      write(job);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("starts");
    for (Iterator<Plan.Start> starts = plan.starts(); starts.hasNext(); ) {
      write(starts.next());
    }
    json.writeEndArray();
    json.writeObjectFieldStart("minutes");
    int[] counts = plan.counts().ofDay();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        json.writeNumberField(MinuteChart.time(i), counts[i]);
      }
    }
    json.writeEndObject();
    json.writeNumberField("most", peaks.most());
    if (peaks.mostIfSpread() == null) {
      json.writeNullField("most_if_spread");
    } else {
      json.writeNumberField("most_if_spread", peaks.mostIfSpread());
    }
    json.writeNumberField("limit", peaks.limit());
    json.writeNumberField("other_minutes", peaks.others());
    json.writeArrayFieldStart("piles");
    for (Peak peak : peaks.peaks()) {
      write(peak);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(PlannedJob job) throws IOException {
    json.writeStartObject();
    json.writeStringField("job", job.name());
    String schedule = job.job().scheduleText();
    json.writeStringField("schedule", schedule.isEmpty() ? null : schedule);
    json.writeStringField("no_starts", job.idle());
    json.writeBooleanField("estimated", job.estimated());
    json.writeBooleanField("due_check", job.dueCheck());
    json.writeNumberField("starts", job.starts().size());
    json.writeNumberField("skipped", job.skipped());
    if (job.starts().isEmpty()) {
      json.writeNullField("first");
      json.writeNullField("last");
      json.writeStringField("next", job.next() == Slots.NEVER ? null : text(job.next()));
    } else {
      write("first", job.starts().first());
      write("last", job.starts().last());
    }
    json.writeEndObject();
  }

  private void write(Plan.Start start) throws IOException {
    json.writeStartObject();
    write("time", start.time());
    json.writeStringField("job", start.job().name());
    List<String> arguments = start.job().argumentsAt(start.time());
    if (!arguments.isEmpty()) {
      write("args", arguments);
    }
    json.writeEndObject();
  }

  private void write(Peak peak) throws IOException {
    json.writeStartObject();
    json.writeNumberField("most", peak.most());
    json.writeArrayFieldStart("minutes");
    for (long minute : peak.minutes()) {
      json.writeString(text(minute));
    }
    json.writeEndArray();
    write("jobs", peak.jobs());
    if (peak.spread() == null) {
      json.writeNullField("spread");
    } else {
      write(peak.spread());
    }
    json.writeEndObject();
  }

  private void write(Peak.Spread spread) throws IOException {
    json.writeObjectFieldStart("spread");
    json.writeNumberField("most", spread.most());
    json.writeArrayFieldStart("splays");
    for (Peak.Part part : spread.parts()) {
      json.writeStartObject();
      json.writeStringField("splay", part.splay().toString());
      write("jobs", part.jobs());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("options");
    for (Peak.Option option : spread.options()) {
      json.writeStartObject();
      json.writeStringField("splay", option.splay().toString());
      json.writeNumberField("most", option.most());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(String key, List<String> texts) throws IOException {
    json.writeArrayFieldStart(key);
    for (String each : texts) {
      json.writeString(each);
    }
    json.writeEndArray();
  }

  private void write(String key, long moment) throws IOException {
    json.writeStringField(key, text(moment));
  }

  private static String text(long moment) {
    return Instant.ofEpochMilli(moment).toString();
  }
}
