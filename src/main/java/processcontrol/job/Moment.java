package processcontrol.job;

import java.time.format.DateTimeParseException;

/**
 * A moment that a job names: a date and time with an offset from UTC ({@code
 * 2026-12-01T06:00:00+01:00}) or without one, a date ({@code 2026-12-01}, its first moment), a time
 * of day ({@code 06:00}, on the day of that start), or a duration from the start of the run ({@code
 * 90m}). What has no offset is in the machine's time zone.
 */
public record Moment(String text) {

  private static final int DATE_LENGTH = 10;
  private static final long DAY_SECONDS = 86_400;

  /**
   * @throws IllegalArgumentException quoting the text
   */
  public Moment {
    text = text.strip();
    try {
      resolve(text, 0, Zone.UTC, false); // Some day, for the check.
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
    return text.length() >= DATE_LENGTH && text.charAt(4) == '-';
  }

  /** Whether it is a date without a time. */
  public boolean isDate() {
    return hasDate() && text.length() == DATE_LENGTH;
  }

  /**
   * The longest time that there can be from this moment to another one, negative if that is earlier
   * wherever they are read. Where only one has an offset from UTC, a day is left to the other.
   */
  public long mostMillisTo(Moment other) {
    UtcTime any = new UtcTime(0);
    long doubt = hasOffset() == other.hasOffset() ? 0 : DAY_SECONDS * 1000;
    return other.epochMillis(any, Zone.UTC) - epochMillis(any, Zone.UTC) + doubt;
  }

  private boolean hasOffset() {
    return hasDate()
        && (text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > DATE_LENGTH);
  }

  private static IllegalArgumentException notAMoment(String text, RuntimeException cause) {
    return new IllegalArgumentException(
        VisibleText.quoted(text)
            + " is not a moment: write a date and time (2026-12-01T06:00:00+01:00), a date, a"
            + " time of day (06:00) or a duration (90m)",
        cause);
  }

  /** The moment in milliseconds since 1970; a time of day is that of the day of the start. */
  public long epochMillis(UtcTime start, Zone zone) {
    return resolve(text, start.epochMillis(), zone, false);
  }

  /**
   * As {@link #epochMillis}, for a moment by which something must have happened: a time of day is
   * the next such time after the start.
   */
  public long nextEpochMillis(UtcTime start, Zone zone) {
    return resolve(text, start.epochMillis(), zone, true);
  }

  private static long resolve(String text, long start, Zone zone, boolean isLimit) {
    if (isDuration(text)) {
      return start + TimeSpan.parse(text).millis();
    }
    WallTime time = WallTime.parse(text.indexOf(' ') == DATE_LENGTH ? withT(text) : text);
    if (time.day() != WallTime.ANY_DAY) {
      return moment(time, time.day(), zone, text.length() == DATE_LENGTH);
    }
    long today = Math.floorDiv(zone.localSecond(Math.floorDiv(start, 1000L)), DAY_SECONDS);
    long moment = moment(time, today, zone, false);
    return isLimit && moment <= start ? moment(time, today + 1, zone, false) : moment;
  }

  private static String withT(String text) {
    return text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1);
  }

  private static long moment(WallTime time, long day, Zone zone, boolean isDate) {
    long local = day * DAY_SECONDS + time.millis() / 1000;
    long second;
    if (time.offset() != WallTime.OF_ZONE) {
      second = local - time.offset();
    } else {
      // A day begins at the end of a gap at midnight; a time in a gap comes by the old offset.
      second = isDate ? zone.firstSecondOf(local) : zone.secondOf(local);
    }
    return second * 1000 + time.millis() % 1000;
  }

  /** Whether it is told by how long after the start it comes. */
  public boolean isDuration() {
    return isDuration(text);
  }

  private static boolean isDuration(String text) {
    boolean hasTime = text.indexOf('T') == DATE_LENGTH || text.indexOf(':') > 0;
    return !hasTime && !(text.length() == DATE_LENGTH && text.charAt(4) == '-');
  }

  @Override
  public String toString() {
    return text;
  }
}
