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

  /** What fits into cron's buffer; all but the last ten must be zeros. */
  private static final int MAX_DIGITS = 999;

  private static final long SUNDAY_AS_7 = 1 << 7;

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
   * The values of a term, bit n for the value n.
   *
   * @throws IllegalArgumentException if cron would refuse the term or run it otherwise than written
   */
  long parse(String term) {
    try {
      return list(term);
    } catch (IllegalArgumentException e) {
      String advice = adviceOnQuartz(term);
      if (advice != null) {
        throw new IllegalArgumentException(e.getMessage() + ": " + advice);
      }
      String mend = e.getMessage().contains("is not") ? mend(term) : null;
      throw mend == null
          ? e
          : new IllegalArgumentException(e.getMessage() + ": write " + VisibleText.quoted(mend));
    }
  }

  /**
   * How to get what L, W and # mean to Quartz and others; null for any other term. A guess that
   * leaves the letter out would turn a monthly job into a weekly one.
   */
  private String adviceOnQuartz(String term) {
    String upper = term.toUpperCase(Locale.ROOT);
    if (this == DAY_OF_WEEK && upper.indexOf('#') >= 0) {
      return "cron has no n-th weekday of a month; write '*' here, the seven days that it can be as"
          + " day of month (1-7, 8-14, ...), and for Monday only_if: /bin/sh -c 'test $(date +%u) ="
          + " 1'";
    }
    boolean last = upper.equals("LW") || upper.endsWith("L");
    if (this == DAY_OF_MONTH && upper.endsWith("W") && !upper.equals("LW")) {
      return "cron has no nearest weekday; write the days that it can be, such as 14-16, and choose"
          + " among them by only_if";
    }
    if (this == DAY_OF_MONTH && last) {
      return "cron has no last day of a month; write '28-31' and only_if: /bin/sh -c 'test $(date -d"
          + " tomorrow +%d) = 01'";
    }
    if (this == DAY_OF_WEEK && last && isQuartzLast(upper)) {
      return "cron has no last weekday of a month; write '*' here, '22-31' as day of month, and"
          + " only_if with a command that looks at date +%u and at the date a week later";
    }
    return null;
  }

  private boolean isQuartzLast(String upper) {
    String day = upper.substring(0, upper.length() - 1);
    return day.isEmpty()
        || (day.length() == 1 && day.charAt(0) >= '0' && day.charAt(0) <= '7')
        || (day.length() == 3 && names.indexOf(day.toLowerCase(Locale.ROOT)) % 3 == 0);
  }

  private long list(String term) {
    long values = 0;
    int start = 0;
    while (true) {
      int comma = term.indexOf(',', start);
      values |= item(term.substring(start, comma < 0 ? term.length() : comma), term);
      if (comma < 0) {
        return values;
      }
      start = comma + 1;
    }
  }

  /** The likely meaning of a term in which cron would skip something: *5, 1.5, 5; or mon#1. */
  private String mend(String term) {
    int good = 0;
    while (good < term.length() && isOurs(term.charAt(good))) {
      good++;
    }
    String[] guesses = {
      term.replace("*", "*/"), term.replace('.', ',').replace(';', ','), term.substring(0, good)
    };
    for (String guess : guesses) {
      if (!guess.equals(term) && isGood(guess)) {
        return guess;
      }
    }
    return null;
  }

  private static boolean isOurs(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "*/-,".indexOf(c) >= 0;
  }

  private boolean isGood(String term) {
    try {
      list(term);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The values of a valid term as a list of numbers. */
  String inNumbers(String term) {
    long values = parse(term);
    if (this == DAY_OF_WEEK && (values & SUNDAY_AS_7) != 0) {
      values = (values & ~SUNDAY_AS_7) | 1;
    }
    StringBuilder numbers = new StringBuilder();
    for (int value = low; value <= high; value++) {
      if ((values >> value & 1) != 0) {
        numbers.append(numbers.length() == 0 ? "" : ",").append(value);
      }
    }
    return numbers.toString();
  }

  private long item(String item, String term) {
    if (item.isEmpty()) {
      throw new IllegalArgumentException(
          title + " " + VisibleText.quoted(term) + " has an empty item in its list");
    }
    int slash = item.indexOf('/');
    String range = slash < 0 ? item : item.substring(0, slash);
    int dash = range.indexOf('-');
    int first = low;
    int last = high;
    if (dash > 0) {
      first = value(range.substring(0, dash));
      last = value(range.substring(dash + 1));
      if (first > last) {
        throw new IllegalArgumentException(reversed(range, first, last));
      }
    } else if (!range.equals("*")) {
      first = value(range);
      last = first;
      if (slash >= 0) {
        throw new IllegalArgumentException(
            title
                + " "
                + VisibleText.quoted(item)
                + " steps from a single value, which cron does not know: write '"
                + first
                + "-"
                + high
                + VisibleText.excerpt(item.substring(slash))
                + "'");
      }
    }
    int step = slash < 0 ? 1 : step(item.substring(slash + 1), item, first);
    long values = 0;
    for (long value = first; value <= last; value += step) {
      values |= 1L << value;
    }
    return values;
  }

  private String reversed(String range, int first, int last) {
    String mend =
        this == DAY_OF_WEEK && last == 0
            ? first + "-7"
            : first + "-" + (this == DAY_OF_WEEK ? 6 : high) + "," + low + "-" + last;
    return title
        + " range "
        + VisibleText.quoted(range)
        + " runs backwards and would never fire: write "
        + VisibleText.quoted(mend);
  }

  private int step(String step, String item, int first) {
    int number = number(step);
    // Cron adds it to the first value, and that must not wrap around.
    if (number <= 0 || number > Integer.MAX_VALUE - first) {
      throw new IllegalArgumentException(
          title
              + " "
              + VisibleText.quoted(item)
              + ": a step is a whole number from 1, not "
              + VisibleText.quoted(step));
    }
    return number;
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
          title + " " + VisibleText.quoted(text) + " is not " + words());
    }
    if (number < low || number > high) {
      throw new IllegalArgumentException(
          title + " " + VisibleText.excerpt(text) + " is out of range " + low + "-" + high);
    }
    return number;
  }

  private String words() {
    String range = "a whole number from " + low + " to " + high;
    return names.isEmpty()
        ? range
        : range + " or a name (" + names.substring(0, 3) + ", " + names.substring(3, 6) + ", ...)";
  }

  /** The value of a run of digits as cron reads it, in an int; else -1. */
  private static int number(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
      if (value > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return (int) value;
  }
}
