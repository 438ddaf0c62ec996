package processcontrol.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import processcontrol.plan.Peak;
import processcontrol.plan.Peaks;
import processcontrol.plan.TimeFrame;

/** The minutes of a plan that pile up, and what would spread them, for people. */
final class PeaksText {

  private static final int WIDTH = 80;
  private static final int MAX_WORDS = 100;

  private final Peaks peaks;
  private final TimeFrame frame;
  private final ZoneId zone;
  private final StringBuilder text = new StringBuilder();

  private PeaksText(Peaks peaks, TimeFrame frame, ZoneId zone) {
    this.zone = zone;
    this.peaks = peaks;
    this.frame = frame;
  }

  /** Empty if there are none. */
  static String of(Peaks peaks, TimeFrame frame, ZoneId zone) {
    PeaksText text = new PeaksText(peaks, frame, zone);
    if (!peaks.peaks().isEmpty()) {
      text.add();
    }
    return text.text.toString();
  }

  private void add() {
    text.append("\nMinutes that pile up, with more than ");
    text.append(PlanText.count(peaks.limit(), "start")).append(":\n");
    boolean helps = false;
    for (Peak peak : peaks.peaks()) {
      text.append('\n');
      addMinutes(peak);
      addSpread(peak);
      helps |= peak.spread() != null;
    }
    if (peaks.others() > 0) {
      text.append("\n  And ").append(PlanText.count(peaks.others(), "minute"));
      text.append(" more, with other jobs and no more starts.\n");
    }
    if (peaks.mostIfSpread() == null) {
      text.append("\nWhat would spread them is looked for in plans of a day or more.\n");
    }
    if (helps) {
      text.append("\nWith all of this, there are at most ").append(peaks.mostIfSpread());
      text.append(" starts in one minute, instead of ").append(peaks.most()).append(".\n");
    }
  }

  private void addMinutes(Peak peak) {
    text.append("  ").append(peak.most()).append(" starts of ");
    text.append(PlanText.count(peak.jobs().size(), "job"));
    if (frame.isLongerThanDay()) {
      Instant first = Instant.ofEpochMilli(peak.minutes().get(0));
      text.append(", first on ").append(first.atZone(zone).toLocalDate());
    }
    text.append('\n');
    BitSet ofDay = new BitSet();
    for (long minute : peak.minutes()) {
      Instant moment = Instant.ofEpochMilli(minute);
      ofDay.set(moment.atZone(zone).toLocalTime().toSecondOfDay() / 60);
    }
    BitSet everyHour = everyHour(ofDay);
    if (everyHour == null) {
      addWords("at ", times(ofDay, ""));
    } else {
      addWords("every hour at ", times(everyHour, "00"));
    }
  }

  /** The minutes of an hour if they are the same in all hours of the day; else null. */
  private static @Nullable BitSet everyHour(BitSet ofDay) {
    BitSet first = ofDay.get(0, 60);
    for (int hour = 1; hour < 24; hour++) {
      if (!first.equals(ofDay.get(hour * 60, (hour + 1) * 60))) {
        return null;
      }
    }
    return first;
  }

  /** {@code 06:05}, or {@code 06:05-06:09} for minutes without a gap between them. */
  private static List<String> times(BitSet minutes, String withoutHour) {
    List<String> times = new ArrayList<>();
    int from = minutes.nextSetBit(0);
    while (from >= 0) {
      int until = minutes.nextClearBit(from);
      String first = MinuteChart.time(from).substring(withoutHour.length());
      String last = MinuteChart.time(until - 1).substring(withoutHour.length());
      times.add(first.equals(last) ? first : first + "-" + last);
      from = minutes.nextSetBit(until);
    }
    return times;
  }

  private void addSpread(Peak peak) {
    TreeSet<String> others = new TreeSet<>(peak.jobs());
    if (peak.spread() != null) {
      for (Peak.Part part : peak.spread().parts()) {
        part.jobs().forEach(others::remove);
        addNames("splay: " + part.splay() + " in ", part.jobs());
      }
      text.append("    leaves at most ").append(PlanText.count(peak.spread().most(), "start"));
      text.append(" a minute instead of ").append(peak.most()).append(options(peak.spread()));
    }
    if (!others.isEmpty()) {
      String untried = peaks.mostIfSpread() == null ? "" : "no splay would help ";
      addNames(peak.spread() == null ? untried : "unchanged: ", List.copyOf(others));
    }
  }

  private static String options(Peak.Spread spread) {
    if (spread.options().size() < 2) {
      return "\n";
    }
    StringJoiner options = new StringJoiner(", ");
    for (Peak.Option option : spread.options()) {
      options.add(option.most() + " by " + option.splay());
    }
    return "\n      (" + options + ")\n";
  }

  private void addNames(String label, List<String> names) {
    addWords(names.size() == 1 ? label : label + names.size() + " jobs: ", names);
  }

  /** Words, as many as fit into each line. */
  private void addWords(String label, List<String> words) {
    StringBuilder line = new StringBuilder("    ").append(label);
    int shown = Math.min(words.size(), MAX_WORDS);
    for (int i = 0; i < shown; i++) {
      String word = words.get(i) + (i + 1 < words.size() ? "," : "");
      if (line.length() + word.length() > WIDTH && i > 0) {
        text.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder("      ");
      }
      line.append(word).append(' ');
    }
    int more = words.size() - shown;
    text.append((line + (more == 0 ? "" : more + " more: see --json")).stripTrailing());
    text.append('\n');
  }
}
