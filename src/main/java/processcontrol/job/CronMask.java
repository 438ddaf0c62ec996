package processcontrol.job;

import org.jspecify.annotations.Nullable;

/**
 * A schedule as bits, bit n for the value n: what cron keeps of it. Local times are counted in
 * minutes since 1970 on a calendar without clock changes.
 *
 * @param weekdays 0 for Sunday
 * @param bothDays whether day of month and day of week must both match; else one is enough
 * @param followsClock whether minute or hour begins with {@code *}, so that cron does not run it at
 *     other times when the clock is changed
 * @param calendarDays days that cron cannot say; null for none
 */
public record CronMask(
    long minutes,
    long hours,
    long days,
    long months,
    long weekdays,
    boolean bothDays,
    boolean followsClock,
    @Nullable CalendarDays calendarDays) {

  public static final long EVERY_MINUTE = (1L << 60) - 1;
  public static final long EVERY_HOUR = (1L << 24) - 1;

  /** Leap days on one day of the week are up to 40 years apart, around 2100. */
  private static final int MAX_DAYS = 41 * 366;

  /** Returns true if cron runs it at a local time; 0 is Sunday, and so is 7. */
  public boolean matches(int minute, int hour, int day, int month, int weekday) {
    return (minutes >> minute & 1) != 0
        && (hours >> hour & 1) != 0
        && matchesDay(day, month, weekday % 7);
  }

  private boolean matchesDay(int day, int month, int weekday) {
    boolean dom = (days >> day & 1) != 0;
    boolean dow = (weekdays >> weekday & 1) != 0;
    return (months >> month & 1) != 0 && (bothDays ? dom && dow : dom || dow);
  }

  /** Returns true if it runs on every day. */
  public boolean isDaily() {
    boolean allDays = Long.bitCount(days) == 31;
    boolean allWeekdays = Long.bitCount(weekdays) == 7;
    boolean any = bothDays ? allDays && allWeekdays : allDays || allWeekdays;
    return any && Long.bitCount(months) == 12;
  }

  /** The first local minute after another at which it runs; {@code Long.MAX_VALUE} if none. */
  public long nextMinute(long after) {
    long first = after + 1;
    long day = Math.floorDiv(first, (long) TimeSpan.DAY_MINUTES);
    int from = (int) Math.floorMod(first, (long) TimeSpan.DAY_MINUTES);
    long end = day + MAX_DAYS;
    while (day < end) {
      CalendarDate date = CalendarDate.ofEpochDay(day);
      if ((months >> date.month() & 1) == 0) {
        day = new CalendarDate(date.year(), date.month(), 1).plusMonths(1).epochDay();
      } else {
        int ofDay = nextOfDay(from);
        if (ofDay >= 0 && matchesDay(date, CalendarDate.weekday(day))) {
          return day * TimeSpan.DAY_MINUTES + ofDay;
        }
        day++;
      }
      from = 0;
    }
    return Long.MAX_VALUE;
  }

  private int nextOfDay(int from) {
    int minute = from % 60;
    for (int hour = from / 60; hour < 24; hour++, minute = 0) {
      long rest = minutes >>> minute;
      if ((hours >> hour & 1) != 0 && rest != 0) {
        return hour * 60 + minute + Long.numberOfTrailingZeros(rest);
      }
    }
    return -1;
  }

  private boolean matchesDay(CalendarDate date, int weekday) {
    if (calendarDays == null) {
      return matchesDay(date.day(), date.month(), weekday);
    }
    boolean dom = (days >> date.day() & 1) != 0 || calendarDays.isDate(date, weekday);
    boolean dow = (weekdays >> weekday & 1) != 0 || calendarDays.isWeekday(date, weekday);
    return (months >> date.month() & 1) != 0 && (bothDays ? dom && dow : dom || dow);
  }
}
