package processcontrol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads a crontab line the way Debian's cron 3.0pl1 does, slips included: behind each list it skips
 * to the next blank without looking, a range that runs backwards is empty, numbers wrap around. An
 * independent model of its parser, which tests hold against the real one.
 */
public final class VixieCron {

  /**
   * An entry of a crontab.
   *
   * @param bits for minute, hour, day of month, month and day of week, bit n for the value n
   * @param stars which of these terms begin with {@code *}
   * @param command what stands behind the five terms
   */
  public record Entry(List<Long> bits, List<Boolean> stars, String command) {

    public boolean has(int term, int value) {
      return (bits.get(term) >> value & 1) != 0;
    }

    /** Returns true if cron counts it as one that follows the clock when the clock is changed. */
    public boolean isWild() {
      return stars.get(0) || stars.get(1);
    }

    /** Returns true if it runs at a local time. */
    public boolean matches(int minute, int hour, int day, int month, int dayOfWeek) {
      boolean dom = has(2, day);
      boolean dow = has(4, dayOfWeek);
      boolean both = stars.get(2) || stars.get(4);
      boolean today = both ? dom && dow : dom || dow;
      return has(0, minute) && has(1, hour) && has(3, month) && today;
    }
  }

  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static final int[] LOW = {0, 0, 1, 1, 0};
  private static final int[] HIGH = {59, 23, 31, 12, 7};
  private static final List<String> NONE = List.of();
  private static final List<List<String>> NAMES =
      List.of(
          NONE,
          NONE,
          NONE,
          Arrays.asList(
              "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
          Arrays.asList("sun", "mon", "tue", "wed", "thu", "fri", "sat"));
  private static final int MAX_WORD = 1000;

  private final String line;
  private int at;

  private VixieCron(String line) {
    this.line = line;
  }

  /** The entry of a line of five terms and a command; null if cron refuses it. */
  public static Entry read(String line) {
    try {
      return new VixieCron(line + "\n").entry();
    } catch (Refused e) {
      return null;
    }
  }

  private Entry entry() throws Refused {
    skipBlanks();
    Long[] bits = new Long[5];
    Boolean[] stars = new Boolean[5];
    for (int term = 0; term < 5; term++) {
      stars[term] = ch() == '*';
      bits[term] = list(term);
    }
    long sunday = 1 | 1 << 7;
    if ((bits[4] & sunday) != 0) {
      bits[4] |= sunday;
    }
    if (ch() == '*' || ch() == '\n') {
      throw new Refused(); // A sixth star is taken for a mistake, any other sixth term is not.
    }
    return new Entry(List.of(bits), List.of(stars), line.substring(at, line.length() - 1));
  }

  private char ch() {
    return line.charAt(at);
  }

  private void skipBlanks() {
    while (ch() == ' ' || ch() == '\t') {
      at++;
    }
  }

  private long list(int term) throws Refused {
    long bits = 0;
    while (true) {
      bits |= range(term);
      if (ch() != ',') {
        break;
      }
      at++;
    }
    while (ch() != ' ' && ch() != '\t' && ch() != '\n') {
      at++;
    }
    skipBlanks();
    return bits;
  }

  private long range(int term) throws Refused {
    int first = LOW[term];
    int last = HIGH[term];
    if (ch() == '*') {
      at++;
    } else {
      first = number(NAMES.get(term), LOW[term]);
      last = first;
      if (ch() == '-') {
        at++;
        last = number(NAMES.get(term), LOW[term]);
      } else if (ch() == '/') {
        throw new Refused();
      }
    }
    int step = 1;
    if (ch() == '/') {
      at++;
      step = number(NONE, 0);
      if (step == 0) {
        throw new Refused();
      }
    }
    if (outside(term, first) || outside(term, last)) {
      throw new Refused();
    }
    long bits = 0;
    for (int i = first; i <= last; i += step) {
      if (outside(term, i)) {
        throw new Refused(); // The step was negative, or the sum has wrapped around.
      }
      bits |= 1L << i;
    }
    return bits;
  }

  private static boolean outside(int term, int value) {
    return value < LOW[term] || value > HIGH[term];
  }

  private int number(List<String> names, int low) throws Refused {
    int start = at;
    while (ch() < 0x80 && Character.isLetterOrDigit(ch())) {
      at++;
    }
    String word = line.substring(start, at).toLowerCase(Locale.ROOT);
    if (word.isEmpty() || word.length() >= MAX_WORD) {
      throw new Refused();
    }
    if (names.contains(word)) {
      return names.indexOf(word) + low;
    }
    long value = 0;
    for (int i = 0; i < word.length(); i++) {
      if (!Character.isDigit(word.charAt(i))) {
        throw new Refused();
      }
      int digit = word.charAt(i) - '0';
      // As strtol(3), which stops at the largest long; the cast below is atoi(3)'s.
      boolean tooLarge = value > (Long.MAX_VALUE - digit) / 10;
      if (tooLarge) {
        return (int) Long.MAX_VALUE;
      }
      value = value * 10 + digit;
    }
    return (int) value;
  }
}
