package processcontrol.job;

import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * A length of time in milliseconds, from zero to {@value #MAX_DAYS} days.
 *
 * <p>Written as {@code 500ms}, {@code 90s}, {@code 10m}, {@code 2h}, {@code 1d}, several of them in
 * a row ({@code 1h30m}), or in ISO 8601 ({@code PT10S}, as java.time reads it). Fractions are
 * allowed ({@code 1.5h}).
 */
public record TimeSpan(long millis) implements Comparable<TimeSpan> {

  public static final TimeSpan ZERO = new TimeSpan(0);

  public static final long MINUTE_MILLIS = 60_000;
  public static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
  public static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  public static final int DAY_SECONDS = 86_400;
  public static final int DAY_MINUTES = 1440;

  /** Ten years: what is longer is a slip of the finger. */
  public static final int MAX_DAYS = 3660;

  private static final long MAX_MILLIS = MAX_DAYS * DAY_MILLIS;
  private static final String HOW = "write a duration such as 90s, 10m, 2h or PT10S";

  /**
   * @throws IllegalArgumentException if negative or beyond the bound
   */
  public TimeSpan {
    if (millis < 0 || millis > MAX_MILLIS) {
      throw new IllegalArgumentException("a duration is between 0 and " + MAX_DAYS + " days");
    }
  }

  public static TimeSpan ofSeconds(long seconds) {
    return new TimeSpan(Math.multiplyExact(seconds, 1000L));
  }

  /**
   * Parses a duration with a unit.
   *
   * @throws IllegalArgumentException quoting the text
   */
  public static TimeSpan parse(String text) {
    if (text.startsWith("P") || text.startsWith("p")) {
      return parseIso(text);
    }
    if (isNumber(text) && !isZero(text)) {
      throw new IllegalArgumentException(
          VisibleText.quoted(text)
              + " has no unit: write '"
              + VisibleText.excerpt(text)
              + "s' for seconds or '"
              + VisibleText.excerpt(text)
              + "m' for minutes");
    }
    return isZero(text) ? ZERO : parseUnits(text);
  }

  /**
   * Parses a duration where, as in the Python original's {@code timeout}, a number without a unit
   * counts minutes.
   *
   * @throws IllegalArgumentException quoting the text
   */
  public static TimeSpan parseMinutes(String text) {
    return isNumber(text) ? of(text, MINUTE_MILLIS, text) : parse(text);
  }

  private static TimeSpan parseIso(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (duration.isNegative()) {
        throw new IllegalArgumentException(VisibleText.quoted(text) + " is negative: " + HOW);
      }
      long millis = duration.toMillis();
      return checked(millis == 0 && !duration.isZero() ? 1 : millis, text);
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new IllegalArgumentException(
          VisibleText.quoted(text) + " is not a duration: " + HOW, e);
    }
  }

  private static TimeSpan parseUnits(String text) {
    long total = 0;
    int i = 0;
    while (i < text.length()) {
      int numberEnd = i;
      while (numberEnd < text.length() && isNumberPart(text.charAt(numberEnd))) {
        numberEnd++;
      }
      int unitEnd = numberEnd;
      while (unitEnd < text.length() && !isNumberPart(text.charAt(unitEnd))) {
        unitEnd++;
      }
      String number = text.substring(i, numberEnd);
      long unit = unitMillis(text.substring(numberEnd, unitEnd));
      if (unit == 0 || !isNumber(number)) {
        throw new IllegalArgumentException(VisibleText.quoted(text) + " is not a duration: " + HOW);
      }
      total += of(number, unit, text).millis;
      i = unitEnd;
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException("'' is not a duration: " + HOW);
    }
    return checked(total, text);
  }

  private static TimeSpan of(String number, long unit, String text) {
    double millis = Double.parseDouble(number) * unit;
    // Never rounded to zero, which means no timeout at all.
    long least = millis > 0 ? 1 : 0;
    return checked(
        millis > MAX_MILLIS ? MAX_MILLIS + 1 : Math.max(least, Math.round(millis)), text);
  }

  private static TimeSpan checked(long millis, String text) {
    if (millis > MAX_MILLIS) {
      throw new IllegalArgumentException(
          VisibleText.quoted(text) + " is longer than the longest duration, " + MAX_DAYS + " days");
    }
    return new TimeSpan(millis);
  }

  private static long unitMillis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1000;
      case "m", "min" -> MINUTE_MILLIS;
      case "h" -> HOUR_MILLIS;
      case "d" -> DAY_MILLIS;
      default -> 0;
    };
  }

  private static boolean isNumberPart(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  /** Digits with at most one point among or before them, and a digit last. */
  private static boolean isNumber(String text) {
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!isNumberPart(text.charAt(i))) {
        return false;
      }
      if (text.charAt(i) == '.') {
        points++;
      }
    }
    return points <= 1 && !text.isEmpty() && text.charAt(text.length() - 1) != '.';
  }

  private static boolean isZero(String text) {
    return isNumber(text) && Double.parseDouble(text) == 0;
  }

  public boolean isZero() {
    return millis == 0;
  }

  @Override
  public int compareTo(TimeSpan other) {
    return Long.compare(millis, other.millis);
  }

  /** A form with one unit that {@link #parse} reads: {@code 90s}, {@code 2h}, {@code 1.500s}. */
  @Override
  public String toString() {
    if (millis == 0) {
      return "0s";
    }
    if (millis % DAY_MILLIS == 0) {
      return millis / DAY_MILLIS + "d";
    }
    if (millis % HOUR_MILLIS == 0) {
      return millis / HOUR_MILLIS + "h";
    }
    if (millis % MINUTE_MILLIS == 0) {
      return millis / MINUTE_MILLIS + "m";
    }
    if (millis % 1000 == 0) {
      return millis / 1000 + "s";
    }
    if (millis < 1000) {
      return millis + "ms";
    }
    return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1) + "s";
  }
}
