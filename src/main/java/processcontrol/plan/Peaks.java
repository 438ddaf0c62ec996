package processcontrol.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The minutes of a plan that pile up, and what would spread them.
 *
 * @param limit the most starts that are no pile
 * @param peaks the highest first, {@link #MAX_PILES} at most
 * @param others how many minutes pile up that are in none of these
 * @param most the most starts in one minute
 * @param mostIfSpread the same if all that is suggested were done; null if nothing was tried, as
 *     the plan is for less than a day, at whose end starts would be lost from sight
 */
public record Peaks(
    int limit, List<Peak> peaks, int others, int most, @Nullable Integer mostIfSpread) {

  /** Starts are a pile if they are so many times what they would be if all were spread evenly. */
  public static final int TIMES_EVEN = 3;

  /** Jobs that meet by chance do so in ever other company. */
  public static final int MAX_PILES = 20;

  public Peaks {
    peaks = List.copyOf(peaks);
  }

  /**
   * Looks for piles.
   *
   * @param planner that made the plan
   * @param processors the number of starts that a machine does at once
   */
  public static Peaks of(Plan plan, Planner planner, int processors) {
    MinuteCounts counts = plan.counts();
    long even = TIMES_EVEN * counts.total() / counts.minutes();
    int limit = (int) Math.max(processors, even);
    List<Group> groups = groups(plan, counts, limit);
    BitSet left = new BitSet();
    for (Group group : groups) {
      left.or(group.minutes);
    }
    BitSet grouped = (BitSet) left.clone();
    boolean tries = plan.frame().isWholeDay();
    SplayAdvisor advisor = new SplayAdvisor(plan, planner, limit);
    List<Peak> peaks = new ArrayList<>();
    for (Group group : groups) {
      left.andNot(group.minutes); // The others are seen to when it is their turn.
      List<Long> minutes = new ArrayList<>();
      group.minutes.stream().forEach(minute -> minutes.add(plan.frame().momentOf(minute)));
      TreeSet<String> names = new TreeSet<>();
      group.jobs.stream().forEach(job -> names.add(plan.jobs().get(job).name()));
      Peak.Spread spread = tries ? advisor.spread(group.jobs, group.minutes, left) : null;
      peaks.add(new Peak(minutes, group.most, List.copyOf(names), spread));
    }
    Integer mostIfSpread = tries ? advisor.counts().most() : null;
    int others = counts.above(limit) - grouped.cardinality();
    return new Peaks(limit, peaks, others, counts.most(), mostIfSpread);
  }

  /** Minutes in which mostly the same jobs start. */
  private static final class Group {
    private final BitSet head;
    private final BitSet jobs;
    private final BitSet minutes = new BitSet();
    private int most;

    Group(BitSet jobs) {
      this.head = jobs;
      this.jobs = (BitSet) jobs.clone();
    }

    boolean isFor(BitSet others) {
      BitSet common = (BitSet) others.clone();
      common.and(head);
      return 2 * common.cardinality() > others.cardinality();
    }
  }

  /** The highest first, of those the earliest. */
  private static List<Group> groups(Plan plan, MinuteCounts counts, int limit) {
    Map<Integer, BitSet> jobsOf = new TreeMap<>();
    for (int i = 0; i < plan.jobs().size(); i++) {
      Times starts = plan.jobs().get(i).starts();
      for (int start = 0; start < starts.size(); start++) {
        int minute = plan.frame().minuteOf(starts.get(start));
        if (counts.at(minute) > limit) {
          jobsOf.computeIfAbsent(minute, key -> new BitSet()).set(i);
        }
      }
    }
    List<Integer> minutes = new ArrayList<>(jobsOf.keySet());
    minutes.sort((a, b) -> Integer.compare(counts.at(b), counts.at(a)));
    List<Group> groups = new ArrayList<>();
    Map<BitSet, Group> known = new java.util.HashMap<>();
    for (Integer minute : minutes) {
      Group group = known.computeIfAbsent(jobsOf.get(minute), jobs -> groupOf(jobs, groups));
      if (group != null) {
        group.jobs.or(jobsOf.get(minute));
        group.minutes.set(minute);
        group.most = Math.max(group.most, counts.at(minute));
      }
    }
    return groups;
  }

  /** Null if there are enough. */
  private static @Nullable Group groupOf(BitSet jobs, List<Group> groups) {
    for (Group group : groups) {
      if (group.isFor(jobs)) {
        return group;
      }
    }
    if (groups.size() == MAX_PILES) {
      return null;
    }
    Group group = new Group(jobs);
    groups.add(group);
    return group;
  }
}
