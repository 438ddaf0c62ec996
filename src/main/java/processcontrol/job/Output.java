package processcontrol.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place besides the log that a run's output goes to: a file or a mail.
 *
 * @param file an absolute path; null for a mail
 * @param mail the recipients; empty for a file. An empty output is not mailed.
 * @param onFailureOnly whether only the output of a failed run goes there
 * @param append whether a file keeps what earlier runs wrote
 */
public record Output(
    @Nullable String file, List<String> mail, boolean onFailureOnly, boolean append) {

  public Output {
    mail = List.copyOf(mail);
  }

  /** Returns true if the output can be mailed before the result of the run is known. */
  public boolean isMailedInParts() {
    return !mail.isEmpty() && !onFailureOnly;
  }
}
