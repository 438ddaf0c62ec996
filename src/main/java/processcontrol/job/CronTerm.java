package processcontrol.job;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

  /** Number of digits that fit into cron's buffer; all but the last ten must be zeros. */
  private static final int MAX_DIGITS = 999;

  private static final String MONTHS =
      "january february march april may june july august september october november december";
  private static final String WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday";

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
      String fault = String.valueOf(e.getMessage());
      String advice = adviceOn(term);
      if (advice != null) {
        throw new IllegalArgumentException(fault + ": " + advice);
      }
      String mend = fault.contains("is not") ? mend(term) : null;
      throw mend == null
          ? e
          : new IllegalArgumentException(fault + ": write " + VisibleText.quoted(mend));
    }
  }

  /** Advice on an item that only other schedulers know, or null. */
  private @Nullable String adviceOn(String term) {
    for (String item : term.split(",", -1)) {
      String advice = QuartzAdvice.on(item);
      if (advice != null) {
        return advice;
      }
    }
    return otherTerm(term);
  }

  /** Names in the wrong place, or in full; null for anything else. */
  private @Nullable String otherTerm(String term) {
    String word = term.toLowerCase(Locale.ROOT);
    for (String name : word.split("[-,/]", -1)) {
      for (CronTerm other : new CronTerm[] {MONTH, DAY_OF_WEEK}) {
        int at = name.length() < 3 ? -1 : other.names.indexOf(name.substring(0, 3));
        boolean isName = at >= 0 && at % 3 == 0 && other.fullName(at / 3).startsWith(name);
        if (isName && other != this) {
          return "names of "
              + (other == MONTH ? "months" : "days")
              + " belong into the "
              + (other == MONTH ? "fourth" : "fifth")
              + " term";
        }
        if (isName && name.length() > 3) {
          return "write '" + name.substring(0, 3) + "'";
        }
      }
    }
    return null;
  }

  private String fullName(int index) {
    String[] all = this == MONTH ? MONTHS.split(" ", -1) : WEEKDAYS.split(" ", -1);
    return all[index];
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

  /**
   * The likely meaning of a term in which cron would skip something: *5, 1.5 or 5; but never the
   * beginning of a term whose rest says something.
   */
  private @Nullable String mend(String term) {
    int good = term.length();
    while (good > 0 && ".;,:\"'`)".indexOf(term.charAt(good - 1)) >= 0) {
      good--;
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

  private boolean isGood(String term) {
    try {
      list(term);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
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
            : this == DAY_OF_WEEK && first == 7
                ? "0-" + last
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
