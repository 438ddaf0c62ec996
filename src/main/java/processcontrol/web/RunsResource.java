package processcontrol.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.VisibleJson;
import processcontrol.job.RunId;
import processcontrol.job.Slug;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Directory;
import processcontrol.posix.PosixException;
import processcontrol.report.HistoryReport;
import processcontrol.runlog.LogReader;
import processcontrol.runlog.LogView;
import processcontrol.status.Records;

/** Shows the records and the logs of runs. */
final class RunsResource {

  private static final int DEFAULT_RECORDS = 20;
  private static final int DEFAULT_STATS = 100;
  private static final int MAX_RECORDS = 1000;
  private static final int MAX_LOG = 256 << 10;

  private static final String ALL = "all";
  private static final List<String> STREAMS = List.of(ALL, "stdout", "stderr");

  private final GlobalConfig config;

  RunsResource(GlobalConfig config) {
    this.config = config;
  }

  /** {@code {"runs": [...]}}: the last records as they stand in the history, the newest last. */
  Response records(Call call) {
    Slug slug = call.slug();
    call.job(slug, config);
    List<String> faults = new ArrayList<>();
    List<RunRecord> records = newest(call, slug, DEFAULT_RECORDS, faults);
    String array = HistoryReport.json(records).strip();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = VisibleJson.factory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("fault", faults.isEmpty() ? null : faults.get(0));
      json.writeFieldName("runs");
      json.writeRawValue(array);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Response.json(Status.OK, text.append('\n').toString());
  }

  /** {@code {"job_stats": [...]}}, in kala's form: the last runs, the newest last. */
  Response stats(Call call) {
    Slug slug = call.slug();
    call.job(slug, config);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = VisibleJson.factory().createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("job_stats");
      for (RunRecord run : newest(call, slug, DEFAULT_STATS, new ArrayList<>())) {
        if (run.result() != Result.SKIPPED) {
          write(json, run);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Response.json(Status.OK, text.append('\n').toString());
  }

  private static void write(JsonGenerator json, RunRecord run) throws IOException {
    Long millis = run.duration();
    json.writeStartObject();
    json.writeStringField("JobId", run.job().value());
    json.writeStringField("RanAt", run.started().toString());
    json.writeNumberField("NumberOfRetries", Math.max(0, run.attempts() - 1));
    json.writeBooleanField("Success", run.result() == Result.SUCCESS);
    json.writeNumberField("ExecutionDuration", millis == null ? 0 : millis * 1_000_000);
    json.writeStringField("Run", run.run());
    json.writeStringField("Result", run.result().toString());
    json.writeEndObject();
  }

  private List<RunRecord> newest(Call call, Slug slug, int otherwise, List<String> faults) {
    int limit = (int) call.query().number("limit", otherwise, MAX_RECORDS);
    List<RunRecord> found = new ArrayList<>();
    try (Records records = Records.open(config, slug)) {
      RunRecord record = limit == 0 ? null : records.next();
      while (record != null) {
        found.add(record);
        record = found.size() == limit ? null : records.next();
      }
      if (records.fault() != null) {
        faults.add(records.fault());
      }
    }
    Collections.reverse(found);
    return found;
  }

  /** A part of a log, whole lines where there are any, and where the next part begins. */
  Response log(Call call) {
    RunId run = run(call.argument());
    call.job(run.slug(), config);
    long from = call.query().number("from", 0, Long.MAX_VALUE / 2);
    String stream = call.query().word("stream", ALL, STREAMS);
    // Asked before the log is read: what is written until it has ended is in the answer.
    boolean isRunning = isRunning(run);
    try (Directory logs = Directory.open(config.outputDirectory());
        Directory ofJob = logs.openDirectory(run.slug().value());
        LogReader reader = LogReader.open(ofJob, run.value())) {
      if (reader == null) {
        throw noLog(run, isRunning);
      }
      if (!reader.skip(from)) {
        throw new Refusal(
            Status.RANGE_NOT_SATISFIABLE, "the log of " + run + " has fewer bytes than " + from);
      }
      byte[] read = read(reader);
      int length = LogPart.end(read, read.length == MAX_LOG, isRunning);
      StateTag tag = StateTag.of(call, config).with(read.length).with(length).with(isRunning ? 1 : 0);
      for (byte each : read.length == 0 ? read : java.util.Arrays.copyOf(read, length)) {
        tag.with(each);
      }
      Response response =
          tag.matches(call.request().ifNoneMatch())
              ? Response.empty(Status.NOT_MODIFIED)
              : Response.of(Status.OK, Response.TEXT, view(read, length, isRunning, stream));
      return response
          .withTag(tag.toString())
          .with("X-Process-Control-Next", Long.toString(from + length))
          .with("X-Process-Control-Running", Boolean.toString(isRunning));
    } catch (PosixException e) {
      if (e.isNotFound()) {
        throw noLog(run, isRunning);
      }
      throw e;
    }
  }

  private static Refusal noLog(RunId run, boolean isRunning) {
    return new Refusal(
        Status.NOT_FOUND,
        "there is no log of a run " + run + (isRunning ? " yet" : "; old ones are removed"));
  }

  private static byte[] read(LogReader reader) {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] part = reader.read();
    while (part.length > 0 && read.size() < MAX_LOG) {
      read.write(part, 0, Math.min(part.length, MAX_LOG - read.size()));
      part = read.size() < MAX_LOG ? reader.read() : part;
    }
    return read.toByteArray();
  }

  private static byte[] view(byte[] read, int length, boolean isRunning, String stream) {
    byte[] shown = java.util.Arrays.copyOf(read, length);
    if (stream.equals(ALL)) {
      return shown;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length);
    LogView view =
        new LogView(stream.equals("stdout"), stream.equals("stderr"), /* raw= */ true, out::write);
    view.add(shown);
    if (isRunning || read.length == MAX_LOG) {
      view.pause();
    } else {
      view.end();
    }
    return out.toByteArray();
  }

  private boolean isRunning(RunId run) {
    RunningJob running = RunningJob.find(config.runDirectory(), run.slug());
    return running != null && running.run().equals(run.value());
  }

  private static RunId run(String text) {
    try {
      return RunId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Status.NOT_FOUND, e.getMessage());
    }
  }
}
