package processcontrol.diff;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Job;

/**
 * A job in one of the two states.
 *
 * @param path of its file, below the job directory
 * @param keys the effective values of its keys, in their order; empty for a job that is not valid
 * @param layers origin of each key: {@code job}, {@code template NAME}, ...
 * @param job null if it is not valid
 */
public record JobView(
    String name,
    String path,
    Map<String, String> keys,
    Map<String, String> layers,
    @Nullable Job job) {

  boolean isValid() {
    return job != null;
  }
}
