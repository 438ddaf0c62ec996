package processcontrol;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The meaning of a schedule for a reader of crontab(5): lists of stars, values and ranges that run
 * forwards, stars and ranges with a step, which is a number that fits into an int. Unlike cron it
 * looks at every character.
 */
public final class CrontabManual {

  private static final String VALUE = "([0-9]+|[A-Za-z]{3})";
  private static final Pattern ITEM =
      Pattern.compile("(?:(\\*)|" + VALUE + "-" + VALUE + ")(?:/([0-9]+))?|" + VALUE);
  private static final String[] MONTHS = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
  };
  private static final String[] DAYS = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  private static final int[] LOW = {0, 0, 1, 1, 0};
  private static final int[] HIGH = {59, 23, 31, 12, 7};

  private CrontabManual() {}

  /** The values of the five terms, bit n for the value n; null if the text means nothing. */
  public static List<Long> read(String schedule) {
    String[] terms = schedule.replaceAll("^[ \t]+|[ \t]+$", "").split("[ \t]+", -1);
    if (terms.length != 5) {
      return null;
    }
    List<Long> values = new ArrayList<>();
    for (int term = 0; term < 5; term++) {
      long bits = 0;
      for (String item : terms[term].split(",", -1)) {
        long more = item(item, term);
        if (more == 0) {
          return null;
        }
        bits |= more;
      }
      boolean sunday = term == 4 && (bits & (1 | 1 << 7)) != 0;
      values.add(sunday ? bits | 1 | 1 << 7 : bits);
    }
    return values;
  }

  private static long item(String text, int term) {
    Matcher item = ITEM.matcher(text);
    if (!item.matches()) {
      return 0;
    }
    if (item.group(5) != null) {
      int only = value(item.group(5), term);
      return only < 0 ? 0 : 1L << only;
    }
    int first = item.group(1) != null ? LOW[term] : value(item.group(2), term);
    int last = item.group(1) != null ? HIGH[term] : value(item.group(3), term);
    BigInteger step = item.group(4) == null ? BigInteger.ONE : new BigInteger(item.group(4), 10);
    if (first < 0 || last < first || step.signum() == 0 || step.bitLength() > 31) {
      return 0;
    }
    long bits = 0;
    BigInteger end = BigInteger.valueOf(last);
    for (BigInteger i = BigInteger.valueOf(first); i.compareTo(end) <= 0; i = i.add(step)) {
      bits |= 1L << i.intValueExact();
    }
    return bits;
  }

  private static int value(String text, int term) {
    String[] names = term == 3 ? MONTHS : term == 4 ? DAYS : new String[0];
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(text.toLowerCase(Locale.ROOT))) {
        return i + LOW[term];
      }
    }
    if (!Character.isDigit(text.charAt(0))) {
      return -1;
    }
    BigInteger number = new BigInteger(text, 10);
    boolean inside =
        number.compareTo(BigInteger.valueOf(LOW[term])) >= 0
            && number.compareTo(BigInteger.valueOf(HIGH[term])) <= 0;
    return inside ? number.intValueExact() : -1;
  }
}
