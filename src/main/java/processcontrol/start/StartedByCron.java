package processcontrol.start;

import java.util.List;
import processcontrol.posix.Processes;

/**
 * Finds out if cron started this process, although its line does not say {@code --scheduled}: the
 * lines of cron-generate are those of the Python original, and crontabs written by hand exist as
 * well.
 */
public final class StartedByCron {

  private static final List<String> SHELLS = List.of("sh", "dash", "bash");

  private StartedByCron() {}

  /** Looks at the parent, or the grandparent where cron's shell has stayed between. */
  public static boolean check() {
    int parent = Processes.parent();
    String name = Processes.name(parent);
    if (SHELLS.contains(name)) {
      name = Processes.name(Processes.parentOf(parent));
    }
    return name.equals("cron") || name.equals("crond");
  }
}
