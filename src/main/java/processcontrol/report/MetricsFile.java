package processcontrol.report;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.status.JobSelection;
import processcontrol.status.JobStatus;
import processcontrol.status.StatisticsCollector;
import processcontrol.status.StatusCollector;

/** The file of one job in the {@code metrics_directory} for node_exporter's textfile collector. */
public final class MetricsFile {

  /** Another user reads it. */
  private static final int FILE_MODE = 0644;

  private static final String PREFIX = "process-control-";
  private static final String SUFFIX = ".prom";

  private MetricsFile() {}

  /**
   * Replaces the file of a job whose run has ended, or that was put on hold or released. That it
   * cannot be written changes nothing else: what was done is done.
   *
   * @return why it was not written; null if it was
   */
  public static @Nullable String write(GlobalConfig config, Job job) {
    JobSelection.Item item =
        new JobSelection.Item(job.slug().value(), job.source(), job, List.of());
    try (Directory directory = Directory.open(config.metricsDirectory())) {
      JobStatus status = new StatusCollector(config).of(List.of(item), false).get(0);
      MetricsText.Source source =
          new MetricsText.Source(status, StatisticsCollector.of(status, config, new ArrayList<>()));
      byte[] text = MetricsText.of(source).getBytes(StandardCharsets.UTF_8);
      directory.replaceFile(fileName(job.slug()), text, FILE_MODE);
      return null;
    } catch (RuntimeException | Error e) {
      return job.slug() + ": the metrics were not written: " + e.getMessage();
    }
  }

  /** Removes the file of a job that does not exist any more. */
  public static void remove(GlobalConfig config, Slug slug) {
    if (config.metricsDirectory() != null) {
      try (Directory directory = Directory.open(config.metricsDirectory())) {
        directory.unlink(fileName(slug));
      }
    }
  }

  private static String fileName(Slug slug) {
    return PREFIX + slug + SUFFIX;
  }

  /** The names of the jobs that have a file in the {@code metrics_directory}, in order. */
  public static List<String> written(GlobalConfig config) {
    String directory = config.metricsDirectory();
    String[] files = directory == null ? null : new File(directory).list();
    List<String> names = new ArrayList<>();
    for (String file : files == null ? new String[0] : files) {
      if (file.startsWith(PREFIX) && file.endsWith(SUFFIX)) {
        String name = file.substring(PREFIX.length(), file.length() - SUFFIX.length());
        if (Slug.isValid(name)) {
          names.add(name);
        }
      }
    }
    names.sort(null);
    return names;
  }
}
