package processcontrol.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.config.WebRight;
import processcontrol.history.Result;
import processcontrol.history.VisibleJson;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.status.JobCounts;
import processcontrol.status.JobSelection;
import processcontrol.status.JobStatus;
import processcontrol.status.OtherJobs;
import processcontrol.status.RelatedJobs;
import processcontrol.status.RunStatistics;
import processcontrol.status.StatisticsCollector;
import processcontrol.status.StatusCollector;
import processcontrol.trigger.JobGraph;

/** Shows jobs and how they stand, in kala's shapes. */
final class JobsResource {

  /** Histories of so many bytes are counted for a list of jobs without being asked to. */
  private static final long COUNTED_BYTES = 4 << 20;

  private static final List<String> COUNTS = List.of("true", "false");

  private final GlobalConfig config;

  JobsResource(GlobalConfig config) {
    this.config = config;
  }

  /** {@code {"jobs": {"NAME": {...}}}}: those that the user may see. */
  Response list(Call call) {
    String wanted = call.query().word("counts", null, COUNTS);
    JobLoader loader = new JobLoader(config);
    StateTag tag = StateTag.of(call, config).withJobs(loader);
    if (tag.matches(call.request().ifNoneMatch())) {
      return Response.empty(Status.NOT_MODIFIED).withTag(tag.toString());
    }
    boolean counted =
        wanted == null ? tag.historyBytes() <= COUNTED_BYTES : Boolean.parseBoolean(wanted);
    View view = new View(call.access(), loader);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = VisibleJson.factory().createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("jobs");
      for (JobStatus status : view.statuses) {
        json.writeFieldName(status.name());
        JobJson.write(json, status, view.links, counted ? counts(status) : null);
      }
      json.writeEndObject();
      json.writeBooleanField("counted", counted);
      json.writeStringField("trigger_fault", view.collector.spoolFault());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Response.json(Status.OK, text.append('\n').toString()).withTag(tag.toString());
  }

  /** {@code {"job": {...}}}. */
  Response one(Call call) {
    Slug slug = call.slug();
    JobSelection.Item item = call.job(slug, config);
    JobLoader loader = new JobLoader(config);
    StateTag tag = StateTag.of(call, config).withJob(item.path(), slug, loader);
    if (tag.matches(call.request().ifNoneMatch())) {
      return Response.empty(Status.NOT_MODIFIED).withTag(tag.toString());
    }
    View view = new View(call.access(), loader, item);
    JobStatus status = view.statuses.get(0);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = VisibleJson.factory().createGenerator(text)) {
      json.writeStartObject();
      json.writeFieldName("job");
      JobJson.write(json, status, view.links, counts(status));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Response.json(Status.OK, text.append('\n').toString()).withTag(tag.toString());
  }

  /** {@code {"Stats": {...}}}: of the jobs that the user may see. */
  Response stats(Call call) {
    View view = new View(call.access(), new JobLoader(config));
    RunStatistics total = new RunStatistics();
    java.time.Instant next = null;
    for (JobStatus status : view.statuses) {
      total.addAll(counts(status));
      boolean sooner =
          status.nextRun() != null && (next == null || status.nextRun().isBefore(next));
      next = sooner ? status.nextRun() : next;
    }
    JobCounts counts = JobCounts.of(view.statuses);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = VisibleJson.factory().createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("Stats");
      json.writeNumberField("ActiveJobs", counts.active());
      json.writeNumberField("DisabledJobs", counts.disabled());
      json.writeNumberField("Jobs", counts.jobs());
      json.writeNumberField("ErrorCount", total.errors());
      json.writeNumberField("SuccessCount", total.count(Result.SUCCESS));
      json.writeStringField("NextRunAt", JobJson.time(next));
      json.writeStringField("LastAttemptedRun", JobJson.time(total.lastAttempt()));
      json.writeStringField("CreatedAt", UtcTime.now().toString());
      json.writeNumberField("InvalidJobs", counts.invalid());
      json.writeNumberField("HeldJobs", counts.held());
      json.writeNumberField("RunningJobs", counts.running());
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Response.json(Status.OK, text.append('\n').toString());
  }

  private RunStatistics counts(JobStatus status) {
    return StatisticsCollector.of(status, config, new ArrayList<>());
  }

  /** The jobs that a user may see, and how they hang together. */
  private final class View {
    private final List<JobStatus> statuses = new ArrayList<>();
    private final JobLinks links;
    private final StatusCollector collector;

    /** All that he may see. */
    View(Access access, JobLoader loader) {
      this(access, loader, null);
    }

    /**
     * @param only the only one whose status is wanted; null for all
     */
    View(Access access, JobLoader loader, JobSelection.@Nullable Item only) {
      List<JobSelection.Item> all =
          only != null && only.isValid()
              ? RelatedJobs.of(only.job(), loader)
              : JobSelection.all(loader);
      Set<String> visible = new HashSet<>();
      List<Job> valid = new ArrayList<>();
      for (JobSelection.Item item : all) {
        if (access.may(WebRight.READ, item.job())) {
          visible.add(item.name());
        }
        if (item.isValid()) {
          valid.add(item.job());
        }
      }
      links = new JobLinks(new JobGraph(valid), visible);
      List<JobSelection.Item> checked = new OtherJobs(List.of(), List.of(), loader).checked(all);
      List<JobSelection.Item> wanted = new ArrayList<>();
      for (JobSelection.Item item : checked) {
        boolean isWanted = only == null || item.name().equals(only.name());
        if (isWanted && visible.contains(item.name())) {
          wanted.add(item);
        }
      }
      collector = new StatusCollector(config, null);
      statuses.addAll(collector.of(wanted, /* onlyRunning= */ false));
    }
  }
}
