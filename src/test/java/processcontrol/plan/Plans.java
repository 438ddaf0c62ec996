package processcontrol.plan;

import java.util.List;
import processcontrol.config.Jobs;
import processcontrol.job.Job;

/** Plans for tests of their texts. */
public final class Plans {

  /** A plan and its piles on a machine of two processors. */
  public record Both(Plan plan, Peaks peaks) {}

  private Plans() {}

  public static Both of(TimeFrame frame, List<Job> jobs) {
    Planner planner = new Planner("web001", frame);
    Plan plan = planner.plan(jobs);
    return new Both(plan, Peaks.of(plan, planner, 2));
  }

  /** Jobs of one schedule, with a number behind their names. */
  public static List<Job> many(String slug, int count, String schedule) {
    return Jobs.many(slug, count, "schedule: '" + schedule + "'");
  }
}
