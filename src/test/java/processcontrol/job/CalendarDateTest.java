package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalendarDateTest {

  @Test
  void every_day_of_centuries_is_that_of_java() {
    LocalDate end = LocalDate.of(2410, 1, 1);
    for (LocalDate each = LocalDate.of(-410, 1, 1); each.isBefore(end); each = each.plusDays(1)) {
      CalendarDate date = CalendarDate.ofEpochDay(each.toEpochDay());
      if (date.day() != each.getDayOfMonth()
          || date.month() != each.getMonthValue()
          || date.year() != each.getYear()
          || date.epochDay() != each.toEpochDay()
          || CalendarDate.weekday(date.epochDay()) != each.getDayOfWeek().getValue() % 7
          || date.isLeapYear() != each.isLeapYear()) {
        assertThat(date).isEqualTo(each);
      }
    }
  }

  @Test
  void months_later_is_that_of_java() {
    Random random = new Random(4);
    for (int i = 0; i < 10_000; i++) {
      LocalDate java = LocalDate.ofEpochDay(random.nextInt(40_000));
      int months = random.nextInt(3000) - 300;
      CalendarDate later = CalendarDate.ofEpochDay(java.toEpochDay()).plusMonths(months);
      assertThat(later.epochDay()).isEqualTo(java.plusMonths(months).toEpochDay());
      assertThat(later.exists()).isTrue();
    }
  }

  @Test
  void some_days_do_not_exist() {
    assertThat(new CalendarDate(2028, 2, 29).exists()).isTrue();
    assertThat(new CalendarDate(2026, 2, 29).exists()).isFalse();
    assertThat(new CalendarDate(2100, 2, 29).exists()).isFalse();
    assertThat(new CalendarDate(2026, 4, 31).exists()).isFalse();
    assertThat(new CalendarDate(2026, 13, 1).exists()).isFalse();
    assertThat(new CalendarDate(2026, 0, 1).exists()).isFalse();
    assertThat(new CalendarDate(2026, 1, 0).exists()).isFalse();
  }
}
