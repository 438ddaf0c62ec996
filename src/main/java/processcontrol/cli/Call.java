package processcontrol.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * What the command line of run-job asks for.
 *
 * @param action what to do
 * @param names the jobs that it is done to; exactly one for {@link Action#RUN}
 * @param arguments what stands behind {@code --}
 * @param config the file given by {@code --config}, or null
 * @param scheduled whether cron started it
 */
record Call(
    Action action,
    List<String> names,
    List<String> arguments,
    String config,
    boolean slowStart,
    boolean scheduled,
    boolean quiet,
    boolean verbose) {

  /** The one action of a call. */
  enum Action {
    RUN,
    VALIDATE
  }

  Call {
    names = List.copyOf(names);
    arguments = List.copyOf(arguments);
  }

  /**
   * Recognizes the plain forms of a call to run one job, the only ones that cron uses, without
   * loading picocli, which costs some 15 ms. {@link RunJobOptions} understands all of them the same
   * way (a test compares the two), and everything else.
   *
   * @return null if the command line is anything else, valid or not
   */
  static Call ofPlainRun(String[] args) {
    String name = null;
    String config = null;
    boolean slowStart = false;
    boolean scheduled = false;
    boolean quiet = false;
    boolean verbose = false;
    List<String> arguments = new ArrayList<>();
    int i = 0;
    while (i < args.length) {
      String arg = args[i++];
      if (arg.equals("--")) {
        while (i < args.length) {
          arguments.add(args[i++]);
        }
      } else if (arg.equals("-j") || arg.equals("--job")) {
        if (name != null || i == args.length || args[i].startsWith("-")) {
          return null;
        }
        name = args[i++];
      } else if (arg.equals("--config")) {
        if (config != null || i == args.length || args[i].startsWith("-")) {
          return null;
        }
        config = args[i++];
      } else if (arg.equals("--scheduled") && !scheduled) {
        scheduled = true;
      } else if ((arg.equals("-w") || arg.equals("--slow-start")) && !slowStart) {
        slowStart = true;
      } else if ((arg.equals("-q") || arg.equals("--quiet")) && !quiet) {
        quiet = true;
      } else if ((arg.equals("-v") || arg.equals("--verbose")) && !verbose) {
        verbose = true;
      } else if (name == null && !arg.startsWith("-") && !arg.isEmpty()) {
        name = arg;
      } else {
        return null;
      }
    }
    return name == null || name.isEmpty()
        ? null
        : new Call(
            Action.RUN, List.of(name), arguments, config, slowStart, scheduled, quiet, verbose);
  }
}
