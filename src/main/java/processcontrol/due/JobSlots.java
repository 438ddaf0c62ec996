package processcontrol.due;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Job;
import processcontrol.job.Schedule;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;
import processcontrol.job.Zone;
import processcontrol.posix.Boot;

/** The slots of a job that starts by the clock, and which of its schedules each belongs to. */
public final class JobSlots extends Slots {

  private final Job job;
  private final String host;
  private final Zone machines;
  private final List<Slots> parts = new ArrayList<>();

  /** The schedule that each part belongs to, from 0. */
  private final List<Integer> entries = new ArrayList<>();

  private static final long[] NO_BOOT = {};

  /** Moments at which boots count, the first one first; none for a job that asks for none. */
  private final long[] boots;

  /**
   * @param host the machine's name, on which splay depends
   * @param machines the machine's time zone
   */
  public JobSlots(Job job, String host, Zone machines) {
    this(job, host, machines, job.startsAtBoot() ? new long[] {Boot.moment()} : NO_BOOT);
  }

  /**
   * @param booted when the machine was started, each time, the first one first
   */
  public JobSlots(Job job, String host, Zone machines, long[] booted) {
    this.job = job;
    this.host = host;
    this.machines = machines;
    this.boots = shifted(booted, booted.length == 0 ? 0 : afterBoot(job, host));
    Timing timing = job.timing() == null ? Timing.NONE : job.timing();
    if (timing.isRound() || !job.isScheduled()) {
      return;
    }
    Zone zone = timing.zoneOr(machines);
    if (timing.repeat() != null) {
      add(new RepeatSlots(timing.repeat(), zone), 0);
      return;
    }
    List<CronLine> lines = CronLines.exact(job, host);
    long offset =
        Splay.minutes(
            Splay.nameFor(job, host), job.slug(), timing.splay().millis() / TimeSpan.MINUTE_MILLIS);
    if (lines != null && !timing.every().isZero()) {
      for (CronLine line : lines) {
        add(new CronSlots(line.schedule().mask(), zone), 0);
      }
    } else if (!timing.every().isZero()) {
      add(steady(timing.every().millis(), offset, zone), 0);
    } else {
      addSchedules(lines, offset, zone);
    }
  }

  /** The slots of one line of a crontab. */
  public static Slots of(Schedule schedule, Zone zone) {
    return new CronSlots(schedule.mask(), zone);
  }

  private void addSchedules(@Nullable List<CronLine> lines, long offset, Zone zone) {
    if (lines != null && offset != 0) {
      for (CronLine line : lines) {
        add(new CronSlots(line.schedule().mask(), zone), Math.max(0, line.entry() - 1));
      }
      return;
    }
    for (int i = 0; i < job.schedules().size(); i++) {
      if (job.schedules().get(i).schedule().isAtBoot()) {
        add(new BootSlots(boots), i);
        continue;
      }
      Slots slots = new CronSlots(job.schedules().get(i).schedule().mask(), zone);
      add(offset == 0 ? slots : new ShiftedSlots(slots, offset * TimeSpan.MINUTE_MILLIS), i);
    }
  }

  private static long[] shifted(long[] moments, long by) {
    long[] shifted = moments.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += by;
    }
    return shifted;
  }

  /** Returns how long after a boot a job starts because of it: its splay. */
  public static long afterBoot(Job job, String host) {
    Timing timing = job.timing() == null ? Timing.NONE : job.timing();
    long range = timing.splay().millis() / TimeSpan.MINUTE_MILLIS;
    return Splay.minutes(Splay.nameFor(job, host), job.slug(), range) * TimeSpan.MINUTE_MILLIS;
  }

  /**
   * Returns the moment at which the last boot counts; {@link #NEVER} for a job that does not ask
   * for it.
   */
  long boot() {
    return boots.length == 0 ? NEVER : boots[boots.length - 1];
  }

  /** All but that of the boot. */
  Slots withoutBoot() {
    return new JobSlots(job, host, machines, NO_BOOT);
  }

  /** Whole days go by the clock on the wall, all else by time that passes. */
  private static Slots steady(long every, long offset, Zone zone) {
    long minutes = every / TimeSpan.MINUTE_MILLIS;
    return minutes % TimeSpan.DAY_MINUTES == 0
        ? new DaySlots(minutes / TimeSpan.DAY_MINUTES, offset, zone)
        : new SteadySlots(every, offset * TimeSpan.MINUTE_MILLIS);
  }

  private void add(Slots slots, int entry) {
    parts.add(slots);
    entries.add(entry);
  }

  @Override
  public long next(long after) {
    long first = NEVER;
    for (Slots part : parts) {
      first = Math.min(first, part.next(after));
    }
    return first;
  }

  /** The arguments of all schedules that start the job at a slot, in their order. */
  public List<String> argumentsAt(long slot) {
    List<String> arguments = new ArrayList<>();
    for (int entry : entriesAt(slot)) {
      if (entry < job.schedules().size()) {
        arguments.addAll(job.schedules().get(entry).args());
      }
    }
    return arguments;
  }

  /** Returns the schedules that start the job at a slot, from 0, each once. */
  public List<Integer> entriesAt(long slot) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Integer entry = entries.get(i);
      if (!found.contains(entry) && parts.get(i).next(slot - 1) == slot) {
        found.add(entry);
      }
    }
    found.sort(null);
    return found;
  }

  /** The schedules of a job by number, from 1; null if there is none of that number. */
  public static @Nullable ScheduleEntry entry(Job job, int number) {
    return number < 1 || number > job.schedules().size() ? null : job.schedules().get(number - 1);
  }

  /** Returns true if all starts are in the past. */
  public static boolean isOver(Job job, Zone machines, long now) {
    Timing timing = job.timing();
    if (timing == null) {
      return false;
    }
    boolean catchesUp = timing.catchUp() != processcontrol.job.CatchUp.NONE;
    if (catchesUp && timing.startDeadline().isZero()) {
      return false; // Something may still be owed.
    }
    long late =
        Math.max(timing.epsilon().millis(), catchesUp ? timing.startDeadline().millis() : 0);
    Zone zone = timing.zoneOr(machines);
    if (Windows.isOver(timing, zone, now - late)) {
      return true;
    }
    long last =
        timing.repeat() == null ? NEVER : new RepeatSlots(timing.repeat(), zone).lastOfAll();
    return last != NEVER && last + late < now;
  }
}
