package processcontrol.status;

import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.history.Result;
import processcontrol.history.RunFigures;
import processcontrol.job.Slug;

/** Estimates how long runs of a job usually take. */
public final class UsualDuration {

  private static final int RUNS = 50;

  private UsualDuration() {}

  /** The median of its last runs that succeeded, in milliseconds; null if there are none. */
  public static @Nullable Long of(GlobalConfig config, Slug slug) {
    RunStatistics successes = new RunStatistics();
    try (Records records = Records.open(config, slug)) {
      int looked = 0;
      for (RunFigures run = records.nextFigures();
          run != null && looked < RUNS;
          run = records.nextFigures()) {
        looked++;
        if (run.result() == Result.SUCCESS) {
          successes.add(run);
        }
      }
    }
    return successes.percentileDuration(50);
  }
}
