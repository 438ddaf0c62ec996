package processcontrol.cli;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import processcontrol.config.InvalidConfigException;
import processcontrol.posix.PosixException;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.start.UsageException;

/** The one place that turns exceptions into messages and exit codes. */
final class Failures {

  private Failures() {}

  /**
   * Prints one line for each fault, and the stack only if asked.
   *
   * @return the exit status
   */
  static int report(String program, Throwable failure, boolean verbose, PrintStream err) {
    if (failure instanceof InvalidConfigException invalid) {
      for (String problem : invalid.problems()) {
        ErrorOutput.printLine(program, problem, err);
      }
    } else {
      ErrorOutput.printLine(program, messageOf(failure), err);
    }
    if (verbose) {
      failure.printStackTrace(err);
    }
    return codeOf(failure).status();
  }

  private static @Nullable String messageOf(Throwable failure) {
    boolean expected =
        failure instanceof UsageException
            || failure instanceof NotAllowedException
            || failure instanceof UnreachableException
            || failure instanceof PosixException;
    return expected
        ? failure.getMessage()
        : "internal error: " + failure + " (-v shows where; please report it)";
  }

  private static ExitCode codeOf(Throwable failure) {
    if (failure instanceof InvalidConfigException) {
      return ExitCode.INVALID_CONFIG;
    }
    if (failure instanceof UsageException) {
      return ExitCode.USAGE;
    }
    if (failure instanceof NotAllowedException) {
      return ExitCode.NOT_ALLOWED;
    }
    return ExitCode.FAILED_ITSELF;
  }
}
