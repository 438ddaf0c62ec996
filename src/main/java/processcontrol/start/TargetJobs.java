package processcontrol.start;

import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.job.Slug;
import processcontrol.trigger.Targets;

/** The jobs that a run triggers, looked for only where it does trigger others. */
final class TargetJobs implements Targets {

  private final JobLoader loader;

  TargetJobs(GlobalConfig config) {
    this.loader = new JobLoader(config);
  }

  @Override
  public @Nullable String whyMissing(Slug job) {
    try {
      loader.pathOf(job);
      return null;
    } catch (RuntimeException e) {
      return reason(e);
    }
  }

  @Override
  public @Nullable String whyInvalid(Slug job) {
    try {
      loader.load(job);
      return null;
    } catch (RuntimeException e) {
      return reason(e);
    }
  }

  /** Whatever it is, the run must get its record. */
  private static String reason(RuntimeException e) {
    return e instanceof InvalidConfigException invalid
        ? invalid.problems().get(0)
        : String.valueOf(e.getMessage());
  }
}
