package processcontrol.crontab;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import processcontrol.job.CronMask;
import processcontrol.job.Zone;
import processcontrol.job.Zone.Change;

/**
 * The hours in which the clock is set. Systemd leaves out the second pass of an hour that comes
 * twice, and all that is due in one that is left out; cron does neither. So a timer has further
 * lines for them, by UTC: run-job decides whether something is due then.
 */
final class ClockChanges {

  /** Rules recur; but a date may fall into another month in another year. */
  private static final int MOST = 20;

  private final List<Change> changes = new ArrayList<>();

  ClockChanges(Zone zone, long now) {
    Change change = zone.nextChange(Math.floorDiv(now, 1000L));
    while (change != null && changes.size() < MOST) {
      changes.add(change);
      change = zone.nextChange(change.at());
    }
  }

  /** Returns the calendar events that a schedule needs besides its own. */
  Set<String> eventsOf(CronMask mask) {
    Set<String> events = new LinkedHashSet<>();
    for (Change change : changes) {
      if (change.isGap() && !mask.followsClock() && isDueIn(change, mask)) {
        OffsetDateTime end = utc(change.at());
        events.add(event(end, 1L << end.getMinute()));
      } else if (!change.isGap() && mask.followsClock()) {
        addSecondPass(change, mask, events);
      }
    }
    return events;
  }

  private static boolean isDueIn(Change gap, CronMask mask) {
    for (long local = gap.at() + gap.before(); local < gap.at() + gap.after(); local += 60) {
      if (matches(mask, local)) {
        return true;
      }
    }
    return false;
  }

  private static void addSecondPass(Change change, CronMask mask, Set<String> events) {
    long end = change.at() + change.before() - change.after();
    long minutes = 0;
    for (long second = change.at(); second < end; second += 60) {
      OffsetDateTime time = utc(second);
      if (matches(mask, second + change.after())) {
        minutes |= 1L << time.getMinute();
      }
      if (minutes != 0 && (time.getMinute() == 59 || second + 60 >= end)) {
        events.add(event(time, minutes));
        minutes = 0;
      }
    }
  }

  private static boolean matches(CronMask mask, long localSecond) {
    OffsetDateTime local = utc(localSecond);
    return (mask.minutes() >> local.getMinute() & 1) != 0
        && (mask.hours() >> local.getHour() & 1) != 0;
  }

  private static OffsetDateTime utc(long second) {
    return Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC);
  }

  /** On all days of the month: which one it is differs from year to year. */
  private static String event(OffsetDateTime time, long minutes) {
    int month = time.getMonthValue();
    String list = SystemdUnits.list(minutes, 0, 59);
    return "*-" + twoDigits(month) + "-* " + twoDigits(time.getHour()) + ":" + list + ":00 UTC";
  }

  private static String twoDigits(int value) {
    return value < 10 ? "0" + value : Integer.toString(value);
  }
}
