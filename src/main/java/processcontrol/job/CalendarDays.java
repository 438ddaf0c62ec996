package processcontrol.job;

import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.constraint.FieldConstraintsBuilder;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.SpecialChar;
import com.cronutils.parser.FieldParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CalendarDay.Kind;

/**
 * Days that cron cannot say and run-job decides: {@code L}, {@code L-3}, {@code LW} and {@code 15W}
 * as day of month, {@code fri#2} and {@code 5L} as day of week. Loaded for a schedule with such a
 * day alone.
 *
 * @param dates of the third term
 * @param weekdays of the fifth term
 */
public record CalendarDays(List<CalendarDay> dates, List<CalendarDay> weekdays) {

  private static final String NAMES = "sunmontuewedthufrisat";
  private static final int WEEK = 7;
  private static final int LONGEST_MONTH = 31;
  private static final int MOST_IN_MONTH = 5;

  public CalendarDays {
    dates = List.copyOf(dates);
    weekdays = List.copyOf(weekdays);
  }

  /** Returns true if a term has such a day. */
  static boolean isSpecialTerm(CronTerm term, String written) {
    for (String item : written.split(",", -1)) {
      if (isSpecial(term, item)) {
        return true;
      }
    }
    return false;
  }

  /** Returns true for an item that is meant as such a day, right or wrong; "jul" is not. */
  private static boolean isSpecial(CronTerm term, String item) {
    int last = item.length() - 1;
    if (term == CronTerm.DAY_OF_WEEK) {
      boolean isLast = last >= 0 && (item.charAt(last) == 'L' || item.charAt(last) == 'l');
      return item.indexOf('#') >= 0
          || (isLast
              && (last == 0 || Character.isDigit(item.charAt(0)) || !inNumbers(item).equals(item)));
    }
    boolean special = false;
    for (int i = 0; i <= last; i++) {
      char c = item.charAt(i);
      special |= "LlWw".indexOf(c) >= 0;
      if ("LlWw-0123456789".indexOf(c) < 0) {
        return false;
      }
    }
    return special;
  }

  /** Returns the days of a term that cron knows, as its parser has them. */
  static long plain(CronTerm term, String written) {
    long bits = 0;
    for (String item : written.split(",", -1)) {
      bits |= isSpecial(term, item) ? 0 : term.parse(item);
    }
    return bits;
  }

  /**
   * Returns the days of a term that cron does not know.
   *
   * @throws IllegalArgumentException that says what can stand there
   */
  static List<CalendarDay> special(CronTerm term, String written) {
    List<CalendarDay> days = new ArrayList<>();
    for (String item : written.split(",", -1)) {
      if (isSpecial(term, item)) {
        days.add(term == CronTerm.DAY_OF_MONTH ? date(item) : weekday(item));
      }
    }
    return days;
  }

  boolean isDate(CalendarDate date, int weekday) {
    return isOne(dates, date, weekday);
  }

  boolean isWeekday(CalendarDate date, int weekday) {
    return isOne(weekdays, date, weekday);
  }

  private static boolean isOne(List<CalendarDay> days, CalendarDate date, int weekday) {
    for (CalendarDay day : days) {
      if (day.is(date, weekday)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the days that it can be; bit n for n. */
  static long candidates(List<CalendarDay> days) {
    long bits = 0;
    for (CalendarDay day : days) {
      bits |= day.candidates();
    }
    return bits;
  }

  private static CalendarDay date(String item) {
    On day = parsed(CronFieldName.DAY_OF_MONTH, item.toUpperCase(Locale.ROOT));
    int number = day == null ? 0 : day.getTime().getValue();
    int before = day == null ? 0 : Math.max(0, day.getNth().getValue());
    SpecialChar sign = day == null ? SpecialChar.NONE : day.getSpecialChar().getValue();
    if (sign == SpecialChar.LW) {
      return new CalendarDay(Kind.LAST_WORKING_DAY, 0, 0);
    }
    if (sign == SpecialChar.L && number == -1 && before < LONGEST_MONTH) {
      return new CalendarDay(Kind.LAST, 0, before);
    }
    if (sign == SpecialChar.W && number >= 1 && number <= LONGEST_MONTH) {
      return new CalendarDay(Kind.NEAREST_WORKING_DAY, number, 0);
    }
    throw new IllegalArgumentException(
        "day of month "
            + VisibleText.quoted(item)
            + " is no day: write L for the last one, L-3 for three days before it, LW for the last"
            + " working day, or 15W for the working day nearest to the 15th");
  }

  private static CalendarDay weekday(String item) {
    if (item.equalsIgnoreCase("L")) {
      throw new IllegalArgumentException(
          "day of week 'L' does not say which day: write satL for the last Saturday of a month, or"
              + " sat for every Saturday, which it is to Quartz");
    }
    On day = parsed(CronFieldName.DAY_OF_WEEK, inNumbers(item).toUpperCase(Locale.ROOT));
    int number = day == null ? -1 : day.getTime().getValue();
    int nth = day == null ? 0 : day.getNth().getValue();
    SpecialChar sign = day == null ? SpecialChar.NONE : day.getSpecialChar().getValue();
    if (number >= 0 && number <= WEEK && sign == SpecialChar.L) {
      return new CalendarDay(Kind.LAST_WEEKDAY, number % WEEK, 0);
    }
    if (number >= 0
        && number <= WEEK
        && sign == SpecialChar.HASH
        && nth >= 1
        && nth <= MOST_IN_MONTH) {
      return new CalendarDay(Kind.NTH_WEEKDAY, number % WEEK, nth);
    }
    throw new IllegalArgumentException(
        "day of week "
            + VisibleText.quoted(item)
            + " is no day: write fri#2 for the second Friday of a month (from 1 to 5), or friL for"
            + " the last one");
  }

  /** Returns the item with a number in the place of its day's name: cron's, 0 for Sunday. */
  private static String inNumbers(String item) {
    int at = item.length() < 3 ? -1 : NAMES.indexOf(item.substring(0, 3).toLowerCase(Locale.ROOT));
    return at >= 0 && at % 3 == 0 ? at / 3 + item.substring(3) : item;
  }

  /** Returns what cron-utils makes of an item; null if it is no single day. */
  private static @Nullable On parsed(CronFieldName field, String item) {
    if (item.length() > 4) { // The longest is 05#2, and numbers have no other bound.
      return null;
    }
    FieldConstraintsBuilder builder = FieldConstraintsBuilder.instance().forField(field);
    builder =
        field == CronFieldName.DAY_OF_MONTH
            ? builder.addLSupport().addWSupport().addLWSupport()
            : builder.addLSupport().addHashSupport();
    try {
      FieldExpression day = new FieldParser(builder.createConstraintsInstance()).parse(item);
      return day instanceof On on ? on : null;
    } catch (RuntimeException e) { // It has no exception of its own; "5#" is out of bounds.
      return null;
    }
  }
}
