package processcontrol.due;

import processcontrol.job.CalendarDate;
import processcontrol.job.Repeat;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;

/**
 * The slots of a repeating interval: the first one, and that plus k times the distance, so that
 * neither a late start nor a short month ever shifts the next one.
 */
final class RepeatSlots extends Slots {

  /** Nothing is computed beyond the year 9999. */
  private static final long END_OF_TIME = 253_402_300_799_000L;

  private final Repeat repeat;
  private final Zone zone;
  private final long start;
  private final CalendarDate startDate;

  /** In seconds since midnight. */
  private final long startTime;

  private final long shortest;

  RepeatSlots(Repeat repeat, Zone zone) {
    this.repeat = repeat;
    this.zone = zone;
    this.start = repeat.start().epochMillis(new UtcTime(0), zone);
    long local = zone.localSecond(Math.floorDiv(start, 1000L));
    this.startDate = CalendarDate.ofEpochDay(Math.floorDiv(local, TimeSpan.DAY_SECONDS));
    this.startTime = Math.floorMod(local, TimeSpan.DAY_SECONDS);
    // A lower bound of the distance: short months, and a clock that is set forward.
    long dates = repeat.months() * 28 * TimeSpan.DAY_MILLIS + repeat.days() * TimeSpan.DAY_MILLIS;
    this.shortest =
        Math.max(1000, dates - (dates == 0 ? 0 : TimeSpan.DAY_MILLIS / 2) + repeat.millis());
  }

  @Override
  public long next(long after) {
    if (after < start) {
      return start;
    }
    // The smallest k whose slot comes later lies in (low, high].
    long low = 0;
    long high = (Math.min(after, END_OF_TIME) - start) / shortest + 1;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (slot(middle) > after) {
        high = middle;
      } else {
        low = middle;
      }
    }
    boolean over = repeat.count() != 0 && high >= repeat.count();
    return over ? NEVER : slot(high);
  }

  /** The last of all slots; {@link #NEVER} if there is no end. */
  long lastOfAll() {
    return repeat.count() == 0 ? NEVER : slot(repeat.count() - 1);
  }

  private long slot(long k) {
    if (k == 0) {
      return start; // In an hour that comes twice, the clock alone does not say which.
    }
    long passing = k * repeat.millis();
    long months = k * repeat.months();
    long days = k * repeat.days();
    if (months / 12 + days / 365 + passing / TimeSpan.DAY_MILLIS / 365 > 8000) {
      return NEVER;
    }
    if (months == 0 && days == 0) {
      return start + passing;
    }
    long date = startDate.plusMonths(months).epochDay() + days;
    long moment = WallClock.momentOf(date * TimeSpan.DAY_SECONDS + startTime, zone);
    return moment + Math.floorMod(start, 1000L) + passing;
  }
}
