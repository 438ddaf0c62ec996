package processcontrol.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CalendarDay;
import processcontrol.job.CalendarDays;
import processcontrol.job.CronMask;

/**
 * The days and months of a schedule, as the rest of a sentence: " on the 13th, and on every
 * Friday"; empty if that is every day.
 */
final class DayWords {

  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };
  private static final String[] WEEKDAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
  };
  private static final String[] EACH = {"", "", "second", "third", "fourth", "fifth"};

  /** So many days are listed, even if they are at equal distances. */
  private static final int MAX_DAYS = 6;

  private static final int ALL_DAYS = 31;
  private static final int ALL_MONTHS = 12;
  private static final int ALL_WEEKDAYS = 7;

  private final NumberSet days;
  private final NumberSet months;
  private final NumberSet weekdays;
  private final boolean bothDays;
  private final List<CalendarDay> calendarDates;
  private final List<CalendarDay> calendarWeekdays;

  private DayWords(CronMask mask) {
    this.days = NumberSet.of(mask.days());
    this.months = NumberSet.of(mask.months());
    this.weekdays = NumberSet.of(mask.weekdays());
    this.bothDays = mask.bothDays();
    CalendarDays others = mask.calendarDays();
    this.calendarDates = others == null ? List.of() : others.dates();
    this.calendarWeekdays = others == null ? List.of() : others.weekdays();
  }

  static String of(CronMask mask) {
    return new DayWords(mask).words();
  }

  private String words() {
    boolean allDays = days.size() == ALL_DAYS;
    boolean allWeekdays = weekdays.size() == ALL_WEEKDAYS;
    boolean everyDay = bothDays ? allDays && allWeekdays : allDays || allWeekdays;
    if (everyDay) {
      return months.size() == ALL_MONTHS ? "" : " on every day" + inMonths();
    }
    if (!bothDays) {
      String common = months.size() == ALL_MONTHS ? "" : ", both only" + inMonths();
      return dates() + ", and on " + everyWeekday() + common;
    }
    if (allDays) {
      return " on " + everyWeekday() + inMonths();
    }
    return dates() + inMonths() + (allWeekdays ? "" : ", but only if it is " + anyWeekday());
  }

  private String inMonths() {
    if (months.size() == ALL_MONTHS) {
      return "";
    }
    return months.isRange()
        ? " from " + month(months.first()) + " to " + month(months.last())
        : " in " + NumberSet.join(months.values().stream().map(DayWords::month).toList(), "and");
  }

  private static String month(int number) {
    return MONTHS[number - 1];
  }

  private String dates() {
    List<String> all = new ArrayList<>();
    if (days.size() > MAX_DAYS && days.step() > 1) {
      all.add(
          "every "
              + EACH[days.step()]
              + " day from the "
              + CalendarDay.ordinal(days.first())
              + " to the "
              + CalendarDay.ordinal(days.last()));
    } else if (days.size() > 0) {
      all.add("the " + days.list(CalendarDay::ordinal));
    }
    calendarDates.forEach(day -> all.add(day.inWords()));
    return " on " + NumberSet.join(all, "and");
  }

  private String everyWeekday() {
    List<String> all = new ArrayList<>();
    if (weekdays.size() > 0) {
      NumberSet range = weekdayRange();
      all.add(
          range == null
              ? "every " + NumberSet.join(weekdayNames(), "and")
              : "every day " + fromTo(range));
    }
    calendarWeekdays.forEach(day -> all.add(day.inWords()));
    return NumberSet.join(all, "and");
  }

  private String anyWeekday() {
    List<String> all = new ArrayList<>();
    if (weekdays.size() > 0) {
      NumberSet range = weekdayRange();
      all.add(
          range == null ? "a " + NumberSet.join(weekdayNames(), "or") : "a day " + fromTo(range));
    }
    calendarWeekdays.forEach(day -> all.add(day.inWords()));
    return NumberSet.join(all, "or");
  }

  private static String fromTo(NumberSet range) {
    return "from " + WEEKDAYS[range.first()] + " to " + WEEKDAYS[range.last()];
  }

  /** The weekdays if they are in a row, Sunday as the first or as the last; else null. */
  private @Nullable NumberSet weekdayRange() {
    NumberSet mondayFirst = mondayFirst();
    return mondayFirst.isRange() ? mondayFirst : weekdays.isRange() ? weekdays : null;
  }

  /** The weekdays with 7 for Sunday. */
  private NumberSet mondayFirst() {
    long bits = 0;
    for (int weekday : weekdays.values()) {
      bits |= 1L << (weekday == 0 ? ALL_WEEKDAYS : weekday);
    }
    return NumberSet.of(bits);
  }

  private List<String> weekdayNames() {
    List<String> names = new ArrayList<>();
    for (int weekday : mondayFirst().values()) {
      names.add(WEEKDAYS[weekday]);
    }
    return names;
  }
}
