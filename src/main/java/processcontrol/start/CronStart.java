package processcontrol.start;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.due.CronLines;
import processcontrol.due.JobSlots;
import processcontrol.due.Slots;
import processcontrol.due.Splay;
import processcontrol.due.ThinnedStarts;
import processcontrol.due.Windows;
import processcontrol.history.Skip;
import processcontrol.history.SkipCause;
import processcontrol.history.Trigger;
import processcontrol.job.Job;
import processcontrol.job.Schedule;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.job.VisibleText;
import processcontrol.job.Zone;
import processcontrol.run.StartDecision;
import processcontrol.zone.Zones;

/** A start by a line of the crontab that says when: cron has decided already that it is due. */
final class CronStart {

  private static final long MINUTE = 60_000;
  private static final long DAY = 1440 * MINUTE;

  /** So late may cron be. */
  private static final long LATEST = 60 * MINUTE;

  /** By so much cron catches up where the clock was set forward. */
  private static final long CATCH_UP = 180 * MINUTE;

  private CronStart() {}

  /** Returns true if cron asked because it could not say which days are meant, and this is none. */
  static boolean isOtherDay(StartRequest request, Job job, long now) {
    String number = request.entry();
    Schedule schedule =
        number == null ? null : job.schedules().get(entry(number, job) - 1).schedule();
    if (schedule == null || schedule.isAtBoot() || !schedule.isDecidedByDay()) {
      return false;
    }
    Zone zone = Zones.ofMachine();
    String host = Splay.hostName();
    long asked = CronLines.asked(job, entry(number, job), host, zone).last(now - CATCH_UP, now);
    return asked == Slots.NEVER
        || !new JobSlots(job, host, zone).entriesAt(asked).contains(entry(number, job) - 1);
  }

  /** Null if the line is not to start anything, as another one of this minute does. */
  static @Nullable StartDecision of(StartRequest request, Job job, GlobalConfig config, long now) {
    UtcTime slot = new UtcTime(now - now % MINUTE);
    List<String> arguments = request.arguments();
    String number = request.entry();
    if (number != null) {
      List<String> own = argumentsOf(number, job, slot.epochMillis());
      if (own == null) {
        return null;
      }
      own.addAll(request.arguments());
      arguments = own;
    }
    if (job.cluster() != null) {
      slot = new UtcTime(meantMinute(job, number, slot.epochMillis()));
    }
    Skip skip = job.timing() == null ? null : skip(job, now);
    if (skip == null && job.startPolicy().retryLater() != null) {
      skip = ThinnedStarts.skip(job, config.stateDirectory(), now);
    }
    return new StartDecision(Trigger.CRON, slot, arguments, skip, null);
  }

  /** The arguments of the entry that a copied crontab line names, then the call's own. */
  static List<String> argumentsByHand(StartRequest request, Job job) {
    String number = request.entry();
    if (number == null) {
      return request.arguments();
    }
    int entry = entry(number, job);
    List<String> arguments = new ArrayList<>(job.schedules().get(entry - 1).args());
    arguments.addAll(request.arguments());
    return arguments;
  }

  /** Lines that fall into one minute are one run with the arguments of all; the first makes it. */
  private static @Nullable List<String> argumentsOf(String number, Job job, long slot) {
    int entry = entry(number, job);
    JobSlots slots = new JobSlots(job, Splay.hostName(), Zones.ofMachine());
    List<Integer> together = slots.entriesAt(slot);
    if (together.contains(entry - 1)) {
      return together.get(0) == entry - 1 ? slots.argumentsAt(slot) : null;
    }
    // Started in a later minute than cron meant, or at the end of a gap in the clock.
    return new ArrayList<>(job.schedules().get(entry - 1).args());
  }

  /** The minute that cron meant: a host that starts a moment late means the same as the others. */
  private static long meantMinute(Job job, String number, long minute) {
    JobSlots slots = new JobSlots(job, Splay.hostName(), Zones.ofMachine());
    int entry = number == null ? -1 : entry(number, job) - 1;
    long meant = minute;
    while (meant != Slots.NEVER && entry >= 0 && !slots.entriesAt(meant).contains(entry)) {
      meant = slots.last(minute - LATEST, meant - 1);
    }
    meant = entry >= 0 || meant == Slots.NEVER ? meant : slots.last(minute - LATEST, minute);
    return meant == Slots.NEVER ? minute : meant;
  }

  private static int entry(String number, Job job) {
    int entry;
    try {
      entry = Integer.parseInt(number);
    } catch (NumberFormatException e) {
      throw new UsageException("--entry: " + VisibleText.quoted(number) + " is not a number");
    }
    if (JobSlots.entry(job, entry) == null) {
      throw new InvalidConfigException(
          job.slug() + " has no schedule number " + entry + ": run cron-generate");
    }
    return entry;
  }

  private static @Nullable Skip skip(Job job, long now) {
    Zone zone = Zones.ofMachine();
    String reason = new Windows(job.timing(), zone).against(now);
    TimeSpan deadline = job.timing().startDeadline();
    if (reason != null || deadline.isZero()) {
      return Skip.of(SkipCause.NOT_DUE, reason);
    }
    long due = new JobSlots(job, Splay.hostName(), zone).last(now - DAY, now);
    if (due == Slots.NEVER || now - due <= deadline.millis()) {
      return null;
    }
    String late = "too late: it was due at " + new UtcTime(due) + ", start_deadline is " + deadline;
    return new Skip(SkipCause.TOO_LATE, late);
  }
}
