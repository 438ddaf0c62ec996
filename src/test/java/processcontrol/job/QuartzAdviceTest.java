package processcontrol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows the advice: the days written as day of month, and the command of only_if by a shell. */
class QuartzAdviceTest {

  private static final int YEARS = 1;
  private static final LocalDate BEGIN = LocalDate.of(2027, 7, 1); // With a leap day.

  private static final Pattern RECIPE =
      Pattern.compile("write '\\*' here, '([-0-9]+)' as day of month.*only_if: /bin/sh -c '(.*)'");
  private static final Pattern DATE_RECIPE =
      Pattern.compile("write '([-0-9]+)' and only_if: /bin/sh -c '(.*)'");

  @TempDir Path directory;

  private static Map<String, Predicate<LocalDate>> meanings() {
    Map<String, Predicate<LocalDate>> meanings = new TreeMap<>();
    meanings.put("* * L * *", day -> day.equals(lastOf(day)));
    meanings.put("* * L-3 * *", day -> day.equals(lastOf(day).minusDays(3)));
    meanings.put("* * LW * *", day -> day.equals(nearest(lastOf(day))));
    meanings.put("* * 15W * *", day -> day.equals(nearest(day.withDayOfMonth(15))));
    meanings.put("* * 1W * *", day -> day.equals(nearest(day.withDayOfMonth(1))));
    meanings.put("* * 27w * *", day -> day.equals(nearest(day.withDayOfMonth(27))));
    meanings.put("* * * * MON#1", day -> isNth(day, DayOfWeek.MONDAY, 1));
    meanings.put("* * * * fri#2", day -> isNth(day, DayOfWeek.FRIDAY, 2));
    meanings.put("* * * * 5#5", day -> isNth(day, DayOfWeek.FRIDAY, 5));
    meanings.put("* * * * 0#3", day -> isNth(day, DayOfWeek.SUNDAY, 3));
    meanings.put("* * * * 7#4", day -> isNth(day, DayOfWeek.SUNDAY, 4));
    meanings.put("* * * * 5L", day -> isLast(day, DayOfWeek.FRIDAY));
    meanings.put("* * * * sunL", day -> isLast(day, DayOfWeek.SUNDAY));
    return meanings;
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

  @Test
  void a_job_that_follows_the_advice_runs_on_the_days_that_were_meant() throws Exception {
    for (Map.Entry<String, Predicate<LocalDate>> each : meanings().entrySet()) {
      String message =
          catchThrowableOfType(IllegalArgumentException.class, () -> new Schedule(each.getKey()))
              .getMessage();
      Matcher recipe =
          (each.getKey().startsWith("* * * *") ? RECIPE : DATE_RECIPE).matcher(message);
      assertThat(recipe.find()).as(message).isTrue();
      CronMask mask = new Schedule("0 0 " + recipe.group(1) + " * *").mask();
      List<LocalDate> scheduled = new ArrayList<>();
      List<LocalDate> meant = new ArrayList<>();
      for (LocalDate day = BEGIN; day.isBefore(BEGIN.plusYears(YEARS)); day = day.plusDays(1)) {
        if (mask.matches(0, 0, day.getDayOfMonth(), day.getMonthValue(), 0)) {
          scheduled.add(day);
        }
        if (each.getValue().test(day)) {
          meant.add(day);
        }
      }
      assertThat(allowed(recipe.group(2), scheduled)).as(message).isEqualTo(meant);
    }
  }

  /** Runs a test on each day, with a date(1) that says that it is this day. */
  private List<LocalDate> allowed(String script, List<LocalDate> days) throws Exception {
    Path date = directory.resolve("date");
    Files.writeString(
        date,
        """
        #!/bin/sh
        if test "$1" = -d; then exec /bin/date -u -d "$TODAY 12:00 $2" "$3"; fi
        exec /bin/date -u -d "$TODAY 12:00" "$1"
        """);
    Files.setPosixFilePermissions(date, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path all = directory.resolve("all");
    StringBuilder calls = new StringBuilder("PATH=" + directory + ":$PATH\n");
    Path one = Files.writeString(directory.resolve("one"), script + "\n");
    for (LocalDate day : days) {
      calls.append("TODAY=" + day + " /bin/sh " + one + " && echo " + day + "\n");
    }
    Files.writeString(all, calls + "exit 0\n");
    return run(all);
  }

  private static List<LocalDate> run(Path script) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("/bin/sh", script.toString()).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return said.lines().map(LocalDate::parse).toList();
  }
}
