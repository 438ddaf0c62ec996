package processcontrol.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import processcontrol.diff.Changes;
import processcontrol.diff.JobChange;
import processcontrol.diff.KeyChange;
import processcontrol.diff.StartChange;
import processcontrol.history.VisibleJson;

/** A change of the job directory as one JSON document. */
public final class DiffJson {

  private DiffJson() {}

  public static String of(Changes changes) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        VisibleJson.factory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("from", changes.from());
      json.writeStringField("to", changes.to());
      json.writeBooleanField("different", !changes.isEmpty());
      json.writeBooleanField("invalid", changes.invalid());
      json.writeArrayFieldStart("jobs");
      for (JobChange job : changes.jobs()) {
        write(json, job);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("shared");
      for (Changes.Shared shared : changes.shared()) {
        json.writeStartObject();
        writeMembers(json, shared.change());
        writeTexts(json, "jobs", shared.jobs());
        json.writeEndObject();
      }
      json.writeEndArray();
      writeTexts(json, "chains_removed", changes.linksGone());
      writeTexts(json, "chains_added", changes.linksCome());
      json.writeArrayFieldStart("piles");
      for (Changes.Pile pile : changes.piles()) {
        json.writeStartObject();
        json.writeStringField("minute", pile.minute());
        json.writeNumberField("starts_before", pile.from());
        json.writeNumberField("starts_after", pile.to());
        json.writeEndObject();
      }
      json.writeEndArray();
      writeTexts(json, "new_warnings", changes.warnings());
      writeTexts(json, "new_errors", changes.errors());
      json.writeStringField("note", changes.note());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, JobChange job) throws IOException {
    json.writeStartObject();
    json.writeStringField("job", job.name());
    json.writeStringField("change", job.kind().toString());
    json.writeStringField("former_job", job.formerName());
    json.writeStringField("file", job.path());
    json.writeStringField("former_file", job.formerPath());
    json.writeArrayFieldStart("keys");
    for (KeyChange change : job.keys()) {
      json.writeStartObject();
      writeMembers(json, change);
      json.writeEndObject();
    }
    json.writeEndArray();
    StartChange starts = job.starts();
    if (starts == null) {
      json.writeNullField("starts");
    } else {
      json.writeObjectFieldStart("starts");
      json.writeStringField("in_words", starts.words());
      json.writeNumberField("starts_before", starts.from());
      json.writeNumberField("starts_after", starts.to());
      json.writeBooleanField("estimated", starts.estimated());
      writeTimes(json, "starts_removed", starts.gone());
      writeTimes(json, "starts_added", starts.come());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeMembers(JsonGenerator json, KeyChange change) throws IOException {
    json.writeStringField("key", change.key());
    json.writeStringField("before", change.from());
    json.writeStringField("after", change.to());
    json.writeStringField("layer", change.layer());
  }

  private static void writeTimes(JsonGenerator json, String key, List<Instant> times)
      throws IOException {
    writeTexts(json, key, times.stream().map(Instant::toString).toList());
  }

  private static void writeTexts(JsonGenerator json, String key, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
