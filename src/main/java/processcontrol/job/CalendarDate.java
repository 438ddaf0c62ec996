package processcontrol.job;

/**
 * A day of the calendar.
 *
 * <p>Counted by hand, with Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms": eras of
 * 400 years that start on 1 March, so that leap days come last. With java.time a launch loads
 * several dozen classes.
 *
 * @param month from 1
 * @param day of the month, from 1
 */
public record CalendarDate(int year, int month, int day) {

  private static final int DAYS_PER_ERA = 146_097;

  /** From 1 March of the year 0 to 1 January 1970. */
  private static final int DAYS_TO_1970 = 719_468;

  public static CalendarDate ofEpochDay(long epochDay) {
    long shifted = epochDay + DAYS_TO_1970;
    long era = Math.floorDiv(shifted, (long) DAYS_PER_ERA);
    int dayOfEra = (int) Math.floorMod(shifted, (long) DAYS_PER_ERA);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    return new CalendarDate((int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0), month, day);
  }

  /** In days since 1970; a day that the month does not have counts on into the next one. */
  public long epochDay() {
    int marchYear = year - (month <= 2 ? 1 : 0);
    int era = Math.floorDiv(marchYear, 400);
    int yearOfEra = Math.floorMod(marchYear, 400);
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return (long) era * DAYS_PER_ERA + dayOfEra - DAYS_TO_1970;
  }

  /** Returns true if there is such a day. */
  public boolean exists() {
    return month >= 1 && month <= 12 && day >= 1 && day <= lengthOfMonth();
  }

  /** The same day so many months later, or the last one of a month that is too short for it. */
  public CalendarDate plusMonths(long months) {
    long count = year * 12L + month - 1 + months;
    int newYear = (int) Math.floorDiv(count, 12L);
    CalendarDate later = new CalendarDate(newYear, (int) Math.floorMod(count, 12L) + 1, day);
    int length = later.lengthOfMonth();
    return day <= length ? later : new CalendarDate(newYear, later.month, length);
  }

  public boolean isLeapYear() {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  int lengthOfMonth() {
    return switch (month) {
      case 2 -> isLeapYear() ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** The day of the week of a day since 1970; 0 for Sunday. */
  public static int weekday(long epochDay) {
    return (int) Math.floorMod(epochDay + 4, 7L); // 1970 began on a Thursday.
  }
}
