package processcontrol.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.history.Incident;
import processcontrol.history.RunRecord;
import processcontrol.history.VisibleJson;
import processcontrol.job.Job;
import processcontrol.job.Moment;
import processcontrol.job.Ownership;
import processcontrol.job.UtcTime;
import processcontrol.status.JobStatus;
import processcontrol.trigger.PendingTrigger;

/**
 * The status of jobs as one JSON document, {@code {"jobs": [...], ...}}: times in RFC 3339 UTC,
 * null for what is not.
 */
public final class StatusJson {

  private StatusJson() {}

  /**
   * Renders them.
   *
   * @param spoolFault why triggers may wait that are not among them, or null
   */
  public static String of(List<JobStatus> jobs, String spoolFault) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        VisibleJson.factory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeArrayFieldStart("jobs");
      for (JobStatus status : jobs) {
        write(json, status);
      }
      json.writeEndArray();
      json.writeStringField("trigger_fault", spoolFault);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void write(JsonGenerator json, JobStatus status) throws IOException {
    Job job = status.job();
    json.writeStartObject();
    json.writeStringField("job", status.name());
    json.writeStringField("source", status.path());
    json.writeBooleanField("valid", status.isValid());
    writeTexts(json, "problems", status.problems());
    json.writeStringField("name", job == null ? null : job.name());
    json.writeStringField("description", job == null ? null : job.description());
    writeTexts(json, "tags", job == null ? List.of() : job.tags());
    json.writeBooleanField("disabled", job != null && job.disabled());
    json.writeBooleanField("keep_running", job != null && job.restartPolicy() != null);
    Ownership ownership = job == null ? Ownership.NONE : job.ownership();
    Moment until = ownership.disabledUntil();
    json.writeStringField("disabled_until", until == null ? null : until.text());
    json.writeStringField("disabled_reason", ownership.disabledReason());
    json.writeStringField("owner", ownership.owner());
    json.writeStringField("runbook", ownership.runbook());
    boolean scheduled = job != null && job.isScheduled();
    json.writeStringField("schedule", scheduled ? job.scheduleText() : null);
    json.writeStringField("schedule_in_words", status.scheduleInFullWords());
    json.writeStringField(
        "next_run", status.nextRun() == null ? null : status.nextRun().toString());
    writeRunning(json, status.running());
    writeLast(json, status.standing() == null ? null : status.standing().last());
    json.writeNumberField(
        "consecutive_failures",
        status.standing() == null ? 0 : status.standing().consecutiveFailures());
    json.writeStringField(
        "history_fault", status.standing() == null ? null : status.standing().fault());
    json.writeStringField(
        "clock_fault", status.standing() == null ? null : status.standing().clockFault());
    writeIncident(json, status.incident());
    writeHold(json, status.hold());
    writePending(json, status.pending());
    writeAfter(json, status.after());
    json.writeEndObject();
  }

  private static void writeAfter(JsonGenerator json, JobStatus.After after) throws IOException {
    if (after == null) {
      json.writeNullField("after");
      return;
    }
    json.writeObjectFieldStart("after");
    json.writeBooleanField("any", after.any());
    json.writeArrayFieldStart("parents");
    for (JobStatus.Parent parent : after.parents()) {
      RunRecord last = parent.last();
      json.writeStartObject();
      json.writeStringField("job", parent.job());
      json.writeBooleanField("disabled", parent.disabled());
      json.writeBooleanField("running", parent.running());
      json.writeStringField("result", last == null ? null : last.result().toString());
      json.writeStringField("ended", last == null ? null : text(last.ended()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField(
        "due_since", after.dueSince() == null ? null : after.dueSince().toString());
    json.writeEndObject();
  }

  private static void writeRunning(JsonGenerator json, JobStatus.Running running)
      throws IOException {
    if (running == null) {
      json.writeNullField("running");
      return;
    }
    json.writeObjectFieldStart("running");
    json.writeStringField("run", running.run());
    json.writeNumberField("pid", running.pid());
    json.writeBooleanField("supervised", running.supervised());
    json.writeStringField("started", text(running.started()));
    json.writeStringField("state", running.state());
    json.writeStringField("waiting_for_pool", running.pool());
    json.writeEndObject();
  }

  private static void writeLast(JsonGenerator json, @Nullable RunRecord last) throws IOException {
    if (last == null) {
      json.writeNullField("last");
      return;
    }
    json.writeObjectFieldStart("last");
    json.writeStringField("run", last.run());
    json.writeStringField("result", last.result().toString());
    json.writeStringField("reason", last.reason());
    writeNumber(json, "exit_code", last.exitCode());
    writeNumber(json, "signal", last.signal());
    json.writeStringField("started", text(last.started()));
    json.writeStringField("ended", text(last.ended()));
    json.writeStringField("log", last.log());
    writeTexts(json, "warnings", last.warnings());
    json.writeBooleanField("slow_start", last.slowStart());
    json.writeEndObject();
  }

  private static void writeIncident(JsonGenerator json, Incident incident) throws IOException {
    if (incident == null) {
      json.writeNullField("incident");
      return;
    }
    json.writeObjectFieldStart("incident");
    json.writeStringField("first_run", incident.first());
    json.writeStringField("announced", text(incident.announced()));
    json.writeStringField("last_mail", text(incident.mailed()));
    json.writeNumberField("not_mailed", incident.suppressed());
    json.writeStringField("mail_error", incident.error());
    json.writeEndObject();
  }

  private static void writeHold(JsonGenerator json, Hold hold) throws IOException {
    if (hold == null) {
      json.writeNullField("hold");
      return;
    }
    json.writeObjectFieldStart("hold");
    json.writeStringField("reason", hold.reason());
    json.writeStringField("since", text(hold.since()));
    json.writeStringField("by", hold.by());
    json.writeBooleanField("automatic", hold.automatic());
    json.writeEndObject();
  }

  private static void writePending(JsonGenerator json, List<PendingTrigger> pending)
      throws IOException {
    if (pending.isEmpty()) {
      json.writeNullField("pending");
      return;
    }
    List<String> args = new ArrayList<>();
    pending.forEach(each -> args.addAll(each.args()));
    json.writeObjectFieldStart("pending");
    json.writeNumberField("count", pending.size());
    json.writeStringField("since", text(pending.get(0).time()));
    json.writeStringField("by", pending.get(0).from());
    writeTexts(json, "args", args);
    json.writeEndObject();
  }

  private static void writeTexts(JsonGenerator json, String key, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void writeNumber(JsonGenerator json, String key, Integer number)
      throws IOException {
    if (number == null) {
      json.writeNullField(key);
    } else {
      json.writeNumberField(key, number);
    }
  }

  private static @Nullable String text(UtcTime time) {
    return time == null ? null : time.toString();
  }
}
