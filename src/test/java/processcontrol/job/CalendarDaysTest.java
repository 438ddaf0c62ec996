package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Days that cron cannot say, beside a computation of their own over ten years. */
class CalendarDaysTest {

  private static final LocalDate BEGIN = LocalDate.of(2023, 1, 1);
  private static final LocalDate END = BEGIN.plusYears(10);

  private static Map<String, Predicate<LocalDate>> meanings() {
    Map<String, Predicate<LocalDate>> meanings = new TreeMap<>();
    meanings.put("L * *", day -> day.equals(lastOf(day)));
    meanings.put("l 2 *", day -> day.equals(lastOf(day)) && day.getMonthValue() == 2);
    meanings.put("L-3 * *", day -> day.equals(lastOf(day).minusDays(3)));
    meanings.put("L-30 * *", day -> day.equals(lastOf(day).minusDays(30)));
    meanings.put("LW * *", day -> day.equals(nearest(lastOf(day))));
    meanings.put("15W * *", day -> day.equals(nearest(day.withDayOfMonth(15))));
    meanings.put("1W * *", day -> day.equals(nearest(day.withDayOfMonth(1))));
    meanings.put("28w * *", day -> day.equals(nearest(day.withDayOfMonth(28))));
    meanings.put("31W * *", day -> isNearest(31, day));
    meanings.put("30W * *", day -> isNearest(30, day));
    meanings.put("1,15W,L * *", day -> isOneOf(day));
    meanings.put("* * MON#1", day -> isNth(day, DayOfWeek.MONDAY, 1));
    meanings.put("* * fri#2", day -> isNth(day, DayOfWeek.FRIDAY, 2));
    meanings.put("* * 5#5", day -> isNth(day, DayOfWeek.FRIDAY, 5));
    meanings.put("* * 0#3", day -> isNth(day, DayOfWeek.SUNDAY, 3));
    meanings.put("* * 7#4", day -> isNth(day, DayOfWeek.SUNDAY, 4));
    meanings.put("* * 5L", day -> isLast(day, DayOfWeek.FRIDAY));
    meanings.put("* * sunL", day -> isLast(day, DayOfWeek.SUNDAY));
    meanings.put("* * sat,monL", day -> isSaturdayOrLastMonday(day));
    meanings.put("L * fri#2", day -> isLastDayOr(day, isNth(day, DayOfWeek.FRIDAY, 2)));
    meanings.put("13 * 1L", day -> day.getDayOfMonth() == 13 || isLast(day, DayOfWeek.MONDAY));
    meanings.put("*/2 * 1L", day -> isOdd(day) && isLast(day, DayOfWeek.MONDAY));
    return meanings;
  }

  private static Map<String, Predicate<LocalDate>> meaningsOfBoth() {
    Map<String, Predicate<LocalDate>> meanings = new TreeMap<>();
    meanings.put("13 * 5", day -> isFriday(day) && day.getDayOfMonth() == 13);
    meanings.put("1-31 * fri", day -> isFriday(day));
    meanings.put("8-14 * 5", day -> isNth(day, DayOfWeek.FRIDAY, 2));
    meanings.put("L * fri", day -> day.equals(lastOf(day)) && isFriday(day));
    meanings.put("25-31 12 0#4", day -> isNth(day, DayOfWeek.SUNDAY, 4) && isAfterChristmas(day));
    meanings.put("1 * *", day -> day.getDayOfMonth() == 1);
    return meanings;
  }

  private static boolean isFriday(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.FRIDAY;
  }

  private static boolean isAfterChristmas(LocalDate day) {
    return day.getMonthValue() == 12 && day.getDayOfMonth() >= 25;
  }

  private static boolean isOdd(LocalDate day) {
    return day.getDayOfMonth() % 2 == 1;
  }

  private static boolean isLastDayOr(LocalDate day, boolean other) {
    return other || day.equals(lastOf(day));
  }

  private static boolean isSaturdayOrLastMonday(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || isLast(day, DayOfWeek.MONDAY);
  }

  private static boolean isOneOf(LocalDate day) {
    return day.getDayOfMonth() == 1
        || day.equals(lastOf(day))
        || day.equals(nearest(day.withDayOfMonth(15)));
  }

