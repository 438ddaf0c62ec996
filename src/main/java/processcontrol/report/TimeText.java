package processcontrol.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;

/** Moments and durations as people read them. */
public final class TimeText {

  private static final long HOUR = 60 * TimeSpan.MINUTE_MILLIS;

  private final DateTimeFormatter format;
  private final boolean isUtc;

  TimeText(ZoneId zone) {
    this.format = formatOf(zone);
    this.isUtc = isUtc(zone);
  }

  /** With the offset: names of zones are short, but several zones are IST. */
  static DateTimeFormatter formatOf(ZoneId zone) {
    // Its name is no pattern letter: to look up one name loads those of all zones of the world.
    String pattern = "yyyy-MM-dd HH:mm:ss " + (isUtc(zone) ? "'UTC'" : "xxx");
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(zone);
  }

  private static boolean isUtc(ZoneId zone) {
    return zone.getRules().isFixedOffset()
        && zone.getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
  }

  /** The header of names of runs, which are of UTC, where they stand beside local times. */
  String headerOfRuns() {
    return isUtc ? "RUN" : "RUN (UTC)";
  }

  /** A moment in the zone; null for none. */
  @Nullable String time(@Nullable Instant moment) {
    return moment == null ? null : format.format(moment);
  }

  @Nullable String time(UtcTime moment) {
    return time(moment == null ? null : instant(moment));
  }

  static Instant instant(UtcTime moment) {
    return Instant.ofEpochMilli(moment.epochMillis());
  }

  /** {@code 1.234s}, {@code 2m03s}, {@code 1h00m07s}; null for none. */
  public static @Nullable String duration(Long millis) {
    if (millis == null) {
      return null;
    }
    if (millis < TimeSpan.MINUTE_MILLIS) {
      return seconds(millis) + "s";
    }
    long rest = millis % HOUR;
    String minutes =
        two(rest / TimeSpan.MINUTE_MILLIS) + "m" + two(rest % TimeSpan.MINUTE_MILLIS / 1000) + "s";
    return millis < HOUR ? minutes.replaceFirst("^0", "") : millis / HOUR + "h" + minutes;
  }

  private static String two(long number) {
    return (number < 10 ? "0" : "") + number;
  }

  /** Milliseconds as seconds with three decimals. */
  static String seconds(long millis) {
    return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
  }
}
