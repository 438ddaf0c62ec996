package processcontrol.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.start.StartRequest;

/**
 * A parsed command line of run-job.
 *
 * @param action what to do
 * @param names the jobs that it is done to; exactly one for {@link Action#RUN}; of {@link
 *     Action#DIFF} the two states
 * @param tags the groups of jobs that it is done to
 * @param arguments what stands behind {@code --}
 * @param config the file given by {@code --config}, or null
 * @param values what was given by other options with a value, by their names
 */
record Invocation(
    Action action,
    List<String> names,
    List<String> tags,
    List<String> arguments,
    @Nullable String config,
    Map<String, String> values,
    Set<Flag> flags) {

  /** The one action of a call. */
  enum Action {
    RUN,
    KILL,
    LIST,
    STATUS,
    VALIDATE,
    HOLD,
    RELEASE,
    LOGS,
    HISTORY,
    SHOW,
    SHOW_CONFIG,
    STATS,
    /** Lists the starts that are missing, and why. */
    AUDIT,
    METRICS,
    CLEAN,
    WAIT,
    RERUN,
    RESTART,
    RELOAD,
    /** Reports an event within a current run; for the supervisor's own use. */
    DELIVER,
    TRIGGER,
    GRAPH,
    /** Compares two states of the job directory. */
    DIFF,
    /** Writes all jobs as a page for a browser. */
    REPORT,
    /** Shows a first overview if neither an action nor a job is named. */
    GUIDE,
    /** Starts what waits to be started; for the crontab. */
    PENDING,
    /** Runs a job for as long as triggers wait for it; for the processes that triggers start. */
    SERVE
  }

  /** The options that modify an action. */
  enum Flag {
    SLOW_START,
    /** Started by cron. */
    SCHEDULED,
    /** Run although the job is on hold. */
    FORCE,
    /** Return once the run has its lock. */
    DETACH,
    /** Ask all hosts of the cluster. */
    CLUSTER,
    /** On this host alone. */
    LOCAL,
    DRY_RUN,
    /** Of jobs that have no file any more. */
    GONE,
    /** Do not ask. */
    YES,
    FOLLOW,
    RAW,
    ONLY_RUNNING,
    /** Jobs whose last run failed; of logs, the last run that failed. */
    FAILED,
    /** Jobs on hold. */
    HELD,
    /** Several lines a job, on a terminal as well. */
    LONG,
    JSON,
    MARKDOWN,
    /** Warnings are errors. */
    STRICT,
    DOT,
    QUIET,
    VERBOSE
  }

  Invocation {
    names = List.copyOf(names);
    tags = List.copyOf(tags);
    arguments = List.copyOf(arguments);
    values = Map.copyOf(values);
    flags = Collections.unmodifiableSet(flags);
  }

  /** Returns what was given by an option, or null. */
  @Nullable String value(String option) {
    return values.get(option);
  }

  boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /** Returns what the start of the job has to know. */
  StartRequest startRequest() {
    return new StartRequest(
        names.get(0),
        arguments,
        value("--entry"),
        has(Flag.SCHEDULED),
        action == Action.SERVE,
        has(Flag.SLOW_START),
        has(Flag.FORCE),
        has(Flag.QUIET),
        has(Flag.VERBOSE),
        has(Flag.RAW));
  }

  /**
   * Recognizes the plain forms of a call to run one job, or what waits, the only ones that cron
   * uses, without loading picocli, which costs some 15 ms. {@link RunJobOptions} understands all of
   * them the same way (a test compares the two), and everything else.
   *
   * @return null if the command line is anything else, valid or not
   */
  static @Nullable Invocation ofPlainRun(String[] args) {
    Action action = null;
    List<String> names = new ArrayList<>();
    boolean named = false;
    String config = null;
    String entry = null;
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    List<String> arguments = new ArrayList<>();
    int i = 0;
    while (i < args.length) {
      String arg = args[i++];
      if (arg.equals("--")) {
        while (i < args.length) {
          arguments.add(args[i++]);
        }
      } else if (arg.equals("-j") || arg.equals("--job")) {
        if (named || i == args.length || args[i].startsWith("-")) {
          return null;
        }
        named = true;
        names.add(args[i++]);
      } else if (arg.equals("--pending") || arg.equals("--serve")) {
        if (action != null) {
          return null;
        }
        action = arg.equals("--serve") ? Action.SERVE : Action.PENDING;
      } else if (arg.equals("--config")) {
        if (config != null || i == args.length || args[i].startsWith("-")) {
          return null;
        }
        config = args[i++];
      } else if (arg.equals("--entry")) {
        if (entry != null || i == args.length || args[i].startsWith("-")) {
          return null;
        }
        entry = args[i++];
      } else if (!arg.startsWith("-")) {
        names.add(arg);
      } else {
        Flag flag = plainFlag(arg);
        if (flag == null || !flags.add(flag)) {
          return null;
        }
      }
    }
    Action wanted = action == null ? Action.RUN : action;
    if ((entry != null && wanted != Action.RUN)
        || !isPlain(wanted, named, names, arguments, flags)) {
      return null;
    }
    Map<String, String> values = entry == null ? Map.of() : Map.of("--entry", entry);
    return new Invocation(wanted, names, List.of(), arguments, config, values, flags);
  }

  private static boolean isPlain(
      Action action, boolean named, List<String> names, List<String> arguments, Set<Flag> flags) {
    if (action == Action.RUN) {
      return names.size() == 1 && !names.get(0).isEmpty();
    }
    return !named
        && arguments.isEmpty()
        && !flags.contains(Flag.SLOW_START)
        && !flags.contains(Flag.DETACH)
        && (action == Action.PENDING
            || (names.size() == 1 && !names.get(0).isEmpty() && !flags.contains(Flag.SCHEDULED)));
  }

  private static @Nullable Flag plainFlag(String arg) {
    return switch (arg) {
      case "--scheduled" -> Flag.SCHEDULED;
      case "--detach" -> Flag.DETACH;
      case "-w", "--slow-start" -> Flag.SLOW_START;
      case "-q", "--quiet" -> Flag.QUIET;
      case "-v", "--verbose" -> Flag.VERBOSE;
      default -> null;
    };
  }
}
