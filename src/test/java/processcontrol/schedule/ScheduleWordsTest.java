package processcontrol.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import processcontrol.ScheduleCorpus;
import processcontrol.VixieCron;
import processcontrol.job.Schedule;

class ScheduleWordsTest {

  /** Two years, the second of them a leap year. */
  private static final LocalDateTime BEGIN = LocalDateTime.of(2027, 1, 1, 0, 0);

  private static final int DAYS = 365 + 366;
  private static final int MINUTES_OF_DAY = 1440;

  private static final String[][] TERMS = {
    {"*", "0", "7", "*/5", "*/7", "*/45", "0,45", "0-10", "1-59/2", "3-58/5", "5,20,35,50", "59"},
    {"*", "0", "9", "*/5", "*/2", "9-17", "1-23/2", "0,12", "22,23,0-3", "*/8", "0-2,9-11,22"},
    {"*", "13", "1-7", "*/7", "*/2", "2-31", "1,15", "31", "*/31", "1-31", "28-31", "2-30/4"},
    {"*", "*", "*", "3", "1-6", "3,10", "*/3", "feb", "1-3,7-9", "nov,dec", "1-12"},
    {"*", "5", "1-5", "0-4", "5-7", "*/2", "mon,fri", "6,0", "*/3", "7", "0-7", "fri"}
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *|every minute",
        "*/5 * * * *|every 5 minutes",
        "0,30 * * * *|every 30 minutes",
        "*/45 * * * *|at minutes 0 and 45 of every hour",
        "*/7 * * * *|every 7 minutes from minute 0 to 56 of every hour",
        "5-55/10 * * * *|every 10 minutes from minute 5 to 55 of every hour",
        "5,35 * * * *|at minutes 5 and 35 of every hour",
        "0 * * * *|at minute 0 of every hour",
        "0 */5 * * *|at 00:00, 05:00, 10:00, 15:00 and 20:00",
        "0 */2 * * *|every 2 hours from 00:00 to 22:00",
        "30 9-17 * * 1-5|every hour from 09:30 to 17:30 on every day from Monday to Friday",
        "*/5 9-17 * * *|every 5 minutes from 09:00 to 17:55",
        "* 22,23,0-3 * * *|every minute from 00:00 to 03:59 and from 22:00 to 23:59",
        "0,45 9-17 * * *|at minutes 0 and 45 of the hours 9 to 17",
        "0-10 9 * * *|every minute from 09:00 to 09:10",
        "30 12 * * *|at 12:30",
        "0 0 * * 1|at 00:00 on every Monday",
        "0 0 * * 0,6|at 00:00 on every Saturday and Sunday",
        "0 0 * * 5-7|at 00:00 on every day from Friday to Sunday",
        "0 0 * * sun-thu|at 00:00 on every day from Sunday to Thursday",
        "0 3 */7 * *|at 03:00 on the 1st, 8th, 15th, 22nd and 29th",
        "0 3 */2 * *|at 03:00 on every second day from the 1st to the 31st",
        "0 0 13 * 5|at 00:00 on the 13th, and on every Friday",
        "@reboot|once after each boot",
        "0 5 L 3 *|at 05:00 on the last day of the month in March",
        "0 5 15,LW * *|at 05:00 on the 15th and the last working day of the month",
        "0 5 1W * *|at 05:00 on the working day nearest to the 1st",
        "0 5 * * fri#2,1|at 05:00 on every Monday and the second Friday of the month",
        "0 5 13 * 5L|at 05:00 on the 13th, and on the last Friday of the month",
        "0 5 */2 * 0#1|at 05:00 on every second day from the 1st to the 31st, but only if it is"
            + " the first Sunday of the month",
        "0 9 1-7 * mon|at 09:00 on the 1st to 7th, and on every Monday",
        "0 0 13 6-8 5|at 00:00 on the 13th, and on every Friday, both only from June to August",
        "0 0 */2 * 1|at 00:00 on every second day from the 1st to the 31st, but only if it is a"
            + " Monday",
        "0 0 1-31 * 1|at 00:00",
        "0 0 1 jan,jul *|at 00:00 on the 1st in January and July",
        "0 6 * 12 *|at 06:00 on every day in December"
      })
  void a_schedule_is_told_in_words(String schedule, String words) {
    assertThat(ScheduleWords.of(new Schedule(schedule))).isEqualTo(words);
  }

  /** Times and days are independent, so one time on all days and all times of one day will do. */
  @Test
  void words_say_when_cron_starts_the_job_and_when_not() {
    Set<String> schedules = schedules();
    for (String schedule : schedules) {
      String words = ScheduleWords.of(new Schedule(schedule));
      WordsReader said = new WordsReader(words);
      VixieCron.Entry cron = VixieCron.read(schedule + " x");
      LocalDateTime first = BEGIN;
      while (!matches(cron, first)) {
        first = first.plusMinutes(1);
      }
      for (int day = 0; day < DAYS; day++) {
        check(schedule, words, said, cron, first.plusDays(day));
      }
      LocalDateTime midnight = first.toLocalDate().atStartOfDay();
      for (int minute = 0; minute < MINUTES_OF_DAY; minute++) {
        check(schedule, words, said, cron, midnight.plusMinutes(minute));
      }
    }
    System.out.printf("%d schedules start when their words say%n", schedules.size());
  }

  private static void check(
      String schedule, String words, WordsReader said, VixieCron.Entry cron, LocalDateTime time) {
    if (said.isAt(time) != matches(cron, time)) {
      assertThat(said.isAt(time))
          .as("%s, '%s', at %s", schedule, words, time)
          .isEqualTo(matches(cron, time));
    }
  }

  private static Set<String> schedules() {
    Random random = new Random(18);
    Set<String> schedules = new LinkedHashSet<>();
    while (schedules.size() < 500) {
      String[] terms = new String[TERMS.length];
      for (int i = 0; i < terms.length; i++) {
        terms[i] = TERMS[i][random.nextInt(TERMS[i].length)];
      }
      String schedule = String.join(" ", terms);
      if (isAccepted(schedule)) {
        schedules.add(schedule);
      }
    }
    while (schedules.size() < 800) {
      String any = ScheduleCorpus.wellFormed(random);
      if (isAccepted(any)) {
        schedules.add(any);
      }
    }
    return schedules;
  }

  private static boolean isAccepted(String schedule) {
    try {
      return new Schedule(schedule).canFire();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean matches(VixieCron.Entry cron, LocalDateTime time) {
    return cron.matches(
        time.getMinute(),
        time.getHour(),
        time.getDayOfMonth(),
        time.getMonthValue(),
        time.getDayOfWeek().getValue() % 7);
  }
}
