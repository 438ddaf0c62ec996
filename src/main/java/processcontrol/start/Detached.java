package processcontrol.start;

import java.io.PrintStream;
import processcontrol.posix.CurrentProcess;
import processcontrol.run.RunStart;

/**
 * The background's side of {@code --detach}: until the run has come about, what this process prints
 * is read by the call that started it; then that one is told the run's name and let go.
 */
public final class Detached implements RunStart {

  /**
   * Names the user behind the call, or nobody. The launcher passes no properties on, so only {@code
   * --detach} sets it.
   */
  public static final String PROPERTY = "processcontrol.detached";

  private final PrintStream out;

  public Detached(PrintStream out) {
    this.out = out;
  }

  public static boolean isThisProcess() {
    return System.getProperty(PROPERTY) != null;
  }

  /** The user behind the call, or null. */
  public static String caller() {
    String name = System.getProperty(PROPERTY, "");
    return name.isEmpty() ? null : name;
  }

  @Override
  public void named(String runId) {
    out.println(runId);
    out.flush();
    CurrentProcess.silence();
  }
}
