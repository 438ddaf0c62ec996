package processcontrol.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import processcontrol.audit.PowerEvent.Kind;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;

/**
 * The times in which the machine was down: from its shutdown, or the last sign of life if no
 * shutdown is noted, to its boot.
 */
final class Outages {

  /** The kernel and the file of logins do not tell a boot to the second. */
  private static final long SAME_BOOT = 120_000;

  private record Outage(long until, String text) {}

  private final TreeMap<Long, Outage> outages = new TreeMap<>();

  /**
   * @param machine when the machine was seen to be up, by the records of all jobs
   */
  Outages(List<PowerEvent> events, Minutes machine) {
    List<PowerEvent> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparingLong(PowerEvent::at));
    long boot = Long.MIN_VALUE;
    long shutdown = Long.MIN_VALUE;
    long sign = Long.MIN_VALUE;
    for (PowerEvent event : sorted) {
      if (event.kind() == Kind.BOOT) {
        boolean again = boot != Long.MIN_VALUE && event.at() - boot < SAME_BOOT;
        if (!again) {
          add(shutdown, sign, event.at(), machine);
        }
        boot = event.at();
        shutdown = Long.MIN_VALUE;
      } else if (event.kind() == Kind.SHUTDOWN) {
        shutdown = event.at();
      }
      sign = event.at();
    }
  }

  private void add(long shutdown, long sign, long boot, Minutes machine) {
    String booted = "booted at " + new UtcTime(boot);
    if (shutdown != Long.MIN_VALUE) {
      String text = "machine down since " + new UtcTime(shutdown) + ", " + booted;
      outages.put(shutdown, new Outage(boot, text));
      return;
    }
    // A sign in the minute of the boot came after it, most likely.
    long seen = Math.max(sign, machine.last(boot - SAME_BOOT / 2));
    String text =
        seen == Long.MIN_VALUE
            ? "machine down or cron not running, " + booted
            : "machine down, " + booted + ", last sign of life at " + new UtcTime(seen);
    // In the minute of the last sign it was up.
    outages.put(
        seen == Long.MIN_VALUE ? seen : seen + TimeSpan.MINUTE_MILLIS, new Outage(boot, text));
  }

  /** The outage at a moment in words; null if there is none that is known of. */
  @Nullable String at(long moment) {
    Map.Entry<Long, Outage> last = outages.floorEntry(moment);
    return last == null || moment >= last.getValue().until ? null : last.getValue().text;
  }
}
