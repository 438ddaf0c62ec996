package processcontrol.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.job.CommandLine;
import processcontrol.job.VisibleText;

/**
 * Collects everything that is wrong, so that one pass reports every fault of a file. A fault makes
 * a job invalid; a warning does not, and a note only explains.
 */
public final class Problems {

  /**
   * Limit of faults, and of warnings: after mending a hundred of them the author will see the
   * others.
   */
  private static final int MAX_LINES = 100;

  /** Of what is said about one place. The values that it quotes are shorter. */
  private static final int MAX_MESSAGE = 1000;

  private final Set<String> lines = new LinkedHashSet<>();

  /** Hash codes of further ones: thousands of lines would not fit into a run's heap. */
  private final Set<Integer> more = new HashSet<>(0);

  private @Nullable Place firstOfMore;
  private final List<String> warnings = new ArrayList<>(0);
  private final List<String> notes = new ArrayList<>(0);

  void add(Place place, String message) {
    String line = line(place, message);
    if (lines.size() < MAX_LINES || lines.contains(line)) {
      lines.add(line);
    } else {
      firstOfMore = firstOfMore == null ? place : firstOfMore;
      more.add(line.hashCode());
    }
  }

  private static String line(Place place, String message) {
    return CommandLine.printable(place + ": ") + VisibleText.escaped(named(message), MAX_MESSAGE);
  }

  /** Returns the text with {@code <U+00A0>} for what looks like a blank, or like nothing. */
  private static String named(String text) {
    StringBuilder shown = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0xa0 && isInvisible(c)) {
        shown = shown == null ? new StringBuilder(text.substring(0, i)) : shown;
        String digits = "000" + Integer.toHexString(c).toUpperCase(Locale.ROOT);
        shown.append("<U+").append(digits.substring(digits.length() - 4)).append('>');
      } else if (shown != null) {
        shown.append(c);
      }
    }
    return shown == null ? text : shown.toString();
  }

  private static boolean isInvisible(char c) {
    return Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT
        || (c >= 0xfe00 && c <= 0xfe0f);
  }

  /** Notes a fault that is not at one place. It quotes files, so it is made one line of text. */
  public void add(String problem) {
    lines.add(CommandLine.printable(named(problem)));
  }

  /** Notes what is allowed, but most likely not meant. */
  void warn(Place place, String message) {
    addBounded(warnings, place, message);
  }

  /** Notes how something was read, where that is not obvious. */
  void note(Place place, String message) {
    addBounded(notes, place, message);
  }

  private static void addBounded(List<String> lines, Place place, String message) {
    if (lines.size() <= MAX_LINES) {
      lines.add(line(place, lines.size() < MAX_LINES ? message : "and more, from here on"));
    }
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    if (!more.isEmpty()) {
      String count = more.size() == 1 ? "1 more fault" : more.size() + " more faults";
      all.add(line(firstOfMore, "and " + count + ", from here on"));
    }
    return all;
  }

  /**
   * @throws InvalidConfigException with all that was collected, if anything was
   */
  public void throwIfAny() {
    if (!lines.isEmpty()) {
      throw new InvalidConfigException(lines());
    }
  }
}
