package processcontrol.job;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A moment, in milliseconds since the epoch. Rendered as RFC 3339 UTC with milliseconds, {@code
 * 2026-11-20T12:00:00.123Z}, always {@value #LENGTH} bytes.
 *
 * <p>Written out by hand: java.time's formatters cost more at launch than the rest of a log line.
 */
public record UtcTime(long epochMillis) implements Comparable<UtcTime> {

  /** Bytes of an RFC 3339 time as rendered here. */
  public static final int LENGTH = 24;

  private static final long MILLIS_PER_DAY = 86_400_000L;

  public static UtcTime now() {
    return new UtcTime(System.currentTimeMillis());
  }

  /**
   * Parses an RFC 3339 time.
   *
   * @throws IllegalArgumentException quoting the text
   */
  public static UtcTime parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    UtcTime own = ofOwnForm(bytes, 0, bytes.length);
    return own == null ? ofAnyForm(text) : own;
  }

  /** As {@link #parse(String)}, of ASCII text. */
  public static UtcTime parse(byte[] text, int from, int until) {
    UtcTime own = ofOwnForm(text, from, until);
    return own == null
        ? ofAnyForm(new String(text, from, until - from, StandardCharsets.ISO_8859_1))
        : own;
  }

  private static UtcTime ofAnyForm(String text) {
    try {
      return new UtcTime(Instant.parse(text).toEpochMilli());
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new IllegalArgumentException(VisibleText.quoted(text) + " is not a time", e);
    }
  }

  /**
   * Reads what {@link #toString} writes without java.time's parser; null if it is anything else.
   */
  private static @Nullable UtcTime ofOwnForm(byte[] text, int from, int until) {
    if (until - from != LENGTH
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || text[from + 10] != 'T'
        || text[from + 13] != ':'
        || text[from + 16] != ':'
        || text[from + 19] != '.'
        || text[from + 23] != 'Z') {
      return null;
    }
    int year = number(text, from, 4);
    int month = number(text, from + 5, 2);
    int day = number(text, from + 8, 2);
    int hour = number(text, from + 11, 2);
    int minute = number(text, from + 14, 2);
    int second = number(text, from + 17, 2);
    int millis = number(text, from + 20, 3);
    // A day or an hour that does not exist would come out as another one.
    if ((year | month | day | hour | minute | second | millis) < 0
        || month < 1
        || month > 12
        || day < 1
        || hour > 23
        || minute > 59
        || second > 59) {
      return null;
    }
    long date = new CalendarDate(year, month, day).epochDay();
    if (day > 28 && CalendarDate.ofEpochDay(date).day() != day) {
      return null;
    }
    long ofDay = hour * 3_600_000L + minute * 60_000L + second * 1000L + millis;
    return new UtcTime(date * MILLIS_PER_DAY + ofDay);
  }

  /** A number of so many digits; -1 for none. */
  private static int number(byte[] text, int at, int width) {
    int value = 0;
    for (int i = at; i < at + width; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** The form used in run ids: {@code yyyyMMdd-HHmmss}. */
  public String stamp() {
    byte[] full = new byte[LENGTH];
    put(full, 0);
    byte[] stamp = new byte[15];
    System.arraycopy(full, 0, stamp, 0, 4);
    System.arraycopy(full, 5, stamp, 4, 2);
    System.arraycopy(full, 8, stamp, 6, 2);
    stamp[8] = '-';
    System.arraycopy(full, 11, stamp, 9, 2);
    System.arraycopy(full, 14, stamp, 11, 2);
    System.arraycopy(full, 17, stamp, 13, 2);
    return new String(stamp, StandardCharsets.ISO_8859_1);
  }

  /** Writes the {@value #LENGTH} bytes of {@link #toString} to {@code target} at {@code offset}. */
  public void put(byte[] target, int offset) {
    CalendarDate date = CalendarDate.ofEpochDay(Math.floorDiv(epochMillis, MILLIS_PER_DAY));
    int ofDay = (int) Math.floorMod(epochMillis, MILLIS_PER_DAY);

    digits(target, offset, date.year(), 4);
    target[offset + 4] = '-';
    digits(target, offset + 5, date.month(), 2);
    target[offset + 7] = '-';
    digits(target, offset + 8, date.day(), 2);
    target[offset + 10] = 'T';
    digits(target, offset + 11, ofDay / 3_600_000, 2);
    target[offset + 13] = ':';
    digits(target, offset + 14, ofDay / 60_000 % 60, 2);
    target[offset + 16] = ':';
    digits(target, offset + 17, ofDay / 1000 % 60, 2);
    target[offset + 19] = '.';
    digits(target, offset + 20, ofDay % 1000, 3);
    target[offset + 23] = 'Z';
  }

  private static void digits(byte[] target, int offset, int value, int width) {
    int rest = value;
    for (int i = width - 1; i >= 0; i--) {
      target[offset + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  @Override
  public int compareTo(UtcTime other) {
    return Long.compare(epochMillis, other.epochMillis);
  }

  @Override
  public String toString() {
    byte[] text = new byte[LENGTH];
    put(text, 0);
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
