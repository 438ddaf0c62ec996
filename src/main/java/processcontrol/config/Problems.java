package processcontrol.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import processcontrol.job.CommandLine;

/** Collects everything that is wrong, so that one pass reports every fault of a file. */
public final class Problems {

  private final Set<String> lines = new LinkedHashSet<>();

  void add(Place place, String message) {
    add(place + ": " + message);
  }

  /** Notes a fault that is not at one place. It quotes files, so it is made one line of text. */
  public void add(String problem) {
    lines.add(CommandLine.printable(problem));
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
