package processcontrol.job;

import java.time.format.DateTimeParseException;

/**
 * A moment that a job names: a date and time with an offset from UTC ({@code
 * 2026-12-01T06:00:00+01:00}) or without one, a date ({@code 2026-12-01}, its first moment), a time
 * of day ({@code 06:00}, on the day of that start), or a duration from the start of the run ({@code
 * 90m}). Without an offset it is in the job's time zone, by default the machine's.
 */
public record Moment(String text) {

  private static final int DATE_LENGTH = 10;

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

  /** Returns true if it begins with a date, and so is the same moment whenever a run starts. */
  public boolean hasDate() {
    return text.length() >= DATE_LENGTH && text.charAt(4) == '-';
  }

  /** Returns true if it is a date without a time. */
  public boolean isDate() {
    return hasDate() && text.length() == DATE_LENGTH;
  }

  /**
   * The longest time that there can be from this moment to another one, negative if that is earlier
   * wherever they are read. Where only one has an offset from UTC, a day is left to the other.
   */
  public long mostMillisTo(Moment other) {
    UtcTime any = new UtcTime(0);
    long doubt = hasOffset() == other.hasOffset() ? 0 : TimeSpan.DAY_MILLIS;
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

  /**
   * Returns the moment in milliseconds since 1970. A time of day is on the day of the start; if the
   * clock shows it twice and shows less at the start, it is the next of the two. A time that the
   * clock leaves out is at the end of the gap.
   */
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

  /**
   * Returns true if the moment is still to come. A time of day counts on each day, and is compared
   * with what the clock shows: in a gap or an hour that comes twice nothing else could be read from
   * it.
   */
  public boolean isAhead(long now, Zone zone) {
    WallTime time = parse(text);
    return time.day() == WallTime.ANY_DAY
        ? shownAt(now, zone) < time.millis()
        : now < moment(time, time.day(), zone);
  }

  /** Returns true if the moment is over, as {@link #isAhead} has it; a date is a whole day. */
  public boolean isOver(long now, Zone zone) {
    WallTime time = parse(text);
    if (time.day() == WallTime.ANY_DAY) {
      return shownAt(now, zone) > time.millis();
    }
    if (isDate()) {
      return now >= zone.firstSecondOf((time.day() + 1) * TimeSpan.DAY_SECONDS) * 1000;
    }
    long moment = moment(time, time.day(), zone);
    long shown = zone.localSecond(Math.floorDiv(moment, 1000L));
    boolean inGap =
        time.offset() == WallTime.OF_ZONE
            && shown > time.day() * TimeSpan.DAY_SECONDS + seconds(time);
    return inGap ? now >= moment : now > moment;
  }

  /** Returns what the clock shows, in milliseconds since midnight. */
  private static long shownAt(long moment, Zone zone) {
    long local = zone.localSecond(Math.floorDiv(moment, 1000L));
    return Math.floorMod(local, TimeSpan.DAY_SECONDS) * 1000L + Math.floorMod(moment, 1000L);
  }

  private static long resolve(String text, long start, Zone zone, boolean isLimit) {
    if (isDuration(text)) {
      return start + TimeSpan.parse(text).millis();
    }
    WallTime time = parse(text);
    if (time.day() != WallTime.ANY_DAY) {
      return moment(time, time.day(), zone);
    }
    long today = Math.floorDiv(zone.localSecond(Math.floorDiv(start, 1000L)), TimeSpan.DAY_SECONDS);
    return isLimit || shownAt(start, zone) < time.millis()
        ? next(time, today, start, zone)
        : moment(time, today, zone);
  }

  private static WallTime parse(String text) {
    return WallTime.parse(text.indexOf(' ') == DATE_LENGTH ? withT(text) : text);
  }

  private static String withT(String text) {
    return text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1);
  }

  /** A clock can be set back over midnight, and over a whole day forward. */
  private static long next(WallTime time, long today, long start, Zone zone) {
    long next = Long.MAX_VALUE;
    for (long day = today - 1; day <= today + 2; day++) {
      long midnight = zone.firstSecondOf(day * TimeSpan.DAY_SECONDS);
      if (zone.localSecond(midnight) < (day + 1) * TimeSpan.DAY_SECONDS) {
        long first = moment(time, day, zone);
        long last = millis(zone.lastSecondOf(day * TimeSpan.DAY_SECONDS + seconds(time)), time);
        next = first > start ? Math.min(next, first) : last > start ? Math.min(next, last) : next;
      }
    }
    return next;
  }

  private static long moment(WallTime time, long day, Zone zone) {
    long local = day * TimeSpan.DAY_SECONDS + seconds(time);
    return time.offset() == WallTime.OF_ZONE
        ? millis(zone.firstSecondOf(local), time)
        : millis(local - time.offset(), time);
  }

  private static int seconds(WallTime time) {
    return time.millis() / 1000;
  }

  private static long millis(long second, WallTime time) {
    return second * 1000 + time.millis() % 1000;
  }

  /** Returns true if it is written as a duration from the start. */
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
