package processcontrol.diff;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import processcontrol.job.Job;
import processcontrol.job.TimeSpan;
import processcontrol.plan.PlannedJob;
import processcontrol.plan.Planner;
import processcontrol.plan.TooManyStartsException;

/** Finds the minutes that pile up in the new state and did not in the old one. */
final class Piles {

  private static final int MAX_PILES = 20;

  private Piles() {}

  /**
   * The new ones, those of the most starts first.
   *
   * @param limit the most starts that are no pile
   */
  static List<Changes.Pile> of(
      List<Job> before, List<Job> after, Planner planner, int limit, ZoneId zone) {
    Map<String, Integer> from;
    Map<String, Integer> to;
    try {
      from = counts(planner.plan(before).jobs(), zone);
      to = counts(planner.plan(after).jobs(), zone);
    } catch (TooManyStartsException e) {
      return List.of(); // Then every minute has its share.
    }
    List<Changes.Pile> piles = new ArrayList<>();
    for (Map.Entry<String, Integer> minute : to.entrySet()) {
      int former = from.getOrDefault(minute.getKey(), 0);
      if (minute.getValue() > limit && minute.getValue() > former) {
        piles.add(new Changes.Pile(minute.getKey(), former, minute.getValue()));
      }
    }
    piles.sort((one, other) -> Integer.compare(other.to(), one.to()));
    return piles.size() > MAX_PILES ? piles.subList(0, MAX_PILES) : piles;
  }

  /** The most starts in each minute of the day, on any of the days. */
  private static Map<String, Integer> counts(List<PlannedJob> jobs, ZoneId zone) {
    Map<Long, Integer> counts = new HashMap<>();
    for (PlannedJob job : jobs) {
      for (int i = 0; i < job.starts().size(); i++) {
        counts.merge(Math.floorDiv(job.starts().get(i), TimeSpan.MINUTE_MILLIS), 1, Integer::sum);
      }
    }
    Map<String, Integer> ofDay = new TreeMap<>();
    counts.forEach(
        (minute, count) ->
            ofDay.merge(
                Starts.minuteOf(minute * TimeSpan.MINUTE_MILLIS, zone), count, Integer::max));
    return ofDay;
  }
}
