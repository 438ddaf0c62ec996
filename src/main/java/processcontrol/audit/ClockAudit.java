package processcontrol.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.due.Slots;
import processcontrol.job.Job;
import processcontrol.job.WhenRunning;

/** Goes through the slots of a job that starts by the clock, beside its starts. */
final class ClockAudit {

  /** By so much cron catches up with the clock, and a start may be later than its slot. */
  private static final long MAX_SHIFT = 3 * 3_600_000L;

  private final Job job;
  private final Slots slots;
  private final PastStarts past;
  private final JobAuditBuilder builder;

  ClockAudit(Job job, Slots slots, PastStarts past, JobAuditBuilder builder) {
    this.job = job;
    this.slots = slots;
    this.past = past;
    this.builder = builder;
  }

  void run(long from, Range range) {
    List<RecordedStart> starts = past.bySlot();
    int at = 0;
    long slot = slots.next(from - 1);
    while (slot < range.until()) {
      long next = slots.next(slot);
      RecordedStart best = null;
      for (; at < starts.size() && starts.get(at).slot() < next; at++) {
        if (fits(starts.get(at), slot) && isBetter(starts.get(at), best, slot)) {
          best = starts.get(at);
        }
      }
      judge(slot, best, range.now());
      slot = next;
    }
  }

  /** Returns true if a start may be meant for a slot; those for the next one are not asked for. */
  private boolean fits(RecordedStart start, long slot) {
    if (start.slot() == slot) {
      return true;
    }
    // Cron was late by a minute or more, unless the job had other slots then.
    return start.slot() > slot
        && start.slot() - slot <= MAX_SHIFT
        && job.sha256().equals(start.sha256());
  }

  private static boolean isBetter(RecordedStart start, @Nullable RecordedStart best, long slot) {
    if (best == null || (start.slot() == slot && best.slot() != slot)) {
      return true;
    }
    return start.ran() && !best.ran() && (start.slot() == slot || best.slot() != slot);
  }

  private void judge(long slot, @Nullable RecordedStart start, long now) {
    if (start != null && start.ran()) {
      builder.addRun(slot, start);
      return;
    }
    if (!builder.isOpen(slot)) {
      return;
    }
    boolean young = slot > now - builder.tolerance();
    boolean queued = job.overlap().whenRunning() == WhenRunning.QUEUE && isRunningSince(slot, now);
    if (start != null || !(young || queued)) {
      builder.addMissed(slot, start);
    }
  }

  /** Returns true if the current run began before a slot. */
  private boolean isRunningSince(long slot, long now) {
    List<RecordedStart> runs = past.runs();
    RecordedStart last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
    return last != null && last.started() <= slot && last.ended() >= now;
  }
}
