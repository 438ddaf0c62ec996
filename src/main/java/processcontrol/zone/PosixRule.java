package processcontrol.zone;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CalendarDate;
import processcontrol.job.TimeSpan;
import processcontrol.job.Zone.Change;

/**
 * The yearly rule of a zone, in the form of POSIX' variable TZ: {@code CET-1CEST,M3.5.0,M10.5.0/3},
 * or {@code UTC0} for a clock that is never set.
 */
final class PosixRule {

  /** The changes of so many years around a moment's are looked at. */
  private static final int YEARS_AROUND = 2;

  private final int standard;
  private final int summer;

  /** Begin and end of summer time; null if there is none. */
  private final @Nullable YearDay begin;

  private final @Nullable YearDay end;

  private PosixRule(int standard, int summer, @Nullable YearDay begin, @Nullable YearDay end) {
    this.standard = standard;
    this.summer = summer;
    this.begin = begin;
    this.end = end;
  }

  /**
   * @throws IllegalArgumentException if it is something else
   */
  static PosixRule parse(String text) {
    RuleText rest = new RuleText(text);
    rest.skipName();
    int standard = -rest.time(24);
    if (rest.isAtEnd()) {
      return new PosixRule(standard, standard, null, null);
    }
    rest.skipName();
    int summer = rest.isNext(',') ? standard + 3600 : -rest.time(24);
    rest.skip(',');
    YearDay begin = YearDay.parse(rest);
    rest.skip(',');
    YearDay end = YearDay.parse(rest);
    if (!rest.isAtEnd()) {
      throw new IllegalArgumentException("more than a rule");
    }
    return new PosixRule(standard, summer, begin, end);
  }

  int offsetAt(long second) {
    if (begin == null) {
      return standard;
    }
    Setting[] settings = around(second);
    int offset = standard;
    for (Setting each : settings) {
      offset = each.at <= second ? each.offset : offset;
    }
    return offset;
  }

  @Nullable Change nextChange(long second) {
    return change(second, true);
  }

  @Nullable Change lastChange(long second) {
    return change(second, false);
  }

  private @Nullable Change change(long second, boolean next) {
    if (begin == null) {
      return null;
    }
    Setting[] settings = around(second);
    Change found = null;
    // Those of the first year only say how the clock stands when the second one begins, and those
    // of the last one what becomes of those before.
    int offset = settings[settings[2].at <= settings[1].at ? 2 : 1].offset;
    for (int i = 2; i < settings.length - 2; i++) {
      Setting each = settings[i];
      // If summer time never ends, it ends and begins in the same second once a year.
      boolean isUndone = settings[i + 1].at <= each.at;
      if (isUndone || each.offset == offset) {
        continue;
      }
      if (each.at > second) {
        return next ? new Change(each.at, offset, each.offset) : found;
      }
      found = new Change(each.at, offset, each.offset);
      offset = each.offset;
    }
    return next ? null : found;
  }

  /** All times at which the clock is set in the years around a moment, in their order. */
  private Setting[] around(long second) {
    YearDay begins = Objects.requireNonNull(begin);
    YearDay ends = Objects.requireNonNull(end);
    int year =
        CalendarDate.ofEpochDay(Math.floorDiv(second + standard, (long) TimeSpan.DAY_SECONDS))
            .year();
    Setting[] settings = new Setting[2 * (2 * YEARS_AROUND + 1)];
    int i = 0;
    for (int each = year - YEARS_AROUND; each <= year + YEARS_AROUND; each++) {
      // In local time, as the clock shows it until then.
      Setting on = new Setting(begins.in(each) - standard, summer);
      Setting off = new Setting(ends.in(each) - summer, standard);
      boolean isNorth = on.at < off.at;
      settings[i++] = isNorth ? on : off;
      settings[i++] = isNorth ? off : on;
    }
    return settings;
  }

  /**
   * The clock is set to an offset, which it may have already.
   *
   * @param at in seconds since 1970
   */
  private record Setting(long at, int offset) {}
}
