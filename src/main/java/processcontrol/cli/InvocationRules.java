package processcontrol.cli;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;
import processcontrol.cli.Invocation.Action;
import processcontrol.cli.Invocation.Flag;
import processcontrol.job.VisibleText;
import processcontrol.start.UsageException;

/** The rules about options of run-job that go together, which picocli's model cannot express. */
final class InvocationRules {

  private static final String SEE_HELP = "; see run-job --help";

  /** The option of each action. */
  private static final Map<String, Action> ACTIONS = new LinkedHashMap<>();

  /** The actions that each modifier goes with. */
  private static final Map<String, Set<Action>> MODIFIERS = new LinkedHashMap<>();

  /** Actions that need a job or a tag; the others act on all jobs where none is named. */
  private static final Set<Action> NEED_A_JOB =
      EnumSet.of(
          Action.RUN,
          Action.KILL,
          Action.HOLD,
          Action.RELEASE,
          Action.LOGS,
          Action.SHOW,
          Action.WAIT,
          Action.RERUN,
          Action.DELIVER,
          Action.TRIGGER,
          Action.SERVE,
          Action.RESTART,
          Action.RELOAD);

  private static final Set<Action> ONE_JOB =
      EnumSet.of(Action.RUN, Action.SHOW, Action.WAIT, Action.DELIVER, Action.SERVE);

  private static final Set<Action> TAKE_ARGUMENTS = EnumSet.of(Action.RUN, Action.TRIGGER);

  static {
    ACTIONS.put("--job", Action.RUN);
    ACTIONS.put("--kill-job", Action.KILL);
    ACTIONS.put("--list-jobs", Action.LIST);
    ACTIONS.put("--status", Action.STATUS);
    ACTIONS.put("--validate", Action.VALIDATE);
    ACTIONS.put("--hold", Action.HOLD);
    ACTIONS.put("--release", Action.RELEASE);
    ACTIONS.put("--logs", Action.LOGS);
    ACTIONS.put("--history", Action.HISTORY);
    ACTIONS.put("--show", Action.SHOW);
    ACTIONS.put("--show-config", Action.SHOW_CONFIG);
    ACTIONS.put("--stats", Action.STATS);
    ACTIONS.put("--audit", Action.AUDIT);
    ACTIONS.put("--metrics", Action.METRICS);
    ACTIONS.put("--clean", Action.CLEAN);
    ACTIONS.put("--wait", Action.WAIT);
    ACTIONS.put("--rerun", Action.RERUN);
    ACTIONS.put("--restart", Action.RESTART);
    ACTIONS.put("--reload", Action.RELOAD);
    ACTIONS.put("--deliver", Action.DELIVER);
    ACTIONS.put("--trigger", Action.TRIGGER);
    ACTIONS.put("--graph", Action.GRAPH);
    ACTIONS.put("--diff", Action.DIFF);
    ACTIONS.put("--report", Action.REPORT);
    ACTIONS.put("--pending", Action.PENDING);
    ACTIONS.put("--serve", Action.SERVE);

    Set<Action> tagged = EnumSet.complementOf(EnumSet.copyOf(ONE_JOB));
    tagged.removeAll(EnumSet.of(Action.DIFF, Action.GUIDE, Action.REPORT));
    tagged.add(Action.RUN); // With --detach.
    MODIFIERS.put("--tag", tagged);
    MODIFIERS.put("--markdown", EnumSet.of(Action.DIFF));
    MODIFIERS.put("--reason", EnumSet.of(Action.HOLD, Action.RELEASE));
    MODIFIERS.put("--only-running", EnumSet.of(Action.LIST, Action.STATUS));
    MODIFIERS.put(
        "--json",
        EnumSet.of(
            Action.LIST,
            Action.STATUS,
            Action.HISTORY,
            Action.SHOW,
            Action.SHOW_CONFIG,
            Action.STATS,
            Action.AUDIT,
            Action.VALIDATE,
            Action.DIFF));
    MODIFIERS.put("--strict", EnumSet.of(Action.VALIDATE));
    MODIFIERS.put("--slow-start", EnumSet.of(Action.RUN));
    MODIFIERS.put("--scheduled", EnumSet.of(Action.RUN, Action.PENDING));
    MODIFIERS.put("--entry", EnumSet.of(Action.RUN));
    MODIFIERS.put("--force", EnumSet.of(Action.RUN, Action.RERUN));
    MODIFIERS.put("--detach", EnumSet.of(Action.RUN));
    MODIFIERS.put("--run", EnumSet.of(Action.LOGS, Action.HISTORY));
    MODIFIERS.put("--result", EnumSet.of(Action.HISTORY));
    MODIFIERS.put("--lines", EnumSet.of(Action.LOGS));
    MODIFIERS.put("--streams", EnumSet.of(Action.LOGS));
    MODIFIERS.put("--follow", EnumSet.of(Action.LOGS, Action.STATUS));
    MODIFIERS.put("--failed", EnumSet.of(Action.STATUS, Action.LOGS));
    MODIFIERS.put("--held", EnumSet.of(Action.STATUS));
    MODIFIERS.put("--long", EnumSet.of(Action.STATUS));
    MODIFIERS.put("--sort", EnumSet.of(Action.STATUS));
    MODIFIERS.put("--watch", EnumSet.of(Action.STATUS));
    MODIFIERS.put("--color", EnumSet.of(Action.STATUS, Action.HISTORY, Action.STATS));
    MODIFIERS.put("--raw", EnumSet.of(Action.LOGS, Action.RUN, Action.RERUN));
    MODIFIERS.put("--last", EnumSet.of(Action.HISTORY));
    MODIFIERS.put("--from", EnumSet.of(Action.AUDIT, Action.HISTORY));
    MODIFIERS.put("--until", EnumSet.of(Action.AUDIT, Action.HISTORY));
    MODIFIERS.put("--dry-run", EnumSet.of(Action.CLEAN));
    MODIFIERS.put("--gone", EnumSet.of(Action.CLEAN));
    MODIFIERS.put("--yes", EnumSet.of(Action.CLEAN));
    MODIFIERS.put("--cluster", EnumSet.of(Action.STATUS, Action.AUDIT));
    MODIFIERS.put("--local", EnumSet.of(Action.HOLD, Action.RELEASE, Action.KILL));
    MODIFIERS.put("--dot", EnumSet.of(Action.GRAPH));
  }

