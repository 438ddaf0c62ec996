package processcontrol.start;

import processcontrol.history.Trigger;
import processcontrol.job.Job;
import processcontrol.run.StartDecision;

/** A job that runs what stands behind {@code --}: by hand only, as other starts have no command. */
final class AdHoc {

  private AdHoc() {}

  /**
   * @throws UsageException if the start has no command, or is not by hand
   */
  static void check(Job job, StartDecision start) {
    String how = "run-job --job " + job.slug() + " -- COMMAND [ARGUMENT...]";
    if (start.trigger() != Trigger.MANUAL) {
      throw new UsageException(job.slug() + " is run by hand only: " + how);
    }
    boolean isEmpty = start.arguments().isEmpty() || start.arguments().get(0).isEmpty();
    if (isEmpty) {
      throw new UsageException(job.slug() + " runs what stands behind --: " + how);
    }
  }
}
