package processcontrol.trigger;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One trigger in the spool.
 *
 * @param file its name
 * @param start where the trigger's line begins there
 */
record SpoolEntry(String file, int start, PendingTrigger trigger)
    implements Comparable<SpoolEntry> {

  /** Returns the triggers in a file's content. Lines that are no trigger are left out. */
  static List<SpoolEntry> split(String file, byte[] content) {
    List<SpoolEntry> entries = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int start = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] != '\n') {
        line.write(content[i]);
        continue;
      }
      PendingTrigger trigger = PendingTrigger.ofLine(line.toByteArray());
      if (trigger != null) {
        entries.add(new SpoolEntry(file, start, trigger));
      }
      line.reset();
      start = i + 1;
    }
    return entries;
  }

  /** Two lists as one by their times, each of which keeps its order. */
  static List<SpoolEntry> merge(List<SpoolEntry> first, List<SpoolEntry> second) {
    List<SpoolEntry> merged = new ArrayList<>(first.size() + second.size());
    int next = 0;
    for (SpoolEntry entry : second) {
      while (next < first.size()
          && first.get(next).trigger.time().compareTo(entry.trigger.time()) <= 0) {
        merged.add(first.get(next++));
      }
      merged.add(entry);
    }
    merged.addAll(first.subList(next, first.size()));
    return merged;
  }

  @Override
  public int compareTo(SpoolEntry other) {
    int order = trigger.time().compareTo(other.trigger.time());
    return order == 0 ? file.compareTo(other.file) : order;
  }
}
