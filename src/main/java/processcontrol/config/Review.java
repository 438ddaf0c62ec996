package processcontrol.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Job;

/**
 * Everything there is to say about one job file.
 *
 * @param job as far as it could be read; null if nothing could
 * @param problems why it is not valid; empty if it is
 * @param warnings what is allowed, but most likely not meant
 * @param notes how something was read that can be read in more than one way
 */
public record Review(
    @Nullable Job job, List<String> problems, List<String> warnings, List<String> notes) {

  static Review unreadable(List<String> problems) {
    return new Review(null, problems, List.of(), List.of());
  }
}
