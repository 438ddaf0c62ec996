package processcontrol.due;

import java.util.List;
import processcontrol.job.CatchUp;
import processcontrol.job.Job;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;
import processcontrol.job.Zone;

/**
 * Decides what is to be started now, from the job, the clock and the history alone: whichever
 * process asks, the answer is the same, and asking once more after a run gives what is left.
 */
public final class DueCheck {

  /** A start by cron that is no later than this is on time. */
  private static final long ON_TIME = 60_000;

  /** How many slots in windows are looked through for one that was missed outside of them. */
  private static final int MAX_SEARCH = 2000;

  private final Job job;
  private final Timing timing;
  private final String stateDirectory;
  private final long fileChanged;
  private final JobSlots slots;
  private final Windows windows;

  /**
   * @param host the machine's name
   * @param machines the machine's time zone
   * @param fileChanged when the job file was last changed
   */
  public DueCheck(Job job, String host, Zone machines, String stateDirectory, long fileChanged) {
    this.job = job;
    this.timing = job.timing() == null ? Timing.NONE : job.timing();
    this.stateDirectory = stateDirectory;
    this.fileChanged = fileChanged;
    this.slots = new JobSlots(job, host, machines);
    this.windows = new Windows(timing, machines);
  }

  /** What the schedules that are due at a slot add to the job's arguments. */
  public List<String> argumentsAt(long slot) {
    return slots.argumentsAt(slot);
  }

  /**
   * What is due at a moment.
   *
   * @param hold why the job is on hold; null if it is not
   */
  public Decision decide(long now, String hold) {
    return decide(PastRuns.read(stateDirectory, job.slug()), now, hold);
  }

  Decision decide(PastRuns past, long now, String hold) {
    return timing.isRound() ? round(past, now, hold) : bySlot(past, now, hold);
  }

  private Decision round(PastRuns past, long now, String hold) {
    long due = Rounds.due(timing, past.lastRun(), Math.min(fileChanged, now));
    if (due > now) {
      return Decision.nothing(due);
    }
    String skip = hold == null ? windows.against(now) : hold;
    return skip != null && past.wasJustSkipped(due)
        ? Decision.nothing(Slots.NEVER)
        : new Decision(due, false, skip, Slots.NEVER);
  }

  private Decision bySlot(PastRuns past, long now, String hold) {
    long next = slots.next(now);
    long from = Math.max(past.owedFrom(fileChanged, job.sha256(), now), now - reach());
    boolean oneByOne = timing.catchUp() == CatchUp.ALL && hold == null;
    long slot = oneByOne ? firstOwed(past, from, now) : lastOwed(past, from, now);
    if (slot == Slots.NEVER) {
      return Decision.nothing(next);
    }
    String skip = hold == null ? windows.against(slot) : hold;
    if (hold == null && skip != null && timing.catchUp() == CatchUp.ONCE) {
      long missed = lastOutsideWindows(past, from, slot);
      slot = missed == Slots.NEVER ? slot : missed;
      skip = missed == Slots.NEVER ? skip : null;
    }
    boolean late = now - slot > onTime();
    if (skip == null && late && windows.against(now) != null) {
      return Decision.nothing(next); // It is still owed when the window is over.
    }
    return new Decision(slot, late, skip, next);
  }

  /** How late a slot may be to be run at all. */
  private long reach() {
    TimeSpan deadline = timing.startDeadline();
    if (timing.catchUp() == CatchUp.NONE) {
      return deadline.isZero() ? onTime() : Math.min(onTime(), deadline.millis());
    }
    return deadline.isZero() ? Slots.NEVER : deadline.millis();
  }

  private long onTime() {
    return timing.repeat() == null ? ON_TIME : timing.epsilon().millis();
  }

  private long firstOwed(PastRuns past, long from, long now) {
    long slot = slots.next(from);
    while (slot <= now && past.wasBusyAt(slot)) {
      slot = slots.next(slot);
    }
    return slot <= now ? slot : Slots.NEVER;
  }

  private long lastOwed(PastRuns past, long from, long now) {
    long slot = slots.last(from, now);
    return slot == Slots.NEVER || past.wasBusyAt(slot) ? Slots.NEVER : slot;
  }

  /** The last slot before one in a window that is in none. */
  private long lastOutsideWindows(PastRuns past, long from, long before) {
    long slot = before;
    for (int i = 0; i < MAX_SEARCH; i++) {
      slot = slots.last(from, slot - 1);
      if (slot == Slots.NEVER || past.wasBusyAt(slot)) {
        return Slots.NEVER;
      }
      if (windows.against(slot) == null) {
        return slot;
      }
    }
    return Slots.NEVER;
  }
}
