package processcontrol.report;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.job.UtcTime;
import processcontrol.status.JobCounts;
import processcontrol.status.JobStatus;
import processcontrol.status.RunStatistics;

/**
 * The state of jobs in Prometheus' text format. Unknown moments have no sample; a job that never
 * ran has no samples about runs.
 */
public final class MetricsText {

  private static final String PREFIX = "process_control_job_";

  /** The value of a metric for one job; null for none. */
  private interface Figure {
    @Nullable Double of(Source source);
  }

  /** A job and its statistics. */
  public record Source(JobStatus status, RunStatistics tally) {

    private @Nullable RunRecord last() {
      return status.standing() == null ? null : status.standing().last();
    }
  }

  private final List<Source> sources;
  private final List<MetricSnapshot> metrics = new ArrayList<>();

  private MetricsText(List<Source> sources) {
    this.sources = sources;
  }

  /** All metrics of some jobs, and how many of those are invalid. */
  public static String of(List<Source> sources) {
    return of(sources, null, false);
  }

  /**
   * All of it, and whether etcd answers.
   *
   * @param cluster its name, or null
   */
  public static String of(List<Source> sources, @Nullable String cluster, boolean answers) {
    MetricsText text = new MetricsText(sources);
    text.addJobs();
    JobCounts counts = JobCounts.of(sources.stream().map(Source::status).toList());
    text.count("jobs", "Jobs that there are.", counts.jobs());
    text.count("active_jobs", "Jobs that are valid and not disabled.", counts.active());
    text.count("disabled_jobs", "Jobs that are disabled.", counts.disabled());
    text.count("invalid_jobs", "Jobs whose configuration is invalid.", counts.invalid());
    text.count("held_jobs", "Jobs that are on hold.", counts.held());
    text.count("running_jobs", "Jobs that are running.", counts.running());
    if (cluster != null) {
      text.metrics.add(
          GaugeSnapshot.builder()
              .name("process_control_cluster_up")
              .help("Whether the etcd of the cluster answers.")
              .dataPoint(
                  GaugeDataPointSnapshot.builder()
                      .labels(Labels.of("cluster", cluster))
                      .value(answers ? 1 : 0)
                      .build())
              .build());
    }
    return text.render();
  }

  private void count(String name, String help, int value) {
    metrics.add(
        GaugeSnapshot.builder()
            .name("process_control_" + name)
            .help(help)
            .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
            .build());
  }

  /** The metrics of one job alone, for a file of its own beside those of others. */
  public static String of(Source source) {
    MetricsText text = new MetricsText(List.of(source));
    text.addJobs();
    return text.render();
  }

  private void addJobs() {
    gauge(
        "last_run_timestamp_seconds",
        "When the last run ended, or began where its end is not known.",
        source -> source.last() == null ? null : seconds(source.last().latestMoment()));
    gauge(
        "last_success_timestamp_seconds",
        "When the last successful run ended.",
        source -> seconds(source.tally().lastSuccess()));
    gauge(
        "last_duration_seconds",
        "How long the last run took.",
        source -> {
          Long millis = source.last() == null ? null : source.last().duration();
          return millis == null ? null : Double.valueOf(millis / 1000.0);
        });
    gauge(
        "last_warnings",
        "Warnings in the record of the last run.",
        source ->
            source.last() == null
                ? null
                : Double.valueOf((double) source.last().warnings().size()));
    addLastResult();
    addRuns();
    gauge(
        "consecutive_failures",
        "Failed runs since the last success.",
        source ->
            (double)
                (source.status().standing() == null
                    ? 0
                    : source.status().standing().consecutiveFailures()));
    gauge("running", "Whether the job is running.", source -> flag(source.status().running()));
    gauge("held", "Whether the job is on hold.", source -> flag(source.status().hold()));
    gauge(
        "next_run_timestamp_seconds",
        "When cron starts the job next.",
        source ->
            source.status().nextRun() == null
                ? null
                : Double.valueOf((double) source.status().nextRun().getEpochSecond()));
  }

  private void gauge(String name, String help, Figure figure) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(PREFIX + name).help(help);
    for (Source source : sources) {
      Double value = figure.of(source);
      if (value != null) {
        Labels labels = Labels.of("job", source.status().name());
        gauge.dataPoint(GaugeDataPointSnapshot.builder().value(value).labels(labels).build());
      }
    }
    add(gauge.build());
  }

  private void addLastResult() {
    GaugeSnapshot.Builder gauge =
        GaugeSnapshot.builder()
            .name(PREFIX + "last_result")
            .help("1 for the result of the last run, 0 for all others.");
    for (Source source : sources) {
      for (Result result : Result.values()) {
        if (source.last() != null && result != Result.SKIPPED) {
          double value = source.last().result() == result ? 1 : 0;
          gauge.dataPoint(
              GaugeDataPointSnapshot.builder().value(value).labels(labels(source, result)).build());
        }
      }
    }
    add(gauge.build());
  }

  private void addRuns() {
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder()
            .name(PREFIX + "runs")
            .help("Runs and skipped starts that the history holds, by their results.");
    for (Source source : sources) {
      for (Result result : Result.values()) {
        counter.dataPoint(
            CounterDataPointSnapshot.builder()
                .value(source.tally().count(result))
                .labels(labels(source, result))
                .build());
      }
    }
    add(counter.build());
  }

  private void add(MetricSnapshot metric) {
    if (!metric.getDataPoints().isEmpty()) {
      metrics.add(metric);
    }
  }

  private static Labels labels(Source source, Result result) {
    return Labels.of("job", source.status().name(), "result", result.toString());
  }

  private static @Nullable Double seconds(UtcTime time) {
    return time == null ? null : Double.valueOf(time.epochMillis() / 1000.0);
  }

  private static double flag(Object present) {
    return present == null ? 0 : 1;
  }

  private String render() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(bytes, new MetricSnapshots(metrics));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
  }
}
