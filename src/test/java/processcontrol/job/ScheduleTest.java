package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * * *",
        "0 0 1 1 0",
        "59 23 31 12 7",
        "30 12 * * *",
        "2-59/5 * * * *",
        "*/5 * * * *",
        "0,15,30-40,50-59/3 * * * *",
        "* * * jan,Feb,MAR-dec *",
        "* * * * sun,Mon-FRI",
        "* * * * 5-7",
        "* * * * 0-7/2",
        "0 0 1,15 * 7",
        "00 007 01 1 0",
        "*/60 * * * *",
        "*,5 * * * *",
        "5-5 * * * *",
        "*\t*\t*  *\t *"
      })
  void five_terms_of_crontab_are_accepted_as_they_are(String text) {
    assertThat(new Schedule(text)).hasToString(text);
  }

  @Test
  void blanks_around_the_terms_are_cut_off() {
    assertThat(new Schedule(" \t1 2 3 4 5 \n").text()).isEqualTo("1 2 3 4 5");
  }

  @ParameterizedTest
  @CsvSource({
    "jan,1", "feb,2", "mar,3", "apr,4", "may,5", "jun,6", "jul,7", "aug,8", "sep,9", "oct,10",
    "nov,11", "dec,12"
  })
  void every_month_has_a_name_and_a_number(String name, int number) {
    new Schedule("* * * " + name + " *");
    assertThat(messageOf("* * * " + name + "-0 *")).isEqualTo("month 0 is out of range 1-12");
    assertThat(messageOf("* * * " + name + "/2 *")).contains("write '" + number + "-12/2'");
  }

  @ParameterizedTest
  @CsvSource({"sun,0", "mon,1", "tue,2", "wed,3", "thu,4", "fri,5", "sat,6"})
  void every_day_of_the_week_has_a_name_and_a_number(String name, int number) {
    new Schedule("* * * * " + name);
    assertThat(messageOf("* * * * " + name + "/2")).contains("write '" + number + "-7/2'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.5 * * * *|minute '1.5' is not a whole number from 0 to 59: write '1,5'",
        "75 * * * *|minute 75 is out of range 0-59",
        "60 * * * *|minute 60 is out of range 0-59",
        "-1 * * * *|minute '-1' is not a whole number from 0 to 59",
        "+1 * * * *|minute '+1' is not a whole number from 0 to 59",
        "0-60 * * * *|minute 60 is out of range 0-59",
        "* 24 * * *|hour 24 is out of range 0-23",
        "* * 0 * *|day of month 0 is out of range 1-31",
        "* * 32 * *|day of month 32 is out of range 1-31",
        "* * * 0 *|month 0 is out of range 1-12",
        "* * * 13 *|month 13 is out of range 1-12",
        "* * * * 8|day of week 8 is out of range 0-7",
        "5/10 * * * *|minute '5/10' steps from a single value, which cron does not know: write"
            + " '5-59/10'",
        "* * * mar/2 *|month 'mar/2' steps from a single value, which cron does not know: write"
            + " '3-12/2'",
        "* 22-6 * * *|hour range '22-6' runs backwards and would never fire: write '22-23,0-6'",
        "* * 28-3 * *|day of month range '28-3' runs backwards and would never fire: write"
            + " '28-31,1-3'",
        "* * * nov-feb *|month range 'nov-feb' runs backwards and would never fire: write"
            + " '11-12,1-2'",
        "* * * * fri-mon|day of week range 'fri-mon' runs backwards and would never fire: write"
            + " '5-6,0-1'",
        "* * * * fri-sun|day of week range 'fri-sun' runs backwards and would never fire: write"
            + " '5-7'",
        "* * * * mon#6|day of week 'mon#6' is no day: write fri#2 for the second Friday of a month"
            + " (from 1 to 5), or friL for the last one",
        "* * * * mon-friL|day of week 'mon-friL' is no day: write fri#2 for the second Friday of a"
            + " month (from 1 to 5), or friL for the last one",
        "* * * * 8L|day of week '8L' is no day: write fri#2 for the second Friday of a month (from 1"
            + " to 5), or friL for the last one",
        "* * * * L|day of week 'L' does not say which day: write satL for the last Saturday of a"
            + " month, or sat for every Saturday, which it is to Quartz",
        "* * * * fri#|day of week 'fri#' is no day: write fri#2 for the second Friday of a month"
            + " (from 1 to 5), or friL for the last one",
        "* * jul * *|day of month 'jul' is not a whole number from 1 to 31: names of months belong"
            + " into the fourth term",
        "* * * * jul|day of week 'jul' is not a whole number from 0 to 7 or a name (sun, mon, ...):"
            + " names of months belong into the fourth term",
        "* * * * monday|day of week 'monday' is not a whole number from 0 to 7 or a name (sun,"
            + " mon, ...): write 'mon'",
        "* * * * unm|day of week 'unm' is not a whole number from 0 to 7 or a name (sun, mon, ...)",
        "* * * mon *|month 'mon' is not a whole number from 1 to 12 or a name (jan, feb, ...):"
            + " names of days belong into the fifth term",
        "jan * * * *|minute 'jan' is not a whole number from 0 to 59: names of months belong into"
            + " the fourth term",
        "0 0 * * montag|day of week 'montag' is not a whole number from 0 to 7 or a name (sun, mon,"
            + " ...)",
        "0~30 * * * *|minute '0~30' is not a whole number from 0 to 59: cron has no random values;"
            + " write one value, and use the key splay to spread starts",
        "H/15 * * * *|minute 'H' is not a whole number from 0 to 59: cron does not choose a value"
            + " by the name of a job; write one, or use the key splay",
        "0 0 * * 7-5|day of week range '7-5' runs backwards and would never fire: write '0-5'",
        "* * 32W * *|day of month '32W' is no day: write L for the last one, L-3 for three days"
            + " before it, LW for the last working day, or 15W for the working day nearest to the"
            + " 15th",
        "* * L-31 * *|day of month 'L-31' is no day: write L for the last one, L-3 for three days"
            + " before it, LW for the last working day, or 15W for the working day nearest to the"
            + " 15th",
        "* * L,0 * *|day of month 0 is out of range 1-31",
        "L * * * *|minute 'L' is not a whole number from 0 to 59",
        "* * ? * *|day of month '?' is not a whole number from 1 to 31: write '*'",
        "5; * * * *|minute '5;' is not a whole number from 0 to 59: write '5'",
        "*5 * * * *|minute '*5' is not a whole number from 0 to 59: write '*/5'",
        "*-5 * * * *|minute '*' is not a whole number from 0 to 59",
        "** * * * *|minute '**' is not a whole number from 0 to 59",
        "5- * * * *|minute '' is not a whole number from 0 to 59",
        "1-2-3 * * * *|minute '2-3' is not a whole number from 0 to 59",
        "*/0 * * * *|minute '*/0': a step is a whole number from 1, not '0'",
        "*/ * * * *|minute '*/': a step is a whole number from 1, not ''",
        "*/-2 * * * *|minute '*/-2': a step is a whole number from 1, not '-2'",
        "*/2/3 * * * *|minute '*/2/3': a step is a whole number from 1, not '2/3'",
        "*/x * * * *|minute '*/x': a step is a whole number from 1, not 'x'",
        "/5 * * * *|minute '' is not a whole number from 0 to 59",
        "1,,2 * * * *|minute '1,,2' has an empty item in its list",
        ", * * * *|minute ',' has an empty item in its list",
        "1, * * * *|minute '1,' has an empty item in its list",
        "4294967296 * * * *|minute '4294967296' is not a whole number from 0 to 59",
        "18446744073709551616 * * * *|minute '18446744073709551616' is not a whole number from 0"
            + " to 59",
        "*/4294967297 * * * *|minute '*/4294967297': a step is a whole number from 1, not"
            + " '4294967297'",
        "999999999 * * * *|minute 999999999 is out of range 0-59",
        "\u0661 * * * *|minute '\u0661' is not a whole number from 0 to 59",
        "@daily|aliases such as '@daily' are not allowed: write '0 0 * * *'",
        "@nightly|aliases such as '@nightly' are not allowed: write five terms",
        "@reboot root id|aliases such as '@reboot root id' are not allowed: write '@reboot' alone",
        "@DAILY|aliases such as '@DAILY' are not allowed: write '0 0 * * *'",
        "@every 5m|aliases such as '@every 5m' are not allowed: use the key every, such as every:"
            + " 5m",
        "MAILTO=root|'=' is not allowed in a schedule",
        "* * * *|a schedule has five terms (minute hour day-of-month month day-of-week), not 4",
        "* * * * * *|a schedule has five terms (minute hour day-of-month month day-of-week), not 6;"
            + " cron has no seconds: see the key period",
        "0 0 12 ? * MON-FRI|a schedule has five terms (minute hour day-of-month month day-of-week),"
            + " not 6; if the first is of seconds, write '0 12 * * MON-FRI' (to cron, Sunday is 0)",
        "1, 2 * * * *|a schedule has five terms (minute hour day-of-month month day-of-week), not"
            + " 6; a list has no blanks beside its commas",
        "0 * * * * root id|a schedule has five terms (minute hour day-of-month month day-of-week),"
            + " not 7; neither a user nor a command stands here",
        "``|a schedule has five terms (minute hour day-of-month month day-of-week), not 0"
      })
  void what_cron_would_not_run_as_written_is_refused(String text, String message) {
    assertThat(messageOf(text)).isEqualTo(message.replace('¦', '|'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 30 2 *",
        "0 0 31 4,6 *",
        "0 0 31 */2,4 */7",
        "5 5 30,31 feb *",
        "0 0 */31 2-3 0"
      })
  void days_that_no_month_has_never_fire(String text) {
    Schedule schedule = new Schedule(text);
    assertThat(schedule.canFire()).isEqualTo(schedule.mask().nextMinute(0) != Long.MAX_VALUE);
  }

  @Test
  void whether_a_schedule_can_fire_agrees_with_the_calendar() {
    Random random = new Random(20261127);
    String[] days = {"*", "30", "31", "29", "30,31", "29-31", "*/31", "1"};
    String[] months = {"*", "2", "4,6,9,11", "feb", "2,4", "1-2", "*/2"};
    String[] weekdays = {"*", "0", "*/7", "1-5", "*/2"};
    int never = 0;
    for (int i = 0; i < 150; i++) {
      Schedule schedule =
          new Schedule(
              "0 0 "
                  + days[random.nextInt(days.length)]
                  + " "
                  + months[random.nextInt(months.length)]
                  + "  "
                  + weekdays[random.nextInt(weekdays.length)]);
      boolean fires = schedule.mask().nextMinute(0) != Long.MAX_VALUE;
      assertThat(schedule.canFire()).as(schedule.text()).isEqualTo(fires);
      never += fires ? 0 : 1;
    }
    assertThat(never).isPositive();
  }

  @Test
  void a_second_line_cannot_be_smuggled_into_the_crontab() {
    assertThat(messageOf("* * * * *\n* * * * * root id")).isEqualTo("a schedule is a single line");
    assertThat(messageOf("* * * *\r*")).isEqualTo("a schedule is a single line");
    assertThat(messageOf("* * * *\u000b*"))
        .isEqualTo("month '*\\x0b*' is not a whole number from 1 to 12 or a name (jan, feb, ...)");
    assertThat(messageOf("* * * * \u2028*"))
        .isEqualTo(
            "day of week '\\u2028*' is not a whole number from 0 to 7 or a name (sun, mon, ...)");
  }

  @Test
  void control_characters_are_not_repeated_in_messages() {
    assertThat(messageOf("\u001b[2J * * * *"))
        .isEqualTo("minute '\\x1b[2J' is not a whole number from 0 to 59");
    assertThat(messageOf("5/\u001b * * * *")).doesNotContain("\u001b");
  }

  private static String messageOf(String schedule) {
    try {
      new Schedule(schedule);
      return "(accepted)";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  @Test
  void the_exception_is_one_of_arguments() {
    assertThatThrownBy(() -> new Schedule("x")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "@hourly, 0 * * * *",
    "@daily, 0 0 * * *",
    "@midnight, 0 0 * * *",
    "@weekly, 0 0 * * 0",
    "@monthly, 0 0 1 * *",
    "@yearly, 0 0 1 1 *",
    "' @annually ', 0 0 1 1 *"
  })
  void words_of_crontab_stand_for_their_five_terms(String word, String terms) {
    assertThat(Schedule.ofShortened(word).text()).isEqualTo(terms);
  }
}
