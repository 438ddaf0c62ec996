package processcontrol.zone;

import processcontrol.job.CalendarDate;

/**
 * A day of every year, and a time on it, as a rule of TZ has it: {@code M3.5.0/2} is the last
 * Sunday of March (the fifth, or the fourth if there is none) at 02:00, {@code J60} the 1st of
 * March in every year, {@code 59} the sixtieth day of the year.
 *
 * @param month 0 for the number of a day
 * @param week from 1 to 5, the last one
 * @param day of the week from Sunday, or of the year from 0
 * @param skipsLeapDay whether the 29th of February is not counted
 * @param time in seconds from midnight, of days before or after as well
 */
record YearDay(int month, int week, int day, boolean skipsLeapDay, int time) {

  private static final int DEFAULT_TIME = 2 * 3600;
  private static final int MAX_HOURS = 167;
  private static final int FIRST_OF_MARCH = 59;

  static YearDay parse(RuleText text) {
    if (text.isNext('M')) {
      text.skip('M');
      int month = text.number(1, 12);
      text.skip('.');
      int week = text.number(1, 5);
      text.skip('.');
      int day = text.number(0, 6);
      return new YearDay(month, week, day, false, time(text));
    }
    if (text.isNext('J')) {
      text.skip('J');
      int day = text.number(1, 365) - 1;
      return new YearDay(0, 0, day, true, time(text));
    }
    int day = text.number(0, 365);
    return new YearDay(0, 0, day, false, time(text));
  }

  private static int time(RuleText text) {
    if (!text.isNext('/')) {
      return DEFAULT_TIME;
    }
    text.skip('/');
    return text.time(MAX_HOURS);
  }

  /** The local second, since 1970. */
  long in(int year) {
    return dayIn(year) * 86_400L + time;
  }

  private long dayIn(int year) {
    if (month == 0) {
      CalendarDate first = new CalendarDate(year, 1, 1);
      boolean behindLeapDay = skipsLeapDay && day >= FIRST_OF_MARCH && first.isLeapYear();
      return first.epochDay() + day + (behindLeapDay ? 1 : 0);
    }
    long first = new CalendarDate(year, month, 1).epochDay();
    long next = new CalendarDate(year, month, 1).plusMonths(1).epochDay();
    long found = first + Math.floorMod(day - CalendarDate.weekday(first), 7) + 7L * (week - 1);
    return found < next ? found : found - 7;
  }
}
