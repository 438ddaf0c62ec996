package processcontrol.start;

import java.io.PrintStream;
import processcontrol.job.Slug;
import processcontrol.posix.Fd;

/** Knows the readers of standard error. */
public final class Audience {

  private Audience() {}

  /** Returns true if a person reads it, who wants to know what scripts and cron need not. */
  public static boolean isPerson() {
    return Fd.standard(2).isTerminal();
  }

  /** Tells a person why nothing was started: an exit status of 0 would look like a run. */
  public static void tellOfSkip(Slug slug, String reason, PrintStream err) {
    if (isPerson()) {
      ErrorOutput.printLine("run-job", slug + ": not started: " + reason, err);
    }
  }
}
