package processcontrol.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.due.JobSlots;
import processcontrol.job.Job;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.TimeSpan;

/**
 * The boots of the machine that are known of: the present one, those that jobs with {@code @reboot}
 * have recorded by name, and those in the file of logins. Records tell the first two apart whatever
 * the clock was; the file of logins has times alone.
 */
final class Boots {

  /** By so much the moment of a boot may be another one, once the clock is set. */
  private static final long SAME_BOOT = 600_000;

  /** The file of logins may have a boot twice. */
  private static final long SAME_EVENT = 120_000;

  private final String host;
  private final String presentName;
  private final long present;

  /** Moments of the boots, by their names. */
  private final Map<String, Long> named = new HashMap<>();

  private final List<Long> unnamed = new ArrayList<>();

  /** Since when all boots are known. */
  private long known;

  /**
   * @param host the machine's name, on which splay depends
   * @param presentName of the boot that the machine runs since
   * @param present when that was, by the clock as it is set now
   */
  Boots(String host, String presentName, long present) {
    this.host = host;
    this.presentName = presentName;
    this.present = present;
  }

  /** Adds those that the records of a job name. */
  void add(Job job, PastStarts past) {
    long after = JobSlots.afterBoot(job, host);
    for (RecordedStart start : past.bySlot()) {
      if (isForBoot(job, start)) {
        named.merge(start.boot(), start.slot() - after, Math::min);
      }
    }
  }

  /** There are no more records: adds the present one, and those of the file of logins. */
  void complete(List<PowerEvent> logins) {
    named.putIfAbsent(presentName, present);
    known = named.get(presentName);
    NavigableSet<Long> events = new TreeSet<>();
    for (PowerEvent event : logins) {
      known = Math.min(known, event.at());
      if (event.kind() == PowerEvent.Kind.BOOT) {
        events.add(event.at());
      }
    }
    Long last = null;
    for (Long event : List.copyOf(events)) {
      if (last != null && event - last < SAME_EVENT) {
        events.remove(event);
      } else {
        last = event;
      }
    }
    for (Map.Entry<String, Long> boot : named.entrySet()) {
      Long same = nearest(events, boot.getValue());
      if (same != null) {
        events.remove(same);
        // Until the later of the two the machine may be said to have been down.
        boot.setValue(Math.max(same, boot.getValue()));
      }
    }
    unnamed.addAll(events);
  }

  private static @Nullable Long nearest(NavigableSet<Long> events, long moment) {
    Long before = events.floor(moment);
    Long after = events.ceiling(moment);
    boolean isBefore = after == null || (before != null && moment - before <= after - moment);
    Long nearest = isBefore ? before : after;
    return nearest == null || Math.abs(nearest - moment) >= SAME_BOOT ? null : nearest;
  }

  /** Returns the boots, the first one first; those that a job has recorded as it did. */
  long[] of(Job job, PastStarts past) {
    long after = JobSlots.afterBoot(job, host);
    Map<String, Long> own = new HashMap<>(named);
    for (RecordedStart start : past.bySlot()) {
      if (isForBoot(job, start)) {
        own.put(start.boot(), start.slot() - after);
      }
    }
    List<Long> moments = new ArrayList<>(own.values());
    moments.addAll(unnamed);
    long[] sorted = new long[moments.size()];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = moments.get(i);
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /** Since when no boot can be unknown: since the first that is known, or the first login. */
  long knownSince(long[] boots) {
    return boots.length == 0 ? known : Math.min(known, boots[0]);
  }

  /**
   * Returns true if a boot made a start. Other schedules of the job have slots at whole minutes.
   */
  private static boolean isForBoot(Job job, RecordedStart start) {
    if (start.boot() == null) {
      return false;
    }
    boolean alone = true;
    for (ScheduleEntry entry : job.schedules()) {
      alone = alone && entry.schedule().isAtBoot();
    }
    return alone || start.slot() % TimeSpan.MINUTE_MILLIS != 0;
  }
}
