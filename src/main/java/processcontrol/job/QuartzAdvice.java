package processcontrol.job;

import java.util.Locale;

/**
 * How to get what other schedulers than cron know: {@code L}, {@code W}, {@code #}, {@code ?},
 * {@code H} and {@code ~}. Advice is for a job that runs on exactly the days that were meant; a
 * guess that leaves a letter out would turn a monthly job into a weekly one.
 */
final class QuartzAdvice {

  private static final String[] DAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
  };

  private static final String NAMES = "sunmontuewedthufrisat";
  private static final int SHORTEST_MONTH = 28;
  private static final int LONGEST_MONTH = 31;
  private static final int WEEK = 7;

  private QuartzAdvice() {}

  /** Advice on a term, or null if there is none. */
  static String on(CronTerm term, String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (text.equals("?")) {
      return "write '*'";
    }
    if (upper.equals("H") || upper.startsWith("H/") || upper.startsWith("H(")) {
      return "cron does not choose a value by the name of a job; write one, or use the key splay";
    }
    if (text.indexOf('~') >= 0) {
      return "cron has no random values; write one value, and use the key splay to spread starts";
    }
    return switch (term) {
      case DAY_OF_MONTH -> onDate(upper);
      case DAY_OF_WEEK -> onWeekday(upper);
      default -> null;
    };
  }

  private static String onDate(String upper) {
    if (upper.equals("L")) {
      return "cron has no last day of a month; write '28-31' and "
          + onlyIf("test $(date -d tomorrow +%d) = 01");
    }
    if (upper.equals("LW") || upper.equals("WL")) {
      return "cron has no last working day of a month; write '26-31' and "
          + onlyIf(
              "u=$(date +%u); n=1; test $u = 5 && n=3;"
                  + " test $u -le 5 && test $(date -d \"$n days\" +%m) != $(date +%m)");
    }
    if (upper.startsWith("L-")) {
      int before = number(upper.substring("L-".length()), SHORTEST_MONTH - 1);
      return before < 1
          ? "cron does not count days from the end of a month"
          : "cron does not count days from the end of a month; write '"
              + (SHORTEST_MONTH - before)
              + "-"
              + (LONGEST_MONTH - before)
              + "' and "
              + onlyIf("test $(date -d \"" + (before + 1) + " days\" +%d) = 01");
    }
    if (upper.endsWith("W")) {
      return nearestWorkingDay(number(upper.substring(0, upper.length() - 1), LONGEST_MONTH));
    }
    return null;
  }

  private static String nearestWorkingDay(int day) {
    String start = "cron has no nearest working day";
    if (day < 1) {
      return start;
    }
    if (day >= SHORTEST_MONTH) { // It depends on the length of the month.
      return start + "; write the days that it can be, and choose among them by only_if";
    }
    String days = day == 1 ? "1-3" : (day - 1) + "-" + (day + 1);
    String others =
        day == 1 ? "02-1|03-1" : two(day - 1) + "-5|" + two(day + 1) + "-1"; // Friday, Monday.
    return start
        + "; write '"
        + days
        + "' and "
        + onlyIf(
            "case $(date +%d-%u) in " + two(day) + "-[1-5]|" + others + ") ;; *) exit 1 ;; esac");
  }

  private static String onWeekday(String upper) {
    int hash = upper.indexOf('#');
    if (hash >= 0) {
      int day = weekday(upper.substring(0, hash));
      int nth = number(upper.substring(hash + 1), 5);
      String start = "cron has no n-th weekday of a month; write '*' here, ";
      if (day < 0 || nth < 1) {
        return start
            + "the seven days that it can be as day of month (1-7, 8-14, ...), and for Monday "
            + onlyIf("test $(date +%u) = 1");
      }
      int last = Math.min(nth * WEEK, LONGEST_MONTH);
      return start
          + "'"
          + ((nth - 1) * WEEK + 1)
          + "-"
          + last
          + "' as day of month, and for "
          + DAYS[day]
          + " "
          + onlyIf("test $(date +%u) = " + isoDay(day));
    }
    if (upper.equals("L")) {
      return "write the day that is meant; to Quartz, it is Saturday, 6";
    }
    int day = upper.endsWith("L") ? weekday(upper.substring(0, upper.length() - 1)) : -1;
    return day < 0
        ? null
        : "cron has no last weekday of a month; write '*' here, '22-31' as day of month, and for "
            + DAYS[day]
            + " "
            + onlyIf(
                "test $(date +%u) = "
                    + isoDay(day)
                    + " && test $(date -d \"7 days\" +%m) != $(date +%m)");
  }

  private static String onlyIf(String script) {
    return "only_if: /bin/sh -c '" + script + "'";
  }

  /** As cron counts them, which is not as Quartz does: 0 and 7 are Sunday; -1 for no weekday. */
  private static int weekday(String text) {
    int at = text.length() == 3 ? NAMES.indexOf(text.toLowerCase(Locale.ROOT)) : -1;
    if (at >= 0 && at % 3 == 0) {
      return at / 3;
    }
    return text.equals("0") ? 0 : number(text, WEEK);
  }

  /** A number from 1 to a limit; else -1. */
  private static int number(String digits, int limit) {
    if (digits.isEmpty() || digits.length() > 2) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number >= 1 && number <= limit ? number : -1;
  }

  private static int isoDay(int day) {
    return day == 0 ? WEEK : day;
  }

  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }
}
