package processcontrol.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.due.CronLines;
import processcontrol.due.Forecast;
import processcontrol.due.Intervals;
import processcontrol.due.JobSlots;
import processcontrol.due.Slots;
import processcontrol.due.Windows;
import processcontrol.job.Chain;
import processcontrol.job.Job;
import processcontrol.job.Link;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;

/** Finds out when jobs start, from what they say alone: neither holds nor past runs are asked. */
public final class Planner {

  /** Bounds the memory that a plan takes, to some 30 MB, and its time. */
  public static final int MAX_STARTS = 2_000_000;

  private static final long[] NO_BOOTS = {};
  private static final String AFTER_BOOTS = "after each boot";

  private final String host;
  private final TimeFrame frame;
  private final int maxStarts;

  /**
   * @param host the machine's name, on which splay depends
   */
  public Planner(String host, TimeFrame frame) {
    this(host, frame, MAX_STARTS);
  }

  Planner(String host, TimeFrame frame, int maxStarts) {
    this.host = host;
    this.frame = frame;
    this.maxStarts = maxStarts;
  }

  TimeFrame frame() {
    return frame;
  }

  /**
   * The plan of jobs, in their order.
   *
   * @throws TooManyStartsException if there are more than {@link #MAX_STARTS}
   */
  public Plan plan(List<Job> jobs) {
    Map<String, Set<String>> triggers = triggersOf(jobs);
    List<PlannedJob> planned = new ArrayList<>();
    int left = maxStarts;
    for (Job job : jobs) {
      PlannedJob each = plan(job, triggers.get(job.slug().value()), left);
      left -= each.starts().size() + each.skipped(); // Skipped starts cost as much time.
      planned.add(each);
    }
    return new Plan(frame, planned);
  }

  /** One job that starts by the clock, as it would be. */
  PlannedJob plan(Job job) {
    return plan(job, null, maxStarts);
  }

  private PlannedJob plan(Job job, @Nullable Set<String> triggeredBy, int limit) {
    // The present boot is no plan; it would be a start of a job that clocks start as well.
    JobSlots slots = new JobSlots(job, host, frame.zone(), NO_BOOTS);
    String idle = idle(job, triggeredBy);
    if (idle != null) {
      boolean asked = idle.equals(AFTER_BOOTS) && CronLines.needsDueCheck(job, host);
      return new PlannedJob(job, slots, new Times(), 0, false, asked, idle, Slots.NEVER);
    }
    boolean dueCheck = CronLines.needsDueCheck(job, host);
    Timing timing = job.timing() == null ? Timing.NONE : job.timing();
    Windows windows = new Windows(timing, frame.zone());
    if (timing.isRound()) {
      Times starts = rounds(timing, windows, limit);
      String none = starts.isEmpty() ? windows.against(frame.from()) : null;
      return new PlannedJob(job, slots, starts, 0, true, dueCheck, none, Slots.NEVER);
    }
    Times starts = new Times();
    int skipped = 0;
    String none = PlannedJob.NOT_NOW;
    long slot = slots.next(frame.from() - 1);
    while (slot < frame.until()) {
      check(starts.size() + skipped, limit);
      String reason = windows.against(slot);
      if (reason == null) {
        starts.add(slot);
      } else {
        skipped++;
        none = reason;
      }
      slot = slots.next(slot);
    }
    boolean later = starts.isEmpty() && skipped == 0;
    long next =
        later ? new Forecast(job, host, frame.zone()).next(frame.until() - 1, null) : Slots.NEVER;
    none = starts.isEmpty() ? none : null;
    return new PlannedJob(job, slots, starts, skipped, false, dueCheck, none, next);
  }

  /** Starts at a distance from each other, as if one were due when the time begins. */
  private Times rounds(Timing timing, Windows windows, int limit) {
    Times starts = new Times();
    long distance = Intervals.distance(timing, 0);
    long due = frame.from();
    while (due < frame.until()) {
      if (windows.against(due) == null) {
        check(starts.size(), limit);
        starts.add(due);
        due += distance;
      } else {
        due += TimeSpan.MINUTE_MILLIS; // It remains due, and is asked for again.
      }
    }
    return starts;
  }

  private void check(int slots, int limit) {
    if (slots >= limit) {
      throw new TooManyStartsException(maxStarts);
    }
  }

  /** Returns why a job does not start by the clock; null if it does. */
  private @Nullable String idle(Job job, @Nullable Set<String> triggeredBy) {
    if (job.disabled()) {
      return "disabled" + job.ownership().disabledInWords();
    }
    if (job.restartPolicy() != null) {
      return "kept running";
    }
    if (job.isScheduled()) {
      return JobSlots.isOver(job, frame.zone(), frame.from())
          ? "finished"
          : isAtBootOnly(job) ? AFTER_BOOTS : null;
    }
    List<String> reasons = new ArrayList<>();
    Chain chain = job.chain();
    if (!chain.after().isEmpty()) {
      TreeSet<String> parents = new TreeSet<>();
      chain.after().forEach(parent -> parents.add(parent.job().value()));
      String any = chain.anyParent() && parents.size() > 1 ? "any of " : "";
      reasons.add("after " + any + String.join(", ", parents));
    }
    if (triggeredBy != null) {
      reasons.add("triggered by " + String.join(", ", triggeredBy));
    }
    return reasons.isEmpty() ? "no schedule" : String.join("; ", reasons);
  }

  private static boolean isAtBootOnly(Job job) {
    for (ScheduleEntry entry : job.schedules()) {
      if (!entry.schedule().isAtBoot()) {
        return false;
      }
    }
    return job.startsAtBoot();
  }

  private static Map<String, Set<String>> triggersOf(List<Job> jobs) {
    Map<String, Set<String>> triggers = new TreeMap<>();
    for (Job job : jobs) {
      Chain chain = job.chain();
      for (List<Link> links : List.of(chain.onEnd(), chain.onSuccess(), chain.onFailure())) {
        for (Link link : links) {
          triggers
              .computeIfAbsent(link.job().value(), key -> new TreeSet<>())
              .add(job.slug().value());
        }
      }
    }
    return triggers;
  }

  /** From one start of a job to the next, at the least; {@link Slots#NEVER} if there is one. */
  static long shortestDistance(PlannedJob planned) {
    Times starts = planned.starts();
    long shortest = Slots.NEVER;
    for (int i = 1; i < starts.size(); i++) {
      shortest = Math.min(shortest, starts.get(i) - starts.get(i - 1));
    }
    long later = planned.slots().next(starts.last());
    return later == Slots.NEVER ? shortest : Math.min(shortest, later - starts.last());
  }
}
