package processcontrol.config;

import java.util.List;

/** A configuration or a job that cannot be used, with every fault on a line of its own. */
public final class InvalidConfigException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  public InvalidConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public InvalidConfigException(String problem) {
    this(List.of(problem));
  }

  /** The faults, {@code file:line:column: message} where there is a place. */
  public List<String> problems() {
    return problems;
  }
}
