package processcontrol.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
    lines.add(CommandLine.printable(problem));
  }

  /** Notes what is allowed, but most likely not meant. */
  void warn(Place place, String message) {
    warnings.add(CommandLine.printable(place + ": " + message));
  }

  /** Notes how something was read, where that is not obvious. */
  void note(Place place, String message) {
    notes.add(CommandLine.printable(place + ": " + message));
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
