package processcontrol.start;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import processcontrol.history.RunRecord;
import processcontrol.job.Event;
import processcontrol.posix.CurrentProcess;
import processcontrol.run.RunListener;

/**
 * The background's side of {@code --detach}: until the run has begun, the call that started this
 * process reads its output; then it gets the run's name and ends.
 */
public final class Detached implements RunListener {

  /**
   * Names the user behind the call; empty if unknown. The launcher passes no properties on, so only
   * {@code --detach} sets it.
   */
  public static final String PROPERTY = "processcontrol.detached";

  private final PrintStream out;

  /** Null for none. */
  private final @Nullable RunListener others;

  public Detached(PrintStream out) {
    this(out, null);
  }

  private Detached(PrintStream out, @Nullable RunListener others) {
    this.out = out;
    this.others = others;
  }

  /** Returns the same with another listener as well; null for none. */
  Detached before(RunListener more) {
    return new Detached(out, more);
  }

  public static boolean isThisProcess() {
    return System.getProperty(PROPERTY) != null;
  }

  /** The user behind the call, or null. */
  public static @Nullable String caller() {
    String name = System.getProperty(PROPERTY, "");
    return name.isEmpty() ? null : name;
  }

  @Override
  public void named(String runId) {
    out.println(runId);
    out.flush();
    CurrentProcess.silence();
  }

  @Override
  public void happened(Event event, RunRecord soFar) {
    if (others != null) {
      others.happened(event, soFar);
    }
  }

  @Override
  public boolean printed(byte[] output, int part, RunRecord soFar) {
    return others != null && others.printed(output, part, soFar);
  }
}
