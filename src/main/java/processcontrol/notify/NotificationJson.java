package processcontrol.notify;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.RunRecord;
import processcontrol.history.VisibleJson;

/**
 * A bulletin as programs read it: {@code {"event": ..., "host": ..., "owner": ..., "runbook": ...,
 * "failures": ..., "record": {...}, "hold": ...}} with all keys of the record, those null that are
 * not known yet.
 */
final class NotificationJson {

  private NotificationJson() {}

  static String of(Notification notification) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = VisibleJson.factory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("event", notification.event().toString());
      json.writeStringField("host", notification.host());
      json.writeStringField("owner", notification.owner());
      json.writeStringField("runbook", notification.runbook());
      json.writeNumberField("failures", notification.failures());
      json.writeObjectFieldStart("record");
      write(json, notification.record(), notification.isUnderWay());
      json.writeEndObject();
      json.writeStringField("hold", notification.hold());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** In Slack's form, and that of its kin: one text, what to do on lines of its own. */
  static String slack(Notification notification) {
    String text =
        TextSanitizer.line(
            "[" + notification.host() + "] " + notification.name() + " " + notification.headline());
    if (notification.record().revision() != null) {
      text += "\n" + revision(notification);
    }
    if (notification.runbook() != null) {
      text += "\nRunbook: " + TextSanitizer.lines(notification.runbook(), "");
    }
    // What would be a link or a mention (Slack, "Formatting text for app surfaces").
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    StringWriter json = new StringWriter();
    try (JsonGenerator generator = VisibleJson.factory().createGenerator(json)) {
      generator.writeStartObject();
      generator.writeStringField("text", escaped);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.toString();
  }

  /** A line that says which revision of the jobs it was, where there is one. */
  static String revision(Notification notification) {
    return "Revision: " + TextSanitizer.line(notification.record().revision());
  }

  private static void write(JsonGenerator json, RunRecord record, boolean underWay)
      throws IOException {
    json.writeStringField("run", record.run());
    json.writeStringField("job", record.job().value());
    json.writeStringField("result", underWay ? null : record.result().toString());
    json.writeStringField("reason", underWay ? null : record.reason());
    write(json, "exit_code", underWay ? null : record.exitCode());
    write(json, "signal", underWay ? null : record.signal());
    write(json, "status", underWay ? null : record.status());
    json.writeStringField("started", record.started().toString());
    boolean ended = record.ended() != null && !underWay;
    json.writeStringField("ended", ended ? record.ended().toString() : null);
    if (ended) {
      long millis = Math.max(0, record.ended().epochMillis() - record.started().epochMillis());
      json.writeNumberField("duration", java.math.BigDecimal.valueOf(millis, 3));
    } else {
      json.writeNullField("duration");
    }
    json.writeNumberField("attempts", record.attempts());
    json.writeStringField("trigger", record.trigger().toString());
    write(json, "args", record.args());
    json.writeStringField("invoked_by", record.invokedBy());
    json.writeStringField("job_sha256", record.jobSha256());
    json.writeStringField("log", record.log());
    write(json, "failed_attempts", record.failedAttempts());
    write(json, "warnings", record.warnings());
    json.writeStringField("slot", record.slot() == null ? null : record.slot().toString());
    json.writeBooleanField("slow_start", record.slowStart());
    if (record.revision() != null) {
      json.writeStringField("revision", record.revision());
    }
  }

  private static void write(JsonGenerator json, String key, @Nullable Integer number)
      throws IOException {
    if (number == null) {
      json.writeNullField(key);
    } else {
      json.writeNumberField(key, number);
    }
  }

  private static void write(JsonGenerator json, String key, List<String> texts) throws IOException {
    json.writeArrayFieldStart(key);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
