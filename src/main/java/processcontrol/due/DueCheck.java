package processcontrol.due;

import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.history.Skip;
import processcontrol.history.SkipCause;
import processcontrol.history.WrongClock;
import processcontrol.job.CatchUp;
import processcontrol.job.Job;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;
import processcontrol.job.Zone;
import processcontrol.posix.Boot;

/**
 * Decides what is to be started now, from the job, the clock and the history alone: whichever
 * process asks, the answer is the same, and asking once more after a run gives what is left.
 */
public final class DueCheck {

  /** A start by cron that is no later than this is on time. */
  private static final long ON_TIME = 60_000;

  /** Number of slots in windows that are looked through for one that was missed outside of them. */
  private static final int MAX_SEARCH = 2000;

  /** A start that comes so long after a boot is no late one. */
  private static final long BOOT_TIME = 600_000;

  private final Job job;
  private final Timing timing;
  private final String stateDirectory;
  private final long fileChanged;
  private final JobSlots slots;

  /** The same without that of the boot, which records settle by its name. */
  private final Slots byClock;

  private final Windows windows;

  /**
   * @param host the machine's name
   * @param machines the machine's time zone
   * @param fileChanged when the job file was last changed, as far as the clock was right
   */
  public DueCheck(Job job, String host, Zone machines, String stateDirectory, long fileChanged) {
    this.job = job;
    this.timing = job.timing() == null ? Timing.NONE : job.timing();
    this.stateDirectory = stateDirectory;
    this.fileChanged = fileChanged;
    this.slots = new JobSlots(job, host, machines);
    this.byClock = slots.boot() == Slots.NEVER ? slots : slots.withoutBoot();
    this.windows = new Windows(timing, machines);
  }

  /** Returns what the schedules that are due at a slot add to the job's arguments. */
  public List<String> argumentsAt(long slot) {
    return slots.argumentsAt(slot);
  }

  /**
   * Returns what is due at a moment.
   *
   * @param hold null if the job is not on hold
   */
  public Decision decide(long now, @Nullable Hold hold) {
    return decide(PastRuns.read(stateDirectory, job.slug(), now, wanted(hold)), now, hold);
  }

  /** Returns what a decision is made from. */
  PastRuns.Wanted wanted(@Nullable Hold hold) {
    return timing.isRound()
        ? PastRuns.Wanted.LAST_RUN
        : hold == null ? PastRuns.Wanted.SLOTS : PastRuns.Wanted.SLOTS_ON_HOLD;
  }

  Decision decide(PastRuns past, long now, @Nullable Hold hold) {
    if (slots.boot() <= now) {
      Decision atBoot = atBoot(past, now, hold);
      if (atBoot != null) {
        return atBoot;
      }
    }
    return timing.isRound() ? round(past, now, hold) : bySlot(past, now, hold);
  }

  /** The boot is owed once, to a job that was there before it; null if it is not. */
  private @Nullable Decision atBoot(PastRuns past, long now, @Nullable Hold hold) {
    long slot = slots.boot();
    TimeSpan deadline = timing.startDeadline();
    boolean owed =
        !past.knowsBoot(Boot.id())
            && slot > past.sameFileSince(changed(now), job.sha256())
            && (deadline.isZero() || now - slot <= deadline.millis());
    if (!owed) {
      return null;
    }
    Skip skip = skip(hold, slot);
    boolean late = now - slot > BOOT_TIME;
    return skip == null && windows.against(now) != null
        ? null // It is still owed when the window is over.
        : new Decision(slot, late, skip, slots.next(now));
  }

  private Decision round(PastRuns past, long now, @Nullable Hold hold) {
    long due = Intervals.due(timing, past.lastRun(), Math.min(fileChanged, now));
    if (due > now) {
      return Decision.nothing(due);
    }
    Skip skip = skip(hold, now);
    return skip != null && past.wasJustSkipped(due)
        ? Decision.nothing(Slots.NEVER)
        : new Decision(due, false, skip, Slots.NEVER);
  }

  private Decision bySlot(PastRuns past, long now, @Nullable Hold hold) {
    long next = slots.next(now);
    long from = Math.max(past.owedFrom(changed(now), job.sha256()), now - reach());
    if (hold != null) {
      // A start that was missed before the hold is still owed when it is over.
      long since = hold.since().epochMillis();
      long onTime = now - onTime();
      from = Math.max(from, (since == Hold.UNKNOWN ? onTime : Math.min(since, onTime)) - 1);
    }
    boolean oneByOne = timing.catchUp() == CatchUp.ALL && hold == null;
    long slot = oneByOne ? firstOwed(past, from, now) : lastOwed(past, from, now);
    if (slot == Slots.NEVER) {
      return Decision.nothing(next);
    }
    Skip skip = skip(hold, slot);
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

  private @Nullable Skip skip(@Nullable Hold hold, long moment) {
    return hold == null ? Skip.of(SkipCause.NOT_DUE, windows.against(moment)) : Skip.held(hold);
  }

  /** Returns how late a slot may be to be run at all. */
  private long reach() {
    TimeSpan deadline = timing.startDeadline();
    if (timing.catchUp() == CatchUp.NONE) {
      return deadline.isZero() ? onTime() : Math.min(onTime(), deadline.millis());
    }
    long reach = deadline.isZero() ? Slots.NEVER : deadline.millis();
    // Of older starts etcd does not know any more whether another host has made them.
    return job.cluster() == null ? reach : Math.min(reach, job.cluster().cluster().knownMillis());
  }

  private long onTime() {
    return timing.repeat() == null ? ON_TIME : timing.epsilon().millis();
  }

  /** Returns when the file was changed; if unknown, only what is due now is not of its past. */
  private long changed(long now) {
    return WrongClock.isAhead(fileChanged, now) ? now - onTime() : fileChanged;
  }

  private long firstOwed(PastRuns past, long from, long now) {
    long slot = byClock.next(from);
    long[] refused = slot > now ? null : past.refusedAt(slot);
    while (refused != null) {
      slot = byClock.next(refused[1]);
      refused = slot > now ? null : past.refusedAt(slot);
    }
    return slot <= now ? slot : Slots.NEVER;
  }

  private long lastOwed(PastRuns past, long from, long until) {
    long slot = byClock.last(from, until);
    long[] refused = slot == Slots.NEVER ? null : past.refusedAt(slot);
    while (refused != null) {
      slot = byClock.last(from, refused[0] - 1);
      refused = slot == Slots.NEVER ? null : past.refusedAt(slot);
    }
    return slot;
  }

  /** The last slot before one in a window that is in none. */
  private long lastOutsideWindows(PastRuns past, long from, long before) {
    long slot = before;
    for (int i = 0; i < MAX_SEARCH; i++) {
      slot = lastOwed(past, from, slot - 1);
      if (slot == Slots.NEVER || windows.against(slot) == null) {
        return slot;
      }
    }
    return Slots.NEVER;
  }
}
