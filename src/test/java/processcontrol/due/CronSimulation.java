package processcontrol.due;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import processcontrol.VixieCron;

/**
 * The main loop of Debian's cron, minute by minute: it follows the local clock, and where that
 * jumps it treats jobs with {@code *} in minute or hour differently from those at fixed times.
 */
final class CronSimulation {

  private static final int SMALL_JUMP = 5;
  private static final int LARGE_JUMP = 3 * 60;

  private CronSimulation() {}

  /** The moments from a full minute on, that one included, at which cron starts the entry. */
  static List<Instant> run(VixieCron.Entry entry, Instant from, Instant to, ZoneId zone) {
    List<Instant> starts = new ArrayList<>();
    long virtual = localMinute(from, zone) - 1;
    for (Instant now = from; now.isBefore(to); now = now.plusSeconds(60)) {
      long clock = localMinute(now, zone);
      long jump = clock - virtual;
      boolean start;
      if (jump > LARGE_JUMP || jump <= -LARGE_JUMP) {
        virtual = clock;
        start = matches(entry, clock);
      } else if (jump <= 0) {
        // The clock went back: cron waits until it has caught up, but for wildcard jobs.
        start = entry.isWild() && matches(entry, clock);
      } else if (jump <= SMALL_JUMP) {
        start = false;
        while (virtual < clock) {
          virtual++;
          start |= matches(entry, virtual);
        }
      } else {
        start = entry.isWild() && matches(entry, clock);
        while (virtual < clock) {
          virtual++;
          start |= !entry.isWild() && matches(entry, virtual);
        }
      }
      if (start) {
        starts.add(now);
      }
    }
    return starts;
  }

  private static long localMinute(Instant now, ZoneId zone) {
    long offset = zone.getRules().getOffset(now).getTotalSeconds();
    return Math.floorDiv(now.getEpochSecond() + offset, 60L);
  }

  private static boolean matches(VixieCron.Entry entry, long localMinute) {
    // The cheapest test first: a simulated year has half a million minutes.
    if (!entry.has(0, (int) Math.floorMod(localMinute, 60L))) {
      return false;
    }
    LocalDateTime time = LocalDateTime.ofEpochSecond(localMinute * 60, 0, ZoneOffset.UTC);
    return entry.matches(
        time.getMinute(),
        time.getHour(),
        time.getDayOfMonth(),
        time.getMonthValue(),
        time.getDayOfWeek().getValue() % 7);
  }
}
