package processcontrol.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import processcontrol.job.CommandLine;

/**
 * Collects everything that is wrong, so that one pass reports every fault of a file. A fault makes
 * a job invalid; a warning does not, and a note only explains.
 */
public final class Problems {

  private final Set<String> lines = new LinkedHashSet<>();
  private final List<String> warnings = new ArrayList<>(0);
  private final List<String> notes = new ArrayList<>(0);

  void add(Place place, String message) {
    add(place + ": " + message);
  }

  /** Notes a fault that is not at one place. It quotes files, so it is made one line of text. */
  public void add(String problem) {
    lines.add(visible(problem));
  }

  /** Notes what is allowed, but most likely not meant. */
  void warn(Place place, String message) {
    warnings.add(visible(place + ": " + message));
  }

  /** Notes how something was read, where that is not obvious. */
  void note(Place place, String message) {
    notes.add(visible(place + ": " + message));
  }

  /** One line, with {@code <U+00A0>} for what looks like a blank, or like nothing. */
  private static String visible(String text) {
    String line = CommandLine.printable(text);
    StringBuilder shown = null;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c >= 0xa0 && isInvisible(c)) {
        shown = shown == null ? new StringBuilder(line.substring(0, i)) : shown;
        String digits = "000" + Integer.toHexString(c).toUpperCase(Locale.ROOT);
        shown.append("<U+").append(digits.substring(digits.length() - 4)).append('>');
      } else if (shown != null) {
        shown.append(c);
      }
    }
    return shown == null ? line : shown.toString();
  }

  private static boolean isInvisible(char c) {
    return Character.isSpaceChar(c)
        || Character.getType(c) == Character.FORMAT
        || (c >= 0xfe00 && c <= 0xfe0f);
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
    return new ArrayList<>(lines);
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
