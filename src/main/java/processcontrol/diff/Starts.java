package processcontrol.diff;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.due.Slots;
import processcontrol.plan.PlannedJob;
import processcontrol.plan.Times;

/** Compares the starts of a job in two states. */
public final class Starts {

  /** Number of times of a day that are given one by one. */
  private static final int MAX_TIMES = 6;

  /** For changes that neither times nor numbers describe in few words. */
  public static final String OTHER_MOMENTS = "starts at other moments";

  private static final int MAX_LISTED = 50;
  private static final String[] WEEKDAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

  private final ZoneId zone;

  public Starts(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * The difference.
   *
   * @param from null for none
   * @param to null for none
   * @return null if there is none
   */
  public @Nullable StartChange change(@Nullable PlannedJob from, @Nullable PlannedJob to) {
    boolean estimated = (from != null && from.estimated()) || (to != null && to.estimated());
    SortedSet<Long> before = times(from);
    SortedSet<Long> after = times(to);
    StartChange change = change(before, after, estimated);
    StringJoiner words = new StringJoiner(", ");
    String boots = boots(from, to);
    String next = after.isEmpty() ? next(from, to) : null;
    if (boots != null) {
      words.add(boots);
    }
    boolean startsLater = to != null && (to.startsAfterBoots() || next != null);
    if (change != null && after.isEmpty() && startsLater) {
      words.add("no start in the next 7 days instead of " + before.size());
    } else if (change != null) {
      words.add(change.words());
    }
    if (next != null) {
      words.add(next);
    }
    return words.length() == 0
        ? null
        : new StartChange(
            before.size(),
            after.size(),
            estimated,
            difference(before, after),
            difference(after, before),
            words.toString());
  }

  /** Says if boots start the job that did not, or do so no more; null if nothing changes. */
  private static @Nullable String boots(PlannedJob from, PlannedJob to) {
    boolean before = from != null && from.startsAfterBoots();
    boolean after = to != null && to.startsAfterBoots();
    if (to == null || before == after) {
      return null;
    }
    return after ? "starts once after each boot" : "starts no more after boots";
  }

  /** The next start of a job that has none in the time compared; null if it is the same. */
  private @Nullable String next(PlannedJob from, PlannedJob to) {
    if (to == null || to.next() == Slots.NEVER) {
      return null;
    }
    boolean wasLater = from != null && from.next() != Slots.NEVER;
    if (wasLater && from.next() == to.next()) {
      return null;
    }
    return "next start "
        + moment(to.next())
        + (wasLater ? " instead of " + moment(from.next()) : "");
  }

  /** {@code 2026-12-31 04:15}. */
  private String moment(long time) {
    return Instant.ofEpochMilli(time).atZone(zone).toLocalDate() + " " + minuteOf(time, zone);
  }

  /** The difference between moments in milliseconds since 1970; null if there is none. */
  public @Nullable StartChange change(
      SortedSet<Long> before, SortedSet<Long> after, boolean estimated) {
    if (before.equals(after)) {
      return null;
    }
    List<Instant> gone = difference(before, after);
    List<Instant> come = difference(after, before);
    return new StartChange(
        before.size(), after.size(), estimated, gone, come, words(before, after, estimated));
  }

  private static SortedSet<Long> times(PlannedJob job) {
    TreeSet<Long> times = new TreeSet<>();
    Times starts = job == null ? null : job.starts();
    for (int i = 0; starts != null && i < starts.size(); i++) {
      times.add(starts.get(i));
    }
    return times;
  }

  private static List<Instant> difference(SortedSet<Long> of, SortedSet<Long> without) {
    List<Instant> left = new ArrayList<>();
    for (Long time : of) {
      if (!without.contains(time) && left.size() < MAX_LISTED) {
        left.add(Instant.ofEpochMilli(time));
      }
    }
    return left;
  }

  private String words(SortedSet<Long> before, SortedSet<Long> after, boolean estimated) {
    StringJoiner words = new StringJoiner(", ");
    String about = estimated ? "about " : "";
    if (after.isEmpty()) {
      return "does not start any more, instead of " + about + count(before.size());
    }
    String times = instead("at ", ofDay(before), ofDay(after));
    if (times != null) {
      words.add("runs " + times);
    }
    String days = instead("on ", weekdays(before), weekdays(after));
    if (days != null) {
      words.add(days);
    }
    if (before.size() != after.size()) {
      String former = before.isEmpty() ? "" : " instead of " + before.size();
      words.add(about + count(after.size()) + former);
    }
    return words.length() == 0 ? OTHER_MOMENTS : words.toString();
  }

  private static String count(int starts) {
    return starts == 1 ? "1 start a week" : starts + " starts a week";
  }

  /** Returns the difference in words; null if there is none, or too much of it. */
  private static @Nullable String instead(
      String word, SortedSet<String> before, SortedSet<String> after) {
    if (before.equals(after) || after.isEmpty() || after.size() > MAX_TIMES) {
      return null;
    }
    TreeSet<String> gone = new TreeSet<>(before);
    gone.removeAll(after);
    TreeSet<String> come = new TreeSet<>(after);
    come.removeAll(before);
    if (gone.size() > MAX_TIMES || before.isEmpty()) {
      return word + join(after);
    }
    if (come.isEmpty()) {
      return "no more " + word + join(gone);
    }
    boolean all = come.equals(after);
    return (all ? word : "also " + word)
        + join(come)
        + (gone.isEmpty() ? "" : " instead of " + join(gone));
  }

  /** Days have an order of their own, which the numbers before them make. */
  private static String join(SortedSet<String> parts) {
    StringJoiner text = new StringJoiner(", ");
    parts.forEach(part -> text.add(part.substring(part.indexOf('|') + 1)));
    return text.toString();
  }

  private SortedSet<String> ofDay(SortedSet<Long> times) {
    TreeSet<String> ofDay = new TreeSet<>();
    for (Long time : times) {
      ofDay.add(minuteOf(time, zone));
    }
    return ofDay;
  }

  private SortedSet<String> weekdays(SortedSet<Long> times) {
    TreeSet<String> days = new TreeSet<>();
    for (Long time : times) {
      int day = Instant.ofEpochMilli(time).atZone(zone).getDayOfWeek().getValue();
      days.add(day + "|" + WEEKDAYS[day - 1]);
    }
    return days;
  }

  /** {@code 04:15}. */
  static String minuteOf(long time, ZoneId zone) {
    ZonedDateTime local = Instant.ofEpochMilli(time).atZone(zone);
    return two(local.getHour()) + ":" + two(local.getMinute());
  }

  private static String two(int number) {
    return (number < 10 ? "0" : "") + number;
  }
}