  private InvocationRules() {}

  /** The action that a command line asks for; null if it names none. */
  static @Nullable Action action(ParseResult result) {
    String chosen = null;
    for (String option : ACTIONS.keySet()) {
      if (result.hasMatchedOption(option)) {
        if (chosen != null) {
          throw new UsageException(chosen + " and " + option + " exclude each other" + SEE_HELP);
        }
        chosen = option;
      }
    }
    return chosen == null ? null : ACTIONS.get(chosen);
  }

  /** Checks which options go together, which the model cannot express. */
  static void check(Invocation invocation, ParseResult result) {
    Action action = invocation.action();
    for (Map.Entry<String, Set<Action>> modifier : MODIFIERS.entrySet()) {
      if (result.hasMatchedOption(modifier.getKey()) && !modifier.getValue().contains(action)) {
        throw new UsageException(
            modifier.getKey()
                + " does not go with "
                + (action == Action.RUN ? "running a job" : "this action")
                + SEE_HELP);
      }
    }
    boolean detached = action == Action.RUN && invocation.has(Flag.DETACH);
    if (action == Action.RUN && !detached && !invocation.tags().isEmpty()) {
      throw new UsageException(
          "--tag does not go with running a job, but with --detach and --trigger" + SEE_HELP);
    }
    if (ONE_JOB.contains(action) && !detached && invocation.names().size() > 1) {
      throw new UsageException(
          (action == Action.RERUN ? "one run at a time, not " : "one job at a time, not ")
              + VisibleText.quoted(invocation.names().get(1))
              + " as well"
              + (action == Action.RUN ? "; arguments for the job go behind --" : ""));
    }
    if (action == Action.DIFF && invocation.names().size() > 2) {
      throw new UsageException("--diff takes two directories or revisions at most" + SEE_HELP);
    }
    if (action == Action.REPORT && invocation.names().size() > 1) {
      throw new UsageException("--report takes one directory at most" + SEE_HELP);
    }
    if (invocation.has(Invocation.Flag.MARKDOWN) && invocation.has(Invocation.Flag.JSON)) {
      throw new UsageException("--json and --markdown exclude each other" + SEE_HELP);
    }
    if (!TAKE_ARGUMENTS.contains(action) && !invocation.arguments().isEmpty()) {
      throw new UsageException("arguments behind -- go with running a job only");
    }
    boolean adHoc = action == Action.RUN && !invocation.arguments().isEmpty();
    if (NEED_A_JOB.contains(action)
        && !adHoc
        && invocation.names().isEmpty()
        && invocation.tags().isEmpty()) {
      String what = action == Action.WAIT || action == Action.RERUN ? "run" : "job";
      throw new UsageException("which " + what + "? name one, or see run-job --help");
    }
    if (action == Action.LIST && !invocation.names().isEmpty()) {
      throw new UsageException("--list-jobs takes no names; see --status, or run-job --help");
    }
    if (invocation.has(Flag.YES) && !invocation.has(Flag.GONE)) {
      throw new UsageException("--yes goes with --clean --gone only" + SEE_HELP);
    }
    if (invocation.has(Flag.GONE) && !invocation.tags().isEmpty()) {
      throw new UsageException("--tag does not go with --gone: jobs that are gone have no tags");
    }
    boolean ofMachine = action == Action.SHOW_CONFIG;
    if (ofMachine && (!invocation.names().isEmpty() || !invocation.tags().isEmpty())) {
      throw new UsageException("--show-config is about no job; see --show, or run-job --help");
    }
    String reason = invocation.value("--reason");
    if (action == Action.HOLD && (reason == null || reason.isBlank())) {
      throw new UsageException("--hold needs a --reason" + SEE_HELP);
    }
  }
}
