package processcontrol.audit;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.due.Slots;
import processcontrol.due.Windows;
import processcontrol.job.Job;
import processcontrol.job.Timing;
import processcontrol.job.UtcTime;

/** The audit of a job as far as its own files go: what has no trace there is still to be judged. */
final class JobAuditBuilder {

  private final JobFacts facts;
  private final String clockFault;
  private final Slots slots;
  private final Windows windows;

  /** Null once all slots are judged: all the starts of all jobs may be too many to keep. */
  private @Nullable MissClassifier reasons;

  private final Gaps gaps = new Gaps();
  private List<Gap> listed = List.of();
  private long due;
  private long run;
  private long failed;
  private long late;
  private long skipped;
  private long missing;
  private long notKnown;

  /**
   * @param slots of the job, those in windows among them
   */
  JobAuditBuilder(JobFacts facts, PastStarts past, Slots slots, Windows windows) {
    this.facts = facts;
    this.clockFault = both(past.clockFault(), facts.clockFault());
    this.slots = slots;
    this.windows = windows;
    this.reasons = new MissClassifier(facts, past);
  }

  private static String both(@Nullable String one, String other) {
    return one == null ? other : other == null ? one : one + "; " + other;
  }

  Job job() {
    return facts.job();
  }

  /** Returns false for a job that only says what the machine did. */
  boolean isSelected() {
    return facts.selected();
  }

  /** Returns how late a start may be that is still on time. */
  long tolerance() {
    Timing timing = job().timing();
    return timing == null || timing.repeat() == null
        ? Timing.DEFAULT_EPSILON.millis()
        : timing.epsilon().millis();
  }

  boolean isOpen(long slot) {
    return windows.against(slot) == null;
  }

  /** The history does not go back to the beginning. */
  void addUnknown(long from, long until) {
    String detail = "the history begins at " + new UtcTime(until);
    gaps.add(new Gap(new UtcTime(from), new UtcTime(until), 0, Cause.BEFORE_HISTORY, detail, 0));
    gaps.interrupt();
  }

  /** Adds boots that neither records nor the file of logins show. */
  void addUnknownBoots(long from, long until) {
    String detail = "boots before " + new UtcTime(until) + " are not known";
    gaps.add(new Gap(new UtcTime(from), new UtcTime(until), 0, Cause.BEFORE_HISTORY, detail, 0));
    gaps.interrupt();
  }

  /** The job ran. */
  void addRun(long slot, RecordedStart start) {
    due++;
    run++;
    failed += start.failed() ? 1 : 0;
    long after = start.started() - slot;
    if (after <= tolerance()) {
      gaps.interrupt();
      return;
    }
    late++;
    String how = start.reason() == null ? "late" : "late, " + start.reason();
    gaps.add(Gap.of(slot, Cause.LATE, how + ": the run " + start.run(), after));
  }

  /**
   * Adds a slot for which the job did not run.
   *
   * @param skip the skipped start; null if there was none
   */
  void addMissed(long slot, @Nullable RecordedStart skip) {
    Diagnosis finding = Objects.requireNonNull(reasons).of(slot, skip);
    if (finding == null) {
      return;
    }
    due++;
    switch (finding.cause().kind()) {
      case ON_PURPOSE -> skipped++;
      case MISSING -> missing++;
      case NOT_KNOWN -> notKnown++;
      case LATE -> late++;
    }
    gaps.add(Gap.of(slot, finding.cause(), finding.detail(), 0));
  }

  /** There are no more slots. */
  void end() {
    reasons = null;
    listed = gaps.list();
  }

  /** Returns true if a slot is missing without a trace between two moments, these left out. */
  boolean misses(long after, long before) {
    List<Gap> all = listed;
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).until().epochMillis() <= after) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low; i < all.size() && all.get(i).from().epochMillis() < before; i++) {
      Gap gap = all.get(i);
      long first = next(Math.max(after, gap.from().epochMillis() - 1), gap);
      if (gap.cause() == Cause.NO_TRACE && first < before && first <= gap.until().epochMillis()) {
        return true;
      }
    }
    return false;
  }

  /** The next slot of a gap after a moment. */
  private long next(long after, Gap gap) {
    long slot = slots.next(after);
    while (slot <= gap.until().epochMillis() && !isOpen(slot)) {
      slot = slots.next(slot);
    }
    return slot;
  }

  /** Returns the result, considering the evidence about the machine. */
  JobAudit judged(Machine machine) {
    Gaps judged = new Gaps();
    for (Gap gap : listed) {
      if (gap.cause() == Cause.NO_TRACE) {
        judge(gap, machine, judged);
      } else {
        String outage =
            gap.cause() == Cause.LATE || gap.cause() == Cause.CAUGHT_UP
                ? machine.outageAt(gap.from().epochMillis())
                : null;
        judged.add(outage == null ? gap : gap.because(outage));
      }
      judged.interrupt(); // Or it would have been one gap before.
    }
    List<Gap> list = judged.list();
    long more = gaps.left() + judged.left();
    return new JobAudit(
        job().slug().value(),
        due,
        run,
        failed,
        late,
        skipped,
        missing,
        notKnown,
        list,
        more,
        null,
        clockFault);
  }

  private void judge(Gap gap, Machine machine, Gaps judged) {
    long slot = gap.from().epochMillis();
    while (slot <= gap.until().epochMillis()) {
      Diagnosis finding = machine.find(slot);
      String hints = finding.cause() == Cause.NO_TRACE ? gap.detail() : "";
      judged.add(Gap.of(slot, finding.cause(), finding.detail() + hints, 0));
      slot = next(slot, gap);
    }
  }
}
