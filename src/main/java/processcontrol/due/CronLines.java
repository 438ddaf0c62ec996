package processcontrol.due;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CatchUp;
import processcontrol.job.CronMask;
import processcontrol.job.Job;
import processcontrol.job.Schedule;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;
import processcontrol.job.Zone;

/**
 * The crontab lines of a job: those that start it at the right times, or one line that asks every
 * minute.
 */
public final class CronLines {

  private CronLines() {}

  /** The lines of a job that is scheduled. */
  public static @Nullable List<CronLine> of(Job job, String host) {
    return needsDueCheck(job, host) ? List.of(CronLine.EVERY_MINUTE) : exact(job, host);
  }

  /** Returns the moments at which cron asks for a schedule of the job, by its number from 1. */
  public static Slots asked(Job job, int entry, String host, Zone zone) {
    List<Slots> asked = new ArrayList<>();
    List<CronLine> lines = exact(job, host);
    for (int i = 0; lines != null && i < lines.size(); i++) {
      if (lines.get(i).entry() == entry) {
        asked.add(JobSlots.of(new Schedule(lines.get(i).schedule().cronText()), zone));
      }
    }
    if (lines == null) { // The line is of a former crontab.
      String text = job.schedules().get(entry - 1).schedule().cronText();
      return JobSlots.of(new Schedule(text), zone);
    }
    return new Slots() {
      @Override
      public long next(long after) {
        long first = NEVER;
        for (int i = 0; i < asked.size(); i++) {
          first = Math.min(first, asked.get(i).next(after));
        }
        return first;
      }
    };
  }

  /** Returns true if cron alone cannot start the job at the right times. */
  public static boolean needsDueCheck(Job job, String host) {
    Timing timing = job.timing();
    if (job.startsAtBoot()) {
      return true;
    }
    if (timing == null || !job.isScheduled()) {
      return false;
    }
    return timing.isRound()
        || timing.repeat() != null
        || timing.catchUp() != CatchUp.NONE
        || timing.zone() != null
        || exact(job, host) == null;
  }

  /** Lines that say exactly when the job starts; null if no lines can. */
  static @Nullable List<CronLine> exact(Job job, String host) {
    Timing timing = job.timing();
    List<CronLine> lines = new ArrayList<>();
    if (timing != null && !timing.every().isZero()) {
      long offset =
          Splay.minutes(
              Splay.nameFor(job, host),
              job.slug(),
              timing.splay().millis() / TimeSpan.MINUTE_MILLIS);
      return everyLines(timing.every(), (int) offset, lines) ? lines : null;
    }
    TimeSpan splay = timing == null ? TimeSpan.ZERO : timing.splay();
    long offset =
        splay.isZero()
            ? 0
            : Splay.minutes(
                Splay.nameFor(job, host), job.slug(), splay.millis() / TimeSpan.MINUTE_MILLIS);
    if (job.startsAtBoot()) {
      return null;
    }
    for (int i = 0; i < job.schedules().size(); i++) {
      ScheduleEntry entry = job.schedules().get(i);
      if (offset == 0) {
        lines.add(new CronLine(entry.schedule(), i + 1, entry.schedule().isDecidedByDay()));
      } else if (!shifted(entry.schedule(), offset, i + 1, lines)) {
        return null;
      }
    }
    return needsNumbers(job) ? lines : withoutNumbers(lines);
  }

  /** Returns true if run-job has to know which schedule a start is for. */
  private static boolean needsNumbers(Job job) {
    List<ScheduleEntry> entries = job.schedules();
    for (int i = 0; i < entries.size(); i++) {
      if (!entries.get(i).args().isEmpty() || entries.get(i).schedule().isDecidedByDay()) {
        return true;
      }
      for (int j = 0; j < i; j++) {
        // They may start the job in one minute, and that is one run.
        CronMask mask = entries.get(i).schedule().mask();
        CronMask other = entries.get(j).schedule().mask();
        if ((mask.minutes() & other.minutes()) != 0
            && (mask.hours() & other.hours()) != 0
            && (mask.months() & other.months()) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<CronLine> withoutNumbers(List<CronLine> lines) {
    List<CronLine> plain = new ArrayList<>();
    for (CronLine line : lines) {
      plain.add(new CronLine(line.schedule(), 0, false));
    }
    return plain;
  }

  /** Starts at equal distances all day long, from midnight on, shifted. */
  private static boolean everyLines(TimeSpan every, int offset, List<CronLine> lines) {
    long minutes = every.millis() / TimeSpan.MINUTE_MILLIS;
    if (TimeSpan.DAY_MINUTES % minutes != 0) {
      return false;
    }
    boolean[] times = new boolean[TimeSpan.DAY_MINUTES];
    for (int i = 0; i < TimeSpan.DAY_MINUTES / minutes; i++) {
      times[(int) ((offset + i * minutes) % TimeSpan.DAY_MINUTES)] = true;
    }
    addLines(times, CronLine.EVERY_MINUTE.schedule(), 0, lines);
    return true;
  }

  /** The schedule at later times; false if the days would have to change with them. */
  private static boolean shifted(Schedule schedule, long by, int entry, List<CronLine> lines) {
    CronMask mask = schedule.mask();
    int offset = (int) (by % TimeSpan.DAY_MINUTES);
    if (by >= TimeSpan.DAY_MINUTES && !mask.isDaily()) {
      return false;
    }
    boolean[] times = new boolean[TimeSpan.DAY_MINUTES];
    for (int i = 0; i < TimeSpan.DAY_MINUTES; i++) {
      if ((mask.minutes() >> (i % 60) & 1) != 0 && (mask.hours() >> (i / 60) & 1) != 0) {
        if (i + offset >= TimeSpan.DAY_MINUTES && !mask.isDaily()) {
          return false;
        }
        times[(i + offset) % TimeSpan.DAY_MINUTES] = true;
      }
    }
    addLines(times, schedule, entry, lines);
    return true;
  }

  /** The last three terms. */
  private static String days(String schedule) {
    int at = 0;
    for (int term = 0; term < 2; term++) {
      while (schedule.charAt(at) != ' ' && schedule.charAt(at) != '\t') {
        at++;
      }
      while (schedule.charAt(at) == ' ' || schedule.charAt(at) == '\t') {
        at++;
      }
    }
    return schedule.substring(at);
  }

  /** A line for all hours with the same minutes. */
  private static void addLines(boolean[] times, Schedule of, int entry, List<CronLine> lines) {
    String days = days(of.text());
    boolean asks = of.isDecidedByDay();
    TreeMap<Long, Long> hoursOf = new TreeMap<>();
    for (int hour = 0; hour < 24; hour++) {
      long minutes = 0;
      for (int minute = 0; minute < 60; minute++) {
        minutes |= times[hour * 60 + minute] ? 1L << minute : 0;
      }
      if (minutes != 0) {
        Long others = hoursOf.get(minutes);
        hoursOf.put(minutes, (others == null ? 0 : others) | 1L << hour);
      }
    }
    for (var each : hoursOf.entrySet()) {
      String terms = CronText.minutes(each.getKey()) + " " + CronText.hours(each.getValue());
      lines.add(new CronLine(new Schedule(terms + " " + days, of.both()), entry, asks));
    }
  }
}
