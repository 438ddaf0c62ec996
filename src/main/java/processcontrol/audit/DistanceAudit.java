package processcontrol.audit;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.due.Intervals;
import processcontrol.history.RunTrace;
import processcontrol.job.Job;
import processcontrol.job.RestartPolicy;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;
import processcontrol.job.UtcTime;

/**
 * Goes through the runs of a job whose starts are reckoned from its runs: one with a period or a
 * pause, or one that is kept running. Where it does not start when it is due, it misses a start at
 * that moment, and one more each time as much time has passed again.
 */
final class DistanceAudit {

  /** Number of minutes in windows that are passed over. */
  private static final int MAX_SEARCH = 20_000;

  private final JobFacts facts;
  private final PastStarts past;
  private final IntervalSlots steps;
  private final JobAuditBuilder builder;

  /** Index of the next of all starts. */
  private int at;

  DistanceAudit(JobFacts facts, PastStarts past, IntervalSlots steps, JobAuditBuilder builder) {
    this.facts = facts;
    this.past = past;
    this.steps = steps;
    this.builder = builder;
  }

  /**
   * The distance of the starts that such a job misses: it is not started more than once a minute.
   */
  static IntervalSlots steps(Job job) {
    Timing timing = job.timing();
    if (job.restartPolicy() != null || timing == null) {
      return new IntervalSlots(
          TimeSpan.MINUTE_MILLIS); // A line of the crontab starts it every minute.
    }
    long least = Math.max(timing.period().millis(), timing.pause().millis());
    return new IntervalSlots(Math.max(TimeSpan.MINUTE_MILLIS, least + timing.random().millis()));
  }

  void run(long from, Range range) {
    List<RecordedStart> runs = past.runs();
    int next = PastStarts.after(from - 1, runs);
    long due = next == 0 ? Math.max(from, facts.deployed()) : dueAfter(runs.get(next - 1), from);
    for (; next < runs.size() && runs.get(next).started() < range.until(); next++) {
      RecordedStart run = runs.get(next);
      long slot = Math.min(run.started(), miss(Math.max(due, from), run.started()));
      builder.addRun(slot, run);
      due = dueAfter(run, run.started());
    }
    // A run that began later tells that it was not missing up to then.
    long end = next < runs.size() ? runs.get(next).started() : range.now() - builder.tolerance();
    boolean isRunning = next > 0 && runs.get(next - 1).ended() >= range.now();
    if (!isRunning) {
      miss(Math.max(due, from), Math.min(end, range.until()));
    }
  }

  /**
   * Counts the starts that were missed from when the job was due to when it started.
   *
   * @return the last slot before the start, which that is for
   */
  private long miss(long due, long started) {
    if (due >= started) {
      return started;
    }
    long first = openFrom(due);
    if (started - first <= builder.tolerance()) {
      return first;
    }
    long distance = steps.distance();
    long last = first + (started - first) / distance * distance;
    steps.add(first, last);
    for (long slot = first; slot < last; slot += distance) {
      missed(slot);
    }
    // A start is not late if it was not wanted sooner.
    if (started - last <= builder.tolerance() || !builder.isOpen(last)) {
      return started;
    }
    missed(last);
    return started;
  }

  private void missed(long slot) {
    if (builder.isOpen(slot)) {
      builder.addMissed(slot, skippedAt(slot));
    }
  }

  /** The start that was skipped where a slot was due. */
  private @Nullable RecordedStart skippedAt(long slot) {
    List<RecordedStart> all = past.all();
    RecordedStart found = null;
    while (at < all.size() && all.get(at).started() < slot + steps.distance()) {
      RecordedStart each = all.get(at);
      if (!each.ran() && each.isByClock() && each.started() >= slot) {
        found = each;
        break;
      }
      at++;
    }
    return found;
  }

  private long dueAfter(RecordedStart run, long otherwise) {
    RestartPolicy restartPolicy = facts.job().restartPolicy();
    if (restartPolicy != null) {
      if (run.lost()) {
        return Long.MAX_VALUE / 2; // Its end is not known.
      }
      long delay =
          Math.max(restartPolicy.maxDelay().millis(), restartPolicy.restartDelay().millis());
      return (run.ended() + delay) / TimeSpan.MINUTE_MILLIS * TimeSpan.MINUTE_MILLIS
          + 2 * TimeSpan.MINUTE_MILLIS;
    }
    UtcTime started = new UtcTime(run.started());
    UtcTime ended = new UtcTime(run.ended());
    RunTrace trace = new RunTrace(run.run(), started, ended, true, null, null);
    return Math.max(
        otherwise, Intervals.due(Objects.requireNonNull(facts.job().timing()), trace, otherwise));
  }

  private long openFrom(long due) {
    long slot = due;
    for (int i = 0; i < MAX_SEARCH && !builder.isOpen(slot); i++) {
      slot += TimeSpan.MINUTE_MILLIS;
    }
    return slot;
  }
}
