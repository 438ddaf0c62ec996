package processcontrol.cli;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import processcontrol.diff.StartChange;
import processcontrol.diff.Starts;
import processcontrol.due.JobSlots;
import processcontrol.due.Slots;
import processcontrol.job.CommandLine;
import processcontrol.job.Schedule;
import processcontrol.job.TimeSpan;
import processcontrol.job.Zone;
import processcontrol.zone.Zones;

/** Tells for each job what a change of the crontab means for its starts in the next week. */
final class CrontabStarts {

  /** Of a line with a job, whatever the template adds to it. */
  private static final Pattern LINE =
      Pattern.compile(
          "((?:[^\\s#=]+\\s+){4}[^\\s#=]+)\\s+.*?(--scheduled )?(?:--entry \\d+ )?--job (\\S+).*");

  private static final long WEEK = 7 * TimeSpan.DAY_MILLIS;

  private final Zone zone = Zones.ofMachine();
  private final long now;

  /** The starts of each job; null where cron asks every minute whether it is due. */
  private final Map<String, SortedSet<Long>> starts = new TreeMap<>();

  /** Those of which cron asks on the days that it can be. */
  private final Set<String> onSomeDays = new TreeSet<>();

  private CrontabStarts(String crontab, long now) {
    this.now = now;
    crontab.lines().forEach(this::add);
  }

  /** A line for each job whose starts change, after an empty one; empty if there are none. */
  static String changes(String installed, String wanted) {
    long now = System.currentTimeMillis();
    Map<String, SortedSet<Long>> before = new CrontabStarts(installed, now).starts;
    CrontabStarts later = new CrontabStarts(wanted, now);
    Map<String, SortedSet<Long>> after = later.starts;
    StringBuilder text = new StringBuilder();
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String words = words(name, before, after, later.onSomeDays, Zones.idOfMachine());
      if (words != null) {
        text.append(CommandLine.printable(name + ": " + words)).append('\n');
      }
    }
    return text.length() == 0 ? "" : "\n" + text;
  }

  private static @Nullable String words(
      String name,
      Map<String, SortedSet<Long>> before,
      Map<String, SortedSet<Long>> after,
      Set<String> onSomeDays,
      ZoneId zone) {
    boolean isNew = !before.containsKey(name);
    if (!after.containsKey(name)) {
      return "removed";
    }
    SortedSet<Long> from = before.get(name);
    SortedSet<Long> to = after.get(name);
    if (to == null) {
      String asked =
          onSomeDays.contains(name)
              ? "cron asks on some days whether it is due"
              : "cron asks every minute whether it is due";
      return isNew ? "added, " + asked : from == null ? null : asked;
    }
    StartChange change =
        new Starts(zone).change(from == null ? new TreeSet<>() : from, to, /* estimated= */ false);
    String words = change == null ? null : change.words();
    if (isNew) {
      return "added" + (words == null ? "" : ", " + words);
    }
    return Starts.OTHER_MOMENTS.equals(words) ? null : words; // The lines say it better.
  }

  /** Reads a schedule; null for a text that is none, as in a file that was edited by hand. */
  private static @Nullable Schedule schedule(String text) {
    try {
      return new Schedule(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void add(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    String name = matcher.group(3);
    Schedule schedule = schedule(matcher.group(1));
    if (matcher.group(2) != null || schedule == null) {
      starts.put(name, null);
      if (schedule != null && !schedule.mask().isDaily()) {
        onSomeDays.add(name);
      }
      return;
    }
    Slots slots = JobSlots.of(schedule, zone);
    if (starts.containsKey(name) && starts.get(name) == null) {
      return;
    }
    SortedSet<Long> times = starts.computeIfAbsent(name, key -> new TreeSet<>());
    for (long slot = slots.next(now); slot < now + WEEK; slot = slots.next(slot)) {
      times.add(slot);
    }
  }
}
