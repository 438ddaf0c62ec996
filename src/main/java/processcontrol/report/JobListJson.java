package processcontrol.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import processcontrol.history.VisibleJson;
import processcontrol.job.Job;
import processcontrol.status.JobSelection;

/** The content of job files as one JSON document; nothing of their runs. */
public final class JobListJson {

  private JobListJson() {}

  /** {@code {"jobs": [...]}}, with the keys that {@link StatusJson} has for the same. */
  public static String of(List<JobSelection.Item> jobs) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        VisibleJson.factory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeArrayFieldStart("jobs");
      for (JobSelection.Item item : jobs) {
        write(json, item);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, JobSelection.Item item) throws IOException {
    Job job = item.job();
    json.writeStartObject();
    json.writeStringField("job", item.name());
    json.writeStringField("source", item.path());
    json.writeBooleanField("valid", item.isValid());
    write(json, "problems", item.problems());
    json.writeStringField("name", job == null ? null : job.name());
    json.writeStringField("description", job == null ? null : job.description());
    write(json, "tags", job == null ? List.of() : job.tags());
    json.writeBooleanField("disabled", job != null && job.disabled());
    json.writeBooleanField("keep_running", job != null && job.restartPolicy() != null);
    json.writeStringField("owner", job == null ? null : job.ownership().owner());
    json.writeStringField("runbook", job == null ? null : job.ownership().runbook());
    boolean scheduled = job != null && job.isScheduled();
    json.writeStringField("schedule", scheduled ? job.scheduleText() : null);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String key, List<String> texts) throws IOException {
    json.writeArrayFieldStart(key);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
