package processcontrol.job;

import java.util.Locale;

/**
 * One of the five terms of a schedule, with its range and names (crontab(5)).
 *
 * <pre>
 * term := item {"," item}     item := "*" ["/" step] | value | value "-" value ["/" step]
 * </pre>
 */
enum CronTerm {
  MINUTE("minute", 0, 59, ""),
  HOUR("hour", 0, 23, ""),
  DAY_OF_MONTH("day of month", 1, 31, ""),
  MONTH("month", 1, 12, "janfebmaraprmayjunjulaugsepoctnovdec"),
  DAY_OF_WEEK("day of week", 0, 7, "sunmontuewedthufrisat");

  private final String title;
  private final int low;
  private final int high;
  private final String names;

  CronTerm(String title, int low, int high, String names) {
    this.title = title;
    this.low = low;
    this.high = high;
    this.names = names;
  }

  /**
   * @throws IllegalArgumentException if cron would refuse the term or run it otherwise than written
   */
  void check(String term) {
    int start = 0;
    while (true) {
      int comma = term.indexOf(',', start);
      checkItem(term.substring(start, comma < 0 ? term.length() : comma), term);
      if (comma < 0) {
        return;
      }
      start = comma + 1;
    }
  }

  private void checkItem(String item, String term) {
    if (item.isEmpty()) {
      throw new IllegalArgumentException(
          title + " '" + CommandLine.printable(term) + "' has an empty item in its list");
    }
    int slash = item.indexOf('/');
    String range = slash < 0 ? item : item.substring(0, slash);
    int dash = range.indexOf('-');
    if (dash > 0) {
      int first = value(range.substring(0, dash));
      int last = value(range.substring(dash + 1));
      if (first > last) {
        throw new IllegalArgumentException(reversed(range, first, last));
      }
    } else if (!range.equals("*")) {
      int only = value(range);
      if (slash >= 0) {
        throw new IllegalArgumentException(
            title
                + " '"
                + CommandLine.printable(item)
                + "' steps from a single value, which cron ignores: write '"
                + only
                + "-"
                + high
                + CommandLine.printable(item.substring(slash))
                + "'");
      }
    }
    if (slash >= 0) {
      checkStep(item.substring(slash + 1), item);
    }
  }

  private String reversed(String range, int first, int last) {
    String mend =
        this == DAY_OF_WEEK && last == 0
            ? first + "-7"
            : first + "-" + (this == DAY_OF_WEEK ? 6 : high) + "," + low + "-" + last;
    return title
        + " range '"
        + range
        + "' runs backwards and would never fire: write '"
        + mend
        + "'";
  }

  private void checkStep(String step, String item) {
    int number = number(step);
    if (number <= 0) {
      throw new IllegalArgumentException(
          title
              + " '"
              + CommandLine.printable(item)
              + "': a step is a whole number from 1, not '"
              + CommandLine.printable(step)
              + "'");
    }
  }

  private int value(String text) {
    int number = number(text);
    if (number < 0 && text.length() == 3) {
      int at = names.indexOf(text.toLowerCase(Locale.ROOT));
      if (at >= 0 && at % 3 == 0) {
        return at / 3 + low;
      }
    }
    if (number < 0) {
      throw new IllegalArgumentException(
          title + " '" + CommandLine.printable(text) + "' is not " + words());
    }
    if (number < low || number > high) {
      throw new IllegalArgumentException(
          title + " " + text + " is out of range " + low + "-" + high);
    }
    return number;
  }

  private String words() {
    String range = "a whole number from " + low + " to " + high;
    return names.isEmpty()
        ? range
        : range + " or a name (" + names.substring(0, 3) + ", " + names.substring(3, 6) + ", ...)";
  }

  /** The value of a run of at most nine digits, else -1. */
  private static int number(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }
}
