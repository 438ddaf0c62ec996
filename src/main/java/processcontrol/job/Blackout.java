package processcontrol.job;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time in which no scheduled run starts: from one moment to another, or every day from one time
 * to another. Its end is not part of it.
 *
 * @param from null for a daily window
 * @param until null for a daily window
 * @param fromMinute of the day
 * @param untilMinute of the day; not after {@code fromMinute} for a window that ends the next day
 * @param weekdays on which a daily window begins, bit 0 for Sunday
 * @param text as it was written
 */
public record Blackout(
    @Nullable Moment from,
    @Nullable Moment until,
    int fromMinute,
    int untilMinute,
    int weekdays,
    String text) {

  private static final int EVERY_DAY = 0x7f;
  private static final String HOW =
      " is not a blackout: write a daily window (22:00-06:00, or 22:00-06:00 sat,sun), or from and"
          + " until";

  /**
   * Parses a daily window, {@code 22:00-06:00}, with days of the week behind it if wanted.
   *
   * @throws IllegalArgumentException quoting the text
   */
  public static Blackout daily(String text) {
    String trimmed = text.strip();
    int blank = trimmed.indexOf(' ');
    String times = blank < 0 ? trimmed : trimmed.substring(0, blank);
    int dash = times.indexOf('-');
    if (dash < 0) {
      throw new IllegalArgumentException(VisibleText.quoted(trimmed) + HOW);
    }
    String days = blank < 0 ? null : trimmed.substring(blank).strip();
    return daily(times.substring(0, dash), times.substring(dash + 1), days);
  }

  /**
   * @param days as in a schedule: {@code sat,sun} or {@code mon-fri}; null for every day
   */
  public static Blackout daily(String from, String until, @Nullable String days) {
    int first = minuteOfDay(from);
    int last = minuteOfDay(until);
    if (first < 0 || last < 0 || first == TimeSpan.DAY_MINUTES) {
      throw new IllegalArgumentException(VisibleText.quoted(from + "-" + until) + HOW);
    }
    if (first == last && days == null) { // With days, it is from one noon to the next, say.
      throw new IllegalArgumentException(
          VisibleText.quoted(from + "-" + until)
              + " has no length: write 00:00-24:00 for whole days");
    }
    int weekdays = EVERY_DAY;
    if (days != null) {
      long bits = CronTerm.DAY_OF_WEEK.parse(days.toLowerCase(Locale.ROOT));
      weekdays = (int) (bits & EVERY_DAY) | (int) (bits >> 7 & 1);
    }
    String text = from + "-" + until + (days == null ? "" : " " + days);
    return new Blackout(null, null, first, last % TimeSpan.DAY_MINUTES, weekdays, text);
  }

  /**
   * From one moment to another.
   *
   * @throws IllegalArgumentException if that is no time at all
   */
  public static Blackout between(Moment from, Moment until) {
    if (from.mostMillisTo(until) <= 0 || from.text().equals(until.text())) {
      throw new IllegalArgumentException(
          "until "
              + VisibleText.excerpt(until.text())
              + " is not after from "
              + VisibleText.excerpt(from.text()));
    }
    return new Blackout(from, until, 0, 0, 0, from + " to " + until);
  }

  /** The minute of the day of {@code 06:00}, to 24:00; -1 if it is something else. */
  static int minuteOfDay(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon > 2 || text.length() != colon + 3) {
      return -1;
    }
    int hour = 0;
    for (int i = 0; i < text.length(); i++) {
      if (i != colon && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
        return -1;
      }
      hour = i < colon ? hour * 10 + text.charAt(i) - '0' : hour;
    }
    int minute = (text.charAt(colon + 1) - '0') * 10 + text.charAt(colon + 2) - '0';
    boolean valid = minute < 60 && hour * 60 + minute <= TimeSpan.DAY_MINUTES;
    return valid ? hour * 60 + minute : -1;
  }

  /**
   * Returns true if a moment is in it.
   *
   * @param localMinute the moment by the clock of the zone, in minutes since 1970
   */
  public boolean contains(long epochMillis, long localMinute, Zone zone) {
    if (from != null && until != null) {
      UtcTime moment = new UtcTime(epochMillis);
      return from.epochMillis(moment, zone) <= epochMillis
          && epochMillis < until.epochMillis(moment, zone);
    }
    long day = Math.floorDiv(localMinute, (long) TimeSpan.DAY_MINUTES);
    int minute = (int) Math.floorMod(localMinute, (long) TimeSpan.DAY_MINUTES);
    if (untilMinute > fromMinute) {
      return minute >= fromMinute && minute < untilMinute && begins(day);
    }
    return minute >= fromMinute ? begins(day) : minute < untilMinute && begins(day - 1);
  }

  private boolean begins(long epochDay) {
    return (weekdays >> CalendarDate.weekday(epochDay) & 1) != 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
