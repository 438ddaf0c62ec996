package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import processcontrol.job.CommandLine;

/** A configuration or a job that cannot be used, with every fault on a line of its own. */
public final class InvalidConfigException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  public InvalidConfigException(List<String> problems) {
    super(String.join("\n", lines(problems)));
    this.problems = lines(problems);
  }

  /** A directory's name may hold anything, a newline for one, and is the start of a problem. */
  private static List<String> lines(List<String> problems) {
    List<String> lines = new ArrayList<>(problems.size());
    for (String problem : problems) {
      lines.add(CommandLine.printable(problem));
    }
    return List.copyOf(lines);
  }

  public InvalidConfigException(String problem) {
    this(List.of(problem));
  }

  /** The faults, {@code file:line:column: message} where there is a place. */
  public List<String> problems() {
    return problems;
  }
}
