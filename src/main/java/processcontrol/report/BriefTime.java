package processcontrol.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Moments and durations in few characters, as a table for people needs them. */
final class BriefTime {

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long YEAR = 365 * DAY;
  private static final String[] WEEKDAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

  private final Instant now;
  private final ZoneId zone;

  BriefTime(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  Instant now() {
    return now;
  }

  /** {@code 45s}, {@code 12m}, {@code 3h}, {@code 99d}, {@code 2y}: how long ago it was. */
  String ago(Instant moment) {
    long millis = Math.max(0, now.toEpochMilli() - moment.toEpochMilli());
    if (millis < 2 * MINUTE) {
      return millis / SECOND + "s";
    }
    if (millis < 2 * HOUR) {
      return millis / MINUTE + "m";
    }
    if (millis < 2 * DAY) {
      return millis / HOUR + "h";
    }
    return millis < 2 * YEAR ? millis / DAY + "d" : millis / YEAR + "y";
  }

  /** {@code 0.3s}, {@code 45s}, {@code 12m03s}, {@code 3h05m}, {@code 4d02h}; null for none. */
  static @Nullable String duration(Long millis) {
    if (millis == null) {
      return null;
    }
    if (millis < 10 * SECOND) {
      return millis / SECOND + "." + millis % SECOND / 100 + "s";
    }
    if (millis < MINUTE) {
      return millis / SECOND + "s";
    }
    if (millis < HOUR) {
      return pair(millis, MINUTE, "m", SECOND, "s");
    }
    return millis < DAY ? pair(millis, HOUR, "h", MINUTE, "m") : pair(millis, DAY, "d", HOUR, "h");
  }

  private static String pair(long millis, long large, String name, long small, String other) {
    long rest = millis % large / small;
    return millis / large + name + (rest < 10 ? "0" : "") + rest + other;
  }

  /** {@code 13:30} of today, {@code Tue 04:15} of this week, else {@code 2026-12-01}. */
  @Nullable String moment(Instant moment) {
    if (moment == null) {
      return null;
    }
    ZonedDateTime local = moment.atZone(zone);
    LocalDate today = now.atZone(zone).toLocalDate();
    long days = ChronoUnit.DAYS.between(today, local.toLocalDate());
    if (days < -6 || days > 6) {
      return local.toLocalDate().toString();
    }
    String time = two(local.getHour()) + ":" + two(local.getMinute());
    return days == 0 ? time : WEEKDAYS[local.getDayOfWeek().getValue() - 1] + " " + time;
  }

  /** {@code 11-29 04:15:00}. */
  @Nullable String full(Instant moment) {
    if (moment == null) {
      return null;
    }
    ZonedDateTime local = moment.atZone(zone);
    boolean thisYear = local.getYear() == now.atZone(zone).getYear();
    String date = local.toLocalDate().toString();
    return (thisYear ? date.substring(date.length() - 5) : date)
        + " "
        + two(local.getHour())
        + ":"
        + two(local.getMinute())
        + ":"
        + two(local.getSecond());
  }

  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }
}
