package processcontrol.cli;

import java.io.PrintStream;
import processcontrol.config.GlobalConfig;

/** The program {@code run-job}. */
public final class RunJob {

  private final PrintStream out;
  private final PrintStream err;

  RunJob(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    int status = new RunJob(System.out, System.err).run(args);
    System.out.flush();
    System.err.flush();
    // Not exit: there are no shutdown hooks, and from JDK 21 on exit starts a logger.
    Runtime.getRuntime().halt(status);
  }

  /** Carries out one call; returns the exit status. */
  int run(String[] args) {
    boolean verbose = false;
    try {
      Call call = Call.ofPlainRun(args);
      if (call == null) {
        call = RunJobOptions.parse(args, out);
        if (call == null) {
          return ExitCode.SUCCESS.status();
        }
      }
      verbose = call.verbose();
      checkText(args);
      GlobalConfig config =
          call.config() == null ? GlobalConfig.loadDefault() : GlobalConfig.loadFrom(call.config());
      return switch (call.action()) {
        case RUN -> RunAction.run(call, config, err);
        case VALIDATE -> ValidateAction.run(call, config, out, err);
      };
    } catch (Throwable e) {
      return Failures.report("run-job", e, verbose, err);
    }
  }

  /** The JVM reads arguments as UTF-8 and replaces what is not, so it would run something else. */
  private static void checkText(String[] args) {
    for (String arg : args) {
      if (arg.indexOf('\ufffd') >= 0) {
        throw new UsageException("an argument is not valid UTF-8: '" + arg + "'");
      }
    }
  }
}
