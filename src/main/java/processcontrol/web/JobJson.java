package processcontrol.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Standing;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.job.UtcTime;
import processcontrol.status.JobStatus;
import processcontrol.status.RunStatistics;

/**
 * A job as kala shows it, and more behind that. An event that never happened has the time that kala
 * gives it. Of the environment it has the names alone: values may be secret.
 */
final class JobJson {

  /** Go's zero time. */
  static final String NEVER = "0001-01-01T00:00:00Z";

  private JobJson() {}

  static String time(Instant moment) {
    return moment == null ? NEVER : new UtcTime(moment.toEpochMilli()).toString();
  }

  static String time(@Nullable UtcTime moment) {
    return moment == null ? NEVER : moment.toString();
  }

  /**
   * Writes it.
   *
   * @param counts null where the records were not counted
   */
  static void write(
      JsonGenerator json, JobStatus status, JobLinks links, @Nullable RunStatistics counts)
      throws IOException {
    Job job = status.job();
    Standing standing = status.standing();
    RunRecord last = standing == null ? null : standing.last();
    boolean scheduled = job != null && job.isScheduled();
    json.writeStartObject();
    json.writeStringField("name", job == null ? status.name() : job.name());
    json.writeStringField("id", status.name());
    json.writeStringField("command", job == null ? "" : command(job));
    String owner = job == null ? null : job.ownership().owner();
    json.writeStringField("owner", owner == null ? "" : owner);
    boolean disabledByFile = job != null && job.disabled();
    json.writeBooleanField("disabled", disabledByFile || status.hold() != null);
    write(json, "dependent_jobs", links.dependents(status.name()));
    write(json, "parent_jobs", links.parents(status.name()));
    json.writeStringField("schedule", scheduled ? job.scheduleText() : "");
    int attempts = job == null || job.retries() == null ? 1 : job.retries().attempts();
    json.writeNumberField("retries", Math.max(0, attempts - 1));
    if (counts != null) {
      json.writeNumberField("success_count", counts.count(Result.SUCCESS));
      json.writeStringField("last_success", time(counts.lastSuccess()));
      json.writeNumberField("error_count", counts.errors());
      json.writeStringField("last_error", time(counts.lastError()));
    }
    json.writeStringField("last_attempted_run", time(last == null ? null : last.started()));
    json.writeStringField("next_run_at", time(status.nextRun()));

    json.writeBooleanField("valid", status.isValid());
    write(json, "problems", status.problems());
    json.writeStringField("description", job == null ? null : job.description());
    write(json, "tags", job == null ? List.of() : job.tags());
    json.writeStringField("runbook", job == null ? null : job.ownership().runbook());
    json.writeStringField("schedule_in_words", status.scheduleInFullWords());
    write(
        json,
        "environment",
        job == null ? List.of() : new ArrayList<>(new TreeSet<>(job.environment().keySet())));
    json.writeBooleanField("disabled_by_file", disabledByFile);
    writeHold(json, status.hold());
    writeRunning(json, status.running());
    writeLast(json, last);
    json.writeNumberField(
        "consecutive_failures", standing == null ? 0 : standing.consecutiveFailures());
    json.writeNumberField("pending", status.pending().size());
    json.writeStringField("history_fault", standing == null ? null : standing.fault());
    json.writeStringField("clock_fault", standing == null ? null : standing.clockFault());
    json.writeEndObject();
  }

  private static String command(Job job) {
    StringBuilder text = new StringBuilder();
    for (CommandLine each : job.commands()) {
      text.append(text.length() == 0 ? "" : "; ");
      text.append(job.shell() ? CommandLine.printable(each.words().get(2)) : each.toString());
    }
    return text.toString();
  }

  private static void writeHold(JsonGenerator json, Hold hold) throws IOException {
    if (hold == null) {
      json.writeNullField("hold");
      return;
    }
    json.writeObjectFieldStart("hold");
    json.writeStringField("reason", hold.reason());
    json.writeStringField("since", hold.since().toString());
    json.writeStringField("by", hold.by());
    json.writeBooleanField("automatic", hold.automatic());
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
    UtcTime started = running.started();
    json.writeStringField("started", started == null ? null : started.toString());
    json.writeStringField("state", running.state());
    json.writeEndObject();
  }

  private static void writeLast(JsonGenerator json, RunRecord last) throws IOException {
    if (last == null) {
      json.writeNullField("last");
      return;
    }
    json.writeObjectFieldStart("last");
    json.writeStringField("run", last.run());
    json.writeStringField("result", last.result().toString());
    json.writeStringField("reason", last.reason());
    json.writeStringField("started", last.started().toString());
    json.writeStringField("ended", last.ended() == null ? null : last.ended().toString());
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
