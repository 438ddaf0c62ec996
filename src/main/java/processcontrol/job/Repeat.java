package processcontrol.job;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * Starts at fixed distances from a first one, as a repeating interval of ISO 8601: {@code
 * R2/2026-06-04T19:25:16-07:00/PT10S} is the first start and two more, {@code R/...} never ends.
 *
 * @param count number of starts; 0 for no end
 * @param months years among them; added to the date, as are days
 * @param millis added as time that passes
 * @param text as it was written
 */
public record Repeat(long count, Moment start, long months, long days, long millis, String text) {

  private static final String HOW =
      ": write R (for ever) or RN, the first start and the distance, as in"
          + " R2/2026-06-04T19:25:16-07:00/PT10S";

  private static final long MAX_COUNT = 1_000_000_000;
  private static final long MAX_NUMBER = 120_000;

  /**
   * @throws IllegalArgumentException that says what is wrong with the text
   */
  public static Repeat parse(String written) {
    String text = written.strip();
    int first = text.indexOf('/');
    int second = text.indexOf('/', first + 1);
    if (first < 1 || second < 0 || text.charAt(0) != 'R' || text.indexOf('/', second + 1) >= 0) {
      throw new IllegalArgumentException(
          VisibleText.quoted(text) + " is not a repeating interval" + HOW);
    }
    String number = text.substring(1, first);
    long count = number.isEmpty() ? 0 : 1 + number(number, MAX_COUNT, text);
    String start = text.substring(first + 1, second);
    return interval(count, moment(start), text.substring(second + 1), text);
  }

  private static Moment moment(String start) {
    RuntimeException cause = null;
    try {
      Moment moment = new Moment(start);
      if (moment.hasDate()) {
        return moment;
      }
    } catch (IllegalArgumentException e) {
      cause = e; // It would name other forms, too.
    }
    throw new IllegalArgumentException(
        VisibleText.quoted(start) + " is not a date and time" + HOW, cause);
  }

  /** {@code P1Y2M3W4DT5H6M7.5S}: a date part that counts days, and a time part that passes. */
  private static Repeat interval(long count, Moment start, String interval, String text) {
    int time = interval.indexOf('T');
    String date = time < 0 ? interval : interval.substring(0, time);
    if (!date.startsWith("P") || interval.length() < 3) {
      throw notAnInterval(interval);
    }
    long months = 0;
    long days = 0;
    int begin = 1;
    String units = "YMWD";
    for (int i = 1; i < date.length(); i++) {
      char c = date.charAt(i);
      if (c >= '0' && c <= '9') {
        continue;
      }
      int unit = units.indexOf(c);
      if (unit < 0 || begin == i) {
        throw notAnInterval(interval);
      }
      units = " ".repeat(unit + 1) + units.substring(unit + 1); // In this order, each once.
      long value = number(date.substring(begin, i), MAX_NUMBER, interval);
      months += unit == 0 ? 12 * value : unit == 1 ? value : 0;
      days += unit == 2 ? 7 * value : unit == 3 ? value : 0;
      begin = i + 1;
    }
    if (begin != date.length()) {
      throw notAnInterval(interval);
    }
    long millis = time < 0 ? 0 : timePart(interval, time);
    if (months + days == 0 && millis < 1000) {
      throw new IllegalArgumentException(VisibleText.quoted(interval) + " is less than a second");
    }
    return new Repeat(count, start, months, days, millis, text);
  }

  private static long timePart(String interval, int at) {
    long usual = usualTime(interval, at + 1);
    if (usual >= 0) {
      return usual;
    }
    try {
      Duration passes = Duration.parse("P" + interval.substring(at));
      long millis = passes.toMillis();
      if (!passes.isNegative() && interval.indexOf('-') < 0 && millis <= MAX_NUMBER * 86_400_000L) {
        return millis;
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      throw notAnInterval(interval);
    }
    throw notAnInterval(interval);
  }

  /** {@code 2H30M15S} without java.time, which uses a regular expression; -1 for all else. */
  private static long usualTime(String text, int begin) {
    long millis = 0;
    long value = -1;
    String units = "HMS";
    int[] lengths = {3_600_000, 60_000, 1000};
    int next = 0;
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        value = Math.max(value, 0) * 10 + (c - '0');
      } else {
        int unit = units.indexOf(c, next);
        if (unit < 0 || value < 0) {
          return -1;
        }
        millis += value * lengths[unit];
        value = -1;
        next = unit + 1;
      }
      if (value > MAX_NUMBER) {
        return -1;
      }
    }
    return value < 0 && next > 0 ? millis : -1;
  }

  private static long number(String digits, long most, String text) {
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      value = c >= '0' && c <= '9' ? value * 10 + (c - '0') : most + 1;
      if (value > most) {
        throw new IllegalArgumentException(
            VisibleText.quoted(digits)
                + " in "
                + VisibleText.quoted(text)
                + " is not a number from 0 to "
                + most);
      }
    }
    return value;
  }

  private static IllegalArgumentException notAnInterval(String interval) {
    return new IllegalArgumentException(
        VisibleText.quoted(interval) + " is not a distance: write P1D, P1M or PT10S");
  }

  @Override
  public String toString() {
    return text;
  }
}
