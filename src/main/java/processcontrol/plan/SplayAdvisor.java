package processcontrol.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Job;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;

/**
 * Tries splay on the jobs of piles, one pile after the other: what was suggested for one is taken
 * as done for the next, and no job is asked for twice.
 */
final class SplayAdvisor {

  private static final List<TimeSpan> SPLAYS =
      List.of(
          TimeSpan.parse("5m"),
          TimeSpan.parse("10m"),
          TimeSpan.parse("15m"),
          TimeSpan.parse("20m"),
          TimeSpan.parse("30m"),
          TimeSpan.parse("1h"),
          TimeSpan.parse("2h"),
          TimeSpan.parse("4h"));

  private final Plan plan;
  private final Planner planner;
  private final int limit;
  private final MinuteCounts counts;

  /** The jobs that nothing is suggested for yet. */
  private final BitSet movable = new BitSet();

  /**
   * @param limit the most starts in a minute that are good enough
   */
  SplayAdvisor(Plan plan, Planner planner, int limit) {
    this.plan = plan;
    this.planner = planner;
    this.limit = limit;
    this.counts = plan.counts();
    for (int i = 0; i < plan.jobs().size(); i++) {
      movable.set(i, isMovable(plan.jobs().get(i)));
    }
  }

  private static boolean isMovable(PlannedJob planned) {
    Timing timing = planned.job().timing();
    return !planned.starts().isEmpty()
        && !planned.estimated()
        && (timing == null || (timing.repeat() == null && timing.splay().isZero()));
  }

  /** Returns how many starts are left in each minute, after all that was suggested. */
  MinuteCounts counts() {
    return counts;
  }

  /** A job of the pile, and what was tried on it last. */
  private record Move(PlannedJob planned, TimeSpan splay) {}

  /**
   * Suggests the shortest splay after which there is no pile any more, or, if there is none, which
   * leaves hardly more than any other.
   *
   * @param jobs of the pile, by number
   * @param minutes of the pile, by number
   * @param others the minutes of piles that are yet to be spread, which do not count
   * @return null if nothing helps
   */
  Peak.@Nullable Spread spread(BitSet jobs, BitSet minutes, BitSet others) {
    Map<Integer, Move> moves = unmoved(jobs, minutes);
    Map<Integer, Long> distances = new TreeMap<>();
    moves.forEach((job, move) -> distances.put(job, Planner.shortestDistance(move.planned())));
    int before = most(moves, minutes, others);
    List<Peak.Option> options = new ArrayList<>();
    List<Map<Integer, TimeSpan>> tried = new ArrayList<>();
    int least = before;
    for (TimeSpan splay : SPLAYS) {
      if (least > limit && tryOn(moves, distances, splay)) {
        int most = most(moves, minutes, others);
        if (most < least) {
          least = most;
          options.add(new Peak.Option(splay, most));
          tried.add(splays(moves));
        }
      }
    }
    if (options.isEmpty()) {
      settle(moves, Map.of());
      return null;
    }
    int choice = 0;
    while (options.get(choice).most() > Math.max(limit, least + least / 2)) {
      choice++;
    }
    settle(moves, tried.get(choice));
    return new Peak.Spread(parts(moves), options.get(choice).most(), options);
  }

  /** The jobs to be tried. Those that merely come by are left alone, unless there are no others. */
  private Map<Integer, Move> unmoved(BitSet jobs, BitSet minutes) {
    Map<Integer, Move> all = new TreeMap<>();
    Map<Integer, Move> mostly = new TreeMap<>();
    for (int i = jobs.nextSetBit(0); i >= 0; i = jobs.nextSetBit(i + 1)) {
      if (movable.get(i)) {
        PlannedJob planned = plan.jobs().get(i);
        Move move = new Move(planned, TimeSpan.ZERO);
        all.put(i, move);
        int inPeak = 0;
        for (int start = 0; start < planned.starts().size(); start++) {
          inPeak += minutes.get(plan.frame().minuteOf(planned.starts().get(start))) ? 1 : 0;
        }
        if (2 * inPeak >= planned.starts().size()) {
          mostly.put(i, move);
        }
      }
    }
    return mostly.isEmpty() ? all : mostly;
  }

  /** Gives a splay to all jobs that can have it; false if none can. */
  private boolean tryOn(Map<Integer, Move> moves, Map<Integer, Long> distances, TimeSpan splay) {
    boolean changed = false;
    for (Map.Entry<Integer, Move> each : moves.entrySet()) {
      PlannedJob original = plan.jobs().get(each.getKey());
      if (distances.getOrDefault(each.getKey(), 0L) >= splay.millis()) {
        PlannedJob later = planner.plan(with(splay, original.job()));
        // Neither at the price of runs, nor of being asked for every minute.
        boolean harmless =
            later.skipped() <= original.skipped() && (original.dueCheck() || !later.dueCheck());
        if (harmless) {
          counts.remove(each.getValue().planned().starts());
          counts.add(later.starts());
          each.setValue(new Move(later, splay));
          changed = true;
        }
      }
    }
    return changed;
  }

  private static Job with(TimeSpan splay, Job job) {
    Timing timing = job.timing() == null ? Timing.NONE : job.timing();
    return job.withTiming(timing.withSplay(splay));
  }

  /** The most starts in a minute of the pile, or in which one of its movable jobs starts. */
  private int most(Map<Integer, Move> moves, BitSet minutes, BitSet others) {
    int most = 0;
    for (int i = minutes.nextSetBit(0); i >= 0; i = minutes.nextSetBit(i + 1)) {
      most = Math.max(most, counts.at(i));
    }
    for (Move move : moves.values()) {
      Times starts = move.planned().starts();
      for (int i = 0; i < starts.size(); i++) {
        int minute = plan.frame().minuteOf(starts.get(i));
        if (!others.get(minute)) {
          most = Math.max(most, counts.at(minute));
        }
      }
    }
    return most;
  }

  private static Map<Integer, TimeSpan> splays(Map<Integer, Move> moves) {
    Map<Integer, TimeSpan> splays = new TreeMap<>();
    moves.forEach((job, move) -> splays.put(job, move.splay()));
    return splays;
  }

  /** Gives each job what was chosen, none if that is nothing, in place of what was tried last. */
  private void settle(Map<Integer, Move> moves, Map<Integer, TimeSpan> chosen) {
    for (Map.Entry<Integer, Move> each : moves.entrySet()) {
      PlannedJob original = plan.jobs().get(each.getKey());
      TimeSpan splay = chosen.getOrDefault(each.getKey(), TimeSpan.ZERO);
      PlannedJob planned = splay.isZero() ? original : planner.plan(with(splay, original.job()));
      counts.remove(each.getValue().planned().starts());
      counts.add(planned.starts());
      each.setValue(new Move(planned, splay));
      movable.set(each.getKey(), splay.isZero());
    }
  }

  private static List<Peak.Part> parts(Map<Integer, Move> moves) {
    Map<TimeSpan, List<String>> jobs = new TreeMap<>();
    for (Move move : moves.values()) {
      if (!move.splay().isZero()) {
        jobs.computeIfAbsent(move.splay(), key -> new ArrayList<>()).add(move.planned().name());
      }
    }
    List<Peak.Part> parts = new ArrayList<>();
    jobs.forEach((splay, names) -> parts.add(0, new Peak.Part(splay, names))); // The longest first.
    return parts;
  }
}