  private static boolean isNearest(int date, LocalDate day) {
    return day.lengthOfMonth() >= date && day.equals(nearest(day.withDayOfMonth(date)));
  }

  private static LocalDate lastOf(LocalDate day) {
    return YearMonth.from(day).atEndOfMonth();
  }

  /** The working day that is nearest to a day, and in its month. */
  private static LocalDate nearest(LocalDate day) {
    int first = day.getDayOfMonth() == 1 ? 2 : -1;
    int last = day.equals(lastOf(day)) ? -2 : 1;
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> day.plusDays(first);
      case SUNDAY -> day.plusDays(last);
      default -> day;
    };
  }

  private static boolean isNth(LocalDate day, DayOfWeek weekday, int nth) {
    return day.getDayOfWeek() == weekday && (day.getDayOfMonth() - 1) / 7 + 1 == nth;
  }

  private static boolean isLast(LocalDate day, DayOfWeek weekday) {
    return day.equals(day.with(TemporalAdjusters.lastInMonth(weekday)));
  }

  /** The days of ten years on which a mask runs at 06:30, and at no other time. */
  private static List<LocalDate> daysOf(CronMask mask) {
    List<LocalDate> days = new ArrayList<>();
    long minute = mask.nextMinute(BEGIN.toEpochDay() * 1440 - 1);
    while (minute < END.toEpochDay() * 1440) {
      assertThat(minute % 1440).isEqualTo(6 * 60 + 30);
      days.add(LocalDate.ofEpochDay(minute / 1440));
      minute = mask.nextMinute(minute);
    }
    return days;
  }

  private static void check(String days, Predicate<LocalDate> meaning, boolean both) {
    Schedule schedule = new Schedule("30 6 " + days, both);
    List<LocalDate> meant = BEGIN.datesUntil(END).filter(meaning).toList();

    assertThat(daysOf(schedule.mask())).as(days).isEqualTo(meant).isNotEmpty();
    assertThat(schedule.canFire()).isTrue();
    Schedule asked = new Schedule(schedule.cronText());
    assertThat(asked.isDecidedByDay()).as(asked.text()).isFalse();
    assertThat(daysOf(asked.mask())).as(asked.text()).containsAll(meant);
  }

  @Test
  void days_that_cron_cannot_say_are_those_of_the_calendar() {
    meanings().forEach((days, meaning) -> check(days, meaning, /* both= */ false));
  }

  @Test
  void both_days_must_match_where_that_is_wanted() {
    meaningsOfBoth().forEach((days, meaning) -> check(days, meaning, /* both= */ true));
  }

  @Test
  void cron_asks_on_few_days() {
    assertThat(new Schedule("0 5 L * *").cronText()).isEqualTo("0 5 28-31 * *");
    assertThat(new Schedule("0 5 L-3 2 *").cronText()).isEqualTo("0 5 25-28 2 *");
    assertThat(new Schedule("0 5 LW * *").cronText()).isEqualTo("0 5 26-31 * *");
    assertThat(new Schedule("*/5 5 1W,15W jan *").cronText()).isEqualTo("*/5 5 1-3,14-16 jan *");
    assertThat(new Schedule("0 5 * * fri#2").cronText()).isEqualTo("0 5 * * 5");
    assertThat(new Schedule("0 5 1 * 7L").cronText()).isEqualTo("0 5 1 * 0");
    assertThat(new Schedule("0 5 13 * 5", true).cronText()).isEqualTo("0 5 13 * *");
    assertThat(new Schedule("0 5 1-30 * 5", true).cronText()).isEqualTo("0 5 * * 5");
    assertThat(new Schedule("0 5 1-7 * mon").cronText()).isEqualTo("0 5 1-7 * mon");
  }

  @Test
  void days_that_never_come_are_known() {
    assertThat(new Schedule("0 5 31W 4,6,9 *").canFire()).isFalse();
    assertThat(new Schedule("0 5 L-29 2 *").canFire()).isFalse();
    assertThat(new Schedule("0 5 L-28 2 *").canFire()).isTrue();
    assertThat(new Schedule("0 5 1-7 * fri#2", true).canFire()).isFalse();
    assertThat(new Schedule("0 5 30 2 fri", true).canFire()).isFalse();
    assertThat(new Schedule("0 5 29 2 fri#5", true).canFire()).isTrue();
  }
}
