package processcontrol.job;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/**
 * A moment that a job names: a date and time with an offset from UTC ({@code
 * 2026-12-01T06:00:00+01:00}) or without one, a date ({@code 2026-12-01}, its first moment), a time
 * of day ({@code 06:00}, on the day of that start), or a duration from the start of the run ({@code
 * 90m}). What has no offset is in the machine's time zone.
 */
public record Moment(String text) {

  /** Any moment, for the check. */
  private static final Instant SOME_DAY = Instant.EPOCH;

  /**
   * @throws IllegalArgumentException quoting the text
   */
  public Moment {
    text = text.strip();
    try {
      resolve(text, SOME_DAY, ZoneId.of("UTC"));
    } catch (DateTimeParseException e) {
      throw notAMoment(text, e);
    } catch (IllegalArgumentException e) {
      // Of what begins like a duration, its own message knows more.
      boolean likeDuration = !text.isEmpty() && Character.isDigit(text.charAt(0));
      throw likeDuration ? e : notAMoment(text, e);
    }
  }

  /** Whether it begins with a date, and so is the same moment whenever a run starts. */
  public boolean hasDate() {
    return text.length() >= 10 && text.charAt(4) == '-';
  }

  /** Whether it is a date without a time. */
  public boolean isDate() {
    return hasDate() && text.length() == 10;
  }

  private static IllegalArgumentException notAMoment(String text, RuntimeException cause) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not a moment: write a date and time (2026-12-01T06:00:00+01:00), a date, a"
            + " time of day (06:00) or a duration (90m)",
        cause);
  }

  /** The moment in milliseconds since 1970; a time of day is that of the day of the start. */
  public long epochMillis(UtcTime start, ZoneId zone) {
    return resolve(text, Instant.ofEpochMilli(start.epochMillis()), zone).toEpochMilli();
  }

  /**
   * As {@link #epochMillis}, for a moment by which something must have happened: a time of day is
   * the next such time after the start.
   */
  public long nextEpochMillis(UtcTime start, ZoneId zone) {
    long millis = epochMillis(start, zone);
    boolean isTimeOfDay = text.length() < 10 && text.indexOf(':') > 0;
    if (!isTimeOfDay || millis > start.epochMillis()) {
      return millis;
    }
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(start.epochMillis()), zone);
    return LocalTime.parse(text).atDate(today.plusDays(1)).atZone(zone).toInstant().toEpochMilli();
  }

  private static Instant resolve(String text, Instant start, ZoneId zone) {
    if (text.indexOf('T') == 10 || text.indexOf(' ') == 10) {
      String iso = text.replace(' ', 'T');
      boolean hasOffset = iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > 10;
      return hasOffset
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).atZone(zone).toInstant();
    }
    if (text.length() == 10 && text.charAt(4) == '-') {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    if (text.indexOf(':') > 0) {
      return LocalTime.parse(text)
          .atDate(LocalDate.ofInstant(start, zone))
          .atZone(zone)
          .toInstant();
    }
    return start.plusMillis(TimeSpan.parse(text).millis());
  }

  /** Whether it is told by how long after the start it comes. */
  public boolean isDuration() {
    return text.indexOf(':') < 0 && !(text.length() == 10 && text.charAt(4) == '-');
  }

  @Override
  public String toString() {
    return text;
  }
}
