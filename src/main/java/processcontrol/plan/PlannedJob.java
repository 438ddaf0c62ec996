package processcontrol.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.due.JobSlots;
import processcontrol.due.Slots;
import processcontrol.job.Job;
import processcontrol.job.ScheduleEntry;

/**
 * One job in a plan.
 *
 * @param slots by which it starts
 * @param starts in the time of the plan
 * @param skipped number of further ones, left out because they are in times without starts
 * @param estimated whether the starts depend on how long the runs take, and on those before
 * @param dueCheck whether cron asks every minute whether it is due
 * @param idle why it does not start at all; null if it does
 * @param next its first start after that time, if that is why; else {@link Slots#NEVER}
 */
public record PlannedJob(
    Job job,
    JobSlots slots,
    Times starts,
    int skipped,
    boolean estimated,
    boolean dueCheck,
    @Nullable String idle,
    long next) {

  /** Of a job that is scheduled, but for other times. */
  static final String NOT_NOW = "not in this time";

  /** Returns true if the only reason why it does not start is the time that the plan is for. */
  public boolean isLater() {
    return idle != null && idle.equals(NOT_NOW);
  }

  /** Returns true if boots start it, besides what the clock does. */
  public boolean startsAfterBoots() {
    return job.startsAtBoot() && !job.disabled();
  }

  /** Its name. */
  public String name() {
    return job.slug().value();
  }

  /** Returns true if its schedules add arguments to its starts. */
  public boolean hasArguments() {
    for (ScheduleEntry entry : job.schedules()) {
      if (!entry.args().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The arguments that its schedules add to a start. */
  public List<String> argumentsAt(long start) {
    return hasArguments() ? slots.argumentsAt(start) : List.of();
  }
}
