package processcontrol.start;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import processcontrol.config.GlobalConfig;
import processcontrol.history.HistoryReader;
import processcontrol.history.RunRecord;
import processcontrol.history.RunTrace;
import processcontrol.job.RunId;
import processcontrol.job.Slug;
import processcontrol.lock.JobLock;
import processcontrol.lock.RunningJob;
import processcontrol.posix.PosixException;
import processcontrol.trigger.Outbox;

/** Fires triggers that supervisors had prepared and were killed before they could fire. */
final class OrphanedTriggers {

  /** Time that a clock may have been set back since. */
  private static final long CLOCK_SLACK = 3_600_000;

  private static final long MAX_NANOS = 2_000_000_000L;

  private enum Fate {
    FIRE,
    DISCARD,
    /** Its run is just ending, or the job's next start will record that it was lost. */
    OPEN
  }

  private final GlobalConfig config;
  private final Outbox outbox;

  /** Jobs whose history could not be read as far as was needed. */
  private final Set<Slug> unread = new HashSet<>();

  OrphanedTriggers(GlobalConfig config) {
    this.config = config;
    this.outbox = new Outbox(config.stateDirectory());
  }

  /**
   * Fires them, or discards those whose run will never be on record. The triggers of one job cannot
   * keep those of others waiting for long: the rest waits for a later minute.
   *
   * @return what failed, and why
   */
  List<String> fire() {
    List<String> faults = new ArrayList<>();
    long end = System.nanoTime() + MAX_NANOS;
    for (Outbox.Prepared trigger : outbox.prepared()) {
      try {
        switch (fateOf(trigger)) {
          case FIRE -> new TriggerDispatch(config).fire(List.of(trigger));
          case DISCARD -> outbox.discard(trigger);
          case OPEN -> {}
        }
      } catch (PosixException e) {
        if (!faults.contains(e.getMessage())) {
          faults.add(e.getMessage());
        }
      }
      if (System.nanoTime() - end > 0) {
        break;
      }
    }
    return faults;
  }

  private Fate fateOf(Outbox.Prepared trigger) {
    Slug source;
    try {
      source = RunId.parse(trigger.run()).slug();
    } catch (IllegalArgumentException e) {
      return Fate.DISCARD; // Not written by a run.
    }
    if (unread.contains(source)) {
      return Fate.OPEN;
    }
    if (isRecorded(source, trigger)) {
      return Fate.FIRE;
    }
    RunningJob running = RunningJob.find(config.runDirectory(), source);
    RunRecord lost = JobLock.findLost(config.runDirectory(), source);
    boolean open =
        (running != null && (running.run().isEmpty() || running.run().equals(trigger.run())))
            || (lost != null && trigger.run().equals(lost.run()));
    if (open) {
      return Fate.OPEN;
    }
    // It may have been recorded after the first look.
    boolean recorded = isRecorded(source, trigger);
    return recorded ? Fate.FIRE : unread.contains(source) ? Fate.OPEN : Fate.DISCARD;
  }

  /** Looks through the records that were written since the trigger was prepared. */
  private boolean isRecorded(Slug source, Outbox.Prepared trigger) {
    long prepared = Math.min(trigger.since().epochMillis(), System.currentTimeMillis());
    long since = prepared - CLOCK_SLACK;
    try (HistoryReader history = HistoryReader.open(config.stateDirectory(), source)) {
      RunTrace trace = history.nextTrace();
      while (trace != null && (trace.ended() == null || trace.ended().epochMillis() >= since)) {
        if (trigger.run().equals(trace.run())) {
          return true;
        }
        trace = history.nextTrace();
      }
      if (history.isCut()) {
        unread.add(source); // It may be on record all the same.
      }
      return false;
    }
  }
}
