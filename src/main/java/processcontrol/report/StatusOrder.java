package processcontrol.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import processcontrol.history.RunRecord;
import processcontrol.status.JobStatus;

/** The order in which jobs are listed. */
public enum StatusOrder {
  /** By name. */
  NAME,
  /** The latest run first, those without one last. */
  LAST,
  /** The next start first, those without one last. */
  NEXT,
  /** The longest run first, of those that run now the time until now. */
  DURATION,
  /** Jobs that need attention first, else by name. */
  ATTENTION;

  /** The jobs, which are sorted by name, in this order. */
  public List<JobStatus> sorted(List<JobStatus> jobs, Instant now) {
    if (this == ATTENTION) {
      return byAttention(jobs, now);
    }
    List<JobStatus> sorted = new ArrayList<>(jobs);
    Comparator<JobStatus> order =
        switch (this) {
          case NAME -> Comparator.comparing(JobStatus::name);
          case LAST -> Comparator.comparingLong(job -> -last(job));
          case NEXT -> Comparator.comparingLong(StatusOrder::next);
          case DURATION -> Comparator.comparingLong(job -> -duration(job, now.toEpochMilli()));
          case ATTENTION -> throw new IllegalStateException("it has no order within a state");
        };
    sorted.sort(order);
    return sorted;
  }

  /** Asks each job once, as the answer takes longer than to sort. */
  private static List<JobStatus> byAttention(List<JobStatus> jobs, Instant now) {
    Map<JobState.Kind, List<JobStatus>> ranks = new EnumMap<>(JobState.Kind.class);
    for (JobStatus job : jobs) {
      ranks.computeIfAbsent(JobState.rank(job, now), rank -> new ArrayList<>()).add(job);
    }
    List<JobStatus> sorted = new ArrayList<>();
    ranks.values().forEach(sorted::addAll);
    return sorted;
  }

  private static long last(JobStatus job) {
    if (job.running() != null && job.running().started() != null) {
      return job.running().started().epochMillis();
    }
    RunRecord last = JobState.last(job);
    return last == null ? 0 : last.latestMoment().epochMillis();
  }

  private static long next(JobStatus job) {
    boolean starts = job.nextRun() != null && job.hold() == null;
    return starts ? job.nextRun().toEpochMilli() : Long.MAX_VALUE;
  }

  private static long duration(JobStatus job, long now) {
    if (job.running() != null && job.running().started() != null) {
      return now - job.running().started().epochMillis();
    }
    RunRecord last = JobState.last(job);
    return last == null || last.duration() == null ? -1 : last.duration();
  }
}
