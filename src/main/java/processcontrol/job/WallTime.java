package processcontrol.job;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A date, a time or both, as written.
 *
 * @param day since 1970; {@link #ANY_DAY} if only a time is written
 * @param millis since midnight
 * @param offset seconds to add to UTC; {@link #OF_ZONE} if that is not written
 */
record WallTime(long day, int millis, int offset) {

  static final long ANY_DAY = Long.MIN_VALUE;
  static final int OF_ZONE = Integer.MIN_VALUE;

  private static final int DATE_LENGTH = 10;

  private static final String DATE_FORM = "0000-00-00";
  private static final String TIME_FORM = "00:00:00";

  /**
   * Parses a date ({@code 2026-12-01}), a time ({@code 06:00}, {@code 06:00:00.5}) or both with a
   * {@code T} between, and an offset behind both if wanted ({@code Z}, {@code +01:00}).
   *
   * @throws DateTimeParseException if it is none
   */
  static WallTime parse(String text) {
    WallTime usual = usual(text);
    return usual != null ? usual : unusual(text);
  }

  /** Reads what nearly everybody writes, without java.time's parsers, which cost 10 ms. */
  private static @Nullable WallTime usual(String text) {
    int length = text.length();
    long day = ANY_DAY;
    int at = 0;
    if (hasForm(text, 0, DATE_FORM)) {
      CalendarDate date =
          new CalendarDate(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2));
      if (!date.exists()) {
        return null;
      }
      day = date.epochDay();
      if (length == DATE_LENGTH) {
        return new WallTime(day, 0, OF_ZONE);
      }
      if (text.charAt(DATE_LENGTH) != 'T') {
        return null;
      }
      at = DATE_LENGTH + 1;
    }
    if (!hasForm(text, at, "00:00")) {
      return null;
    }
    boolean hasSeconds = hasForm(text, at, TIME_FORM);
    int hour = number(text, at, 2);
    int minute = number(text, at + 3, 2);
    int second = hasSeconds ? number(text, at + 6, 2) : 0;
    at += hasSeconds ? TIME_FORM.length() : "00:00".length();
    int offset = at == length ? OF_ZONE : offset(text, at);
    boolean known = at == length || (day != ANY_DAY && offset != OF_ZONE);
    return known && hour < 24 && minute < 60 && second < 60
        ? new WallTime(day, ((hour * 60 + minute) * 60 + second) * 1000, offset)
        : null;
  }

  /** The offset that ends the text; {@link #OF_ZONE} if that is something else. */
  private static int offset(String text, int at) {
    if (text.length() == at + 1 && text.charAt(at) == 'Z') {
      return 0;
    }
    char sign = text.charAt(at);
    boolean signed = sign == '+' || sign == '-';
    if (!signed || text.length() != at + 6 || !hasForm(text, at + 1, "00:00")) {
      return OF_ZONE;
    }
    int minutes = number(text, at + 1, 2) * 60 + number(text, at + 4, 2);
    boolean valid = number(text, at + 4, 2) < 60 && minutes <= 18 * 60;
    return valid ? minutes * (sign == '-' ? -60 : 60) : OF_ZONE;
  }

  private static boolean hasForm(String text, int at, String form) {
    if (text.length() < at + form.length()) {
      return false;
    }
    for (int i = 0; i < form.length(); i++) {
      char c = text.charAt(at + i);
      if (form.charAt(i) == '0' ? c < '0' || c > '9' : c != form.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int at, int width) {
    int value = 0;
    for (int i = at; i < at + width; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  private static WallTime unusual(String text) {
    if (text.indexOf('T') == DATE_LENGTH) {
      boolean hasOffset = text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > 10;
      if (!hasOffset) {
        return of(LocalDateTime.parse(text), OF_ZONE);
      }
      OffsetDateTime time = OffsetDateTime.parse(text);
      return of(time.toLocalDateTime(), time.getOffset().getTotalSeconds());
    }
    return text.indexOf(':') > 0
        ? new WallTime(ANY_DAY, millis(LocalTime.parse(text)), OF_ZONE)
        : of(LocalDate.parse(text).atStartOfDay(), OF_ZONE);
  }

  private static WallTime of(LocalDateTime time, int offset) {
    long day = Math.floorDiv(time.toEpochSecond(ZoneOffset.UTC), 86_400L);
    return new WallTime(day, millis(time.toLocalTime()), offset);
  }

  private static int millis(LocalTime time) {
    return (int) (time.toNanoOfDay() / 1_000_000);
  }
}
