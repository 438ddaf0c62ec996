package processcontrol.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.lock.RunningJob;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Processes;

/** The command that starts run-job once more, on the same JVM with the same options. */
public final class SelfCommand {

  /** The variables that the launcher sets. */
  public static final Map<String, String> ENVIRONMENT =
      Map.of("LC_ALL", "C.UTF-8", "MALLOC_ARENA_MAX", "1");

  private SelfCommand() {}

  /**
   * Returns the JVM with its options, before the main class; null if the launcher of run-job has
   * not started this process, such as a training.
   */
  public static @Nullable List<String> jvm() {
    List<String> own = Processes.arguments(CurrentProcess.pid());
    int main = own.indexOf(RunningJob.MAIN);
    return main < 0 ? null : new ArrayList<>(own.subList(0, main));
  }
}
