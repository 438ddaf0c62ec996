package processcontrol.trigger;

import org.jspecify.annotations.Nullable;
import processcontrol.job.Slug;

/** The jobs that others trigger, as their files are when a run ends. */
public interface Targets {

  /** Returns why there is no such job, or null. */
  @Nullable String whyMissing(Slug job);

  /** Returns why a job that there is cannot run as it stands, or null. */
  @Nullable String whyInvalid(Slug job);
}
