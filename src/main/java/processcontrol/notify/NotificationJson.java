package processcontrol.notify;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;
import processcontrol.history.RunRecord;
import processcontrol.history.VisibleJson;

/**
 * A notification as programs read it: {@code {"event": ..., "host": ..., "owner": ..., "runbook":
 * ..., "failures": ..., "record": {...}, "hold": ...}} with all keys of the record, those null that
 * are not known yet.
 */
final class NotificationJson {

  /** The keys that are not known before the run has ended. */
  private static final Set<String> OF_END =
      Set.of("result", "reason", "exit_code", "signal", "status", "ended", "duration");

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
    // These characters would make a link or a mention (Slack, "Formatting text for app surfaces").
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

  /** Copies the record as the history has it, so that each key there is here as well. */
  private static void write(JsonGenerator json, RunRecord record, boolean underWay)
      throws IOException {
    try (JsonParser members = VisibleJson.factory().createParser(record.toLine())) {
      members.nextToken();
      for (String key = members.nextFieldName(); key != null; key = members.nextFieldName()) {
        json.writeFieldName(key);
        copy(members, json, underWay && OF_END.contains(key));
      }
    }
  }

  private static void copy(JsonParser members, JsonGenerator json, boolean unknown)
      throws IOException {
    JsonToken token = members.nextToken();
    if (unknown) {
      json.writeNull();
    } else if (token.isNumeric()) {
      json.writeNumber(members.getText()); // With all its decimals.
    } else {
      json.copyCurrentStructure(members);
    }
  }
}
