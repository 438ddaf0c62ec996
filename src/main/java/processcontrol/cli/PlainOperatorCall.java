package processcontrol.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.cli.Invocation.Action;
import processcontrol.cli.Invocation.Flag;

/**
 * Recognizes the plain forms of an operator's call, such as {@code --status yak --json}, without
 * loading picocli, which costs a third of such a call. {@link RunJobOptions} understands all of
 * them the same way (a test compares the two), and everything else: it alone says what is wrong.
 */
final class PlainOperatorCall {

  private PlainOperatorCall() {}

  /** Returns null if the command line is anything else, valid or not. */
  static @Nullable Invocation of(String[] args) {
    Action action = null;
    String config = null;
    List<String> names = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (!arg.startsWith("-")) {
        names.add(arg);
      } else if (arg.equals("--config")) {
        boolean given = i + 1 < args.length && !args[i + 1].startsWith("-");
        if (config != null || !given) {
          return null;
        }
        config = args[++i];
      } else if (isValue(arg)) {
        boolean given = i + 1 < args.length && !args[i + 1].startsWith("-");
        if (!given || values.put(arg, args[++i]) != null) {
          return null;
        }
      } else if (action == null && actionOf(arg) != null) {
        action = actionOf(arg);
      } else {
        Flag flag = flagOf(arg);
        if (flag == null || !flags.add(flag)) {
          return null;
        }
      }
    }
    boolean plain = action != null && takes(action, names.size()) && takes(action, flags);
    for (String option : values.keySet()) {
      plain = plain && takes(action, option);
    }
    return plain
        ? new Invocation(action, names, List.of(), List.of(), config, values, flags)
        : null;
  }

  private static @Nullable Action actionOf(String arg) {
    return switch (arg) {
      case "-s", "--status" -> Action.STATUS;
      case "-l", "--list-jobs" -> Action.LIST;
      case "-k", "--kill-job" -> Action.KILL;
      case "--history" -> Action.HISTORY;
      case "--logs" -> Action.LOGS;
      case "--stats" -> Action.STATS;
      case "--audit" -> Action.AUDIT;
      case "--report" -> Action.REPORT;
      case "--metrics" -> Action.METRICS;
      case "--release" -> Action.RELEASE;
      case "--trigger" -> Action.TRIGGER;
      case "--show" -> Action.SHOW;
      case "--validate" -> Action.VALIDATE;
      default -> null;
    };
  }

  private static @Nullable Flag flagOf(String arg) {
    return switch (arg) {
      case "--json" -> Flag.JSON;
      case "-r", "--only-running" -> Flag.ONLY_RUNNING;
      case "-q", "--quiet" -> Flag.QUIET;
      case "-v", "--verbose" -> Flag.VERBOSE;
      default -> null;
    };
  }

  private static boolean isValue(String arg) {
    return switch (arg) {
      case "--last", "--from", "--until", "--result", "--run", "--lines" -> true;
      default -> false;
    };
  }

  private static boolean takes(Action action, String option) {
    return switch (option) {
      case "--from", "--until" -> action == Action.HISTORY || action == Action.AUDIT;
      case "--run" -> action == Action.HISTORY || action == Action.LOGS;
      case "--lines" -> action == Action.LOGS;
      default -> action == Action.HISTORY;
    };
  }

  private static boolean takes(Action action, int names) {
    return switch (action) {
      case HISTORY, LOGS, TRIGGER, SHOW -> names == 1;
      case KILL, RELEASE -> names >= 1;
      case LIST -> names == 0;
      case REPORT -> names <= 1;
      default -> true;
    };
  }

  private static boolean takes(Action action, Set<Flag> flags) {
    boolean json =
        switch (action) {
          case STATUS, HISTORY, STATS, AUDIT, SHOW, VALIDATE -> true;
          default -> false;
        };
    boolean onlyRunning = action == Action.STATUS || action == Action.LIST;
    return (json || !flags.contains(Flag.JSON))
        && (onlyRunning || !flags.contains(Flag.ONLY_RUNNING));
  }
}
