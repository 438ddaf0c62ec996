package processcontrol.job;

/**
 * A day of the month that cron has no words for, as Quartz and cron-utils define it.
 *
 * @param kind of day
 * @param day of the month; of a weekday its number, 0 for Sunday; else 0
 * @param count how many days before the last one, or which of the weekdays of the month
 */
public record CalendarDay(Kind kind, int day, int count) {

  private static final String[] WEEKDAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };
  private static final String[] NTH = {"", "first", "second", "third", "fourth", "fifth"};

  private static final int SATURDAY = 6;
  private static final int WEEK = 7;
  private static final int SHORTEST_MONTH = 28;
  private static final int LONGEST_MONTH = 31;

  /** The kinds of days. */
  public enum Kind {
    /** {@code L} and {@code L-3}. */
    LAST,
    /** {@code LW}. */
    LAST_WORKING_DAY,
    /** {@code 15W}. */
    NEAREST_WORKING_DAY,
    /** {@code fri#2}. */
    NTH_WEEKDAY,
    /** {@code 5L}. */
    LAST_WEEKDAY
  }

  /** Returns true if a date is that day of its month. */
  boolean is(CalendarDate date, int weekday) {
    int length = date.lengthOfMonth();
    return switch (kind) {
      case LAST -> date.day() == length - count;
      case LAST_WORKING_DAY -> date.day() == nearest(length, date, weekday, length);
      case NEAREST_WORKING_DAY ->
          day <= length && date.day() == nearest(day, date, weekday, length);
      case NTH_WEEKDAY -> weekday == day && (date.day() + WEEK - 1) / WEEK == count;
      case LAST_WEEKDAY -> weekday == day && date.day() > length - WEEK;
    };
  }

  /** Returns the working day that is nearest to a day and in its month. */
  private static int nearest(int wanted, CalendarDate date, int weekday, int length) {
    int there = Math.floorMod(weekday + wanted - date.day(), WEEK);
    if (there == SATURDAY) {
      return wanted == 1 ? wanted + 2 : wanted - 1;
    }
    if (there == 0) {
      return wanted == length ? wanted - 2 : wanted + 1;
    }
    return wanted;
  }

  /** Returns the days of the month, or of the week, that it can be; bit n for n. */
  long candidates() {
    return switch (kind) {
      case LAST -> range(SHORTEST_MONTH - count, LONGEST_MONTH - count);
      case LAST_WORKING_DAY -> range(SHORTEST_MONTH - 2, LONGEST_MONTH);
      case NEAREST_WORKING_DAY ->
          range(day - (day < SHORTEST_MONTH ? 1 : 2), day == 1 ? 3 : day + 1);
      case NTH_WEEKDAY, LAST_WEEKDAY -> 1L << day;
    };
  }

  private static long range(int low, int high) {
    long bits = 0;
    for (int value = Math.max(1, low); value <= Math.min(LONGEST_MONTH, high); value++) {
      bits |= 1L << value;
    }
    return bits;
  }

  /** Returns the day as a person says it: "the second Friday of the month". */
  public String inWords() {
    return switch (kind) {
      case LAST ->
          count == 0
              ? "the last day of the month"
              : count == 1
                  ? "the day before the last of the month"
                  : "the day " + count + " days before the last of the month";
      case LAST_WORKING_DAY -> "the last working day of the month";
      case NEAREST_WORKING_DAY -> "the working day nearest to the " + ordinal(day);
      case NTH_WEEKDAY -> "the " + NTH[count] + " " + WEEKDAYS[day] + " of the month";
      case LAST_WEEKDAY -> "the last " + WEEKDAYS[day] + " of the month";
    };
  }

  /** Returns a number as it is counted with: 1st, 2nd, 11th. */
  public static String ordinal(int number) {
    boolean isTeen = number / 10 == 1;
    String end =
        switch (isTeen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
    return number + end;
  }
}
