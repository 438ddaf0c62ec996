package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import processcontrol.cli.Call.Action;
import processcontrol.cli.Call.Flag;
import processcontrol.run.ExitCode;

/** The whole command line of run-job, in picocli's model: parsing, help, completion. */
final class RunJobOptions {

  private static final String SEE_HELP = "; see run-job --help";

  /** Actions that need a job or a tag; the others act on all jobs where none is named. */
  private static final Set<Action> NEED_A_JOB =
      EnumSet.of(Action.RUN, Action.KILL, Action.HOLD, Action.RELEASE);

  private RunJobOptions() {}

  /** The model of run-job's command line. */
  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("run-job");
    spec.usageMessage()
        .description("Runs a job of process-control, or looks after jobs.")
        .synopsisHeading("Usage: ")
        .customSynopsis(
            "run-job [--job] NAME [-w] [--force] [-- ARGUMENTS...]",
            "       run-job --kill-job NAME... | --tag TAG",
            "       run-job --list-jobs | --status [NAME...] [-r] [--tag TAG] [--json]",
            "       run-job --hold --reason TEXT | --release  NAME... | --tag TAG",
            "       run-job --validate [NAME...] [--tag TAG]")
        .sortOptions(false)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes())
        .footer("", "See run-job(1).");
    // A name may follow the options that take one or stand anywhere else: --kill-job a b.
    spec.addOption(
        Options.value(
            "-j", "--job", "NAME", "Run a job. With a name alone, --job can be left out."));
    spec.addOption(
        Options.flag("-k", "--kill-job", "Stop a running job, and wait until it is gone."));
    spec.addOption(Options.flag("-l", "--list-jobs", "Print the names of all jobs."));
    spec.addOption(Options.flag("-s", "--status", "Print how the named jobs, or all, stand."));
    spec.addOption(
        Options.flag("--validate", null, "Check the named jobs, or all; report every fault."));
    spec.addOption(
        Options.flag("--hold", null, "Stop the scheduled runs of a job until it is released."));
    spec.addOption(Options.flag("--release", null, "Release a job that is on hold."));
    spec.addOption(Options.value("--reason", null, "TEXT", "Why, for --hold and --release."));
    spec.addOption(Options.tag());
    spec.addOption(Options.flag("-r", "--only-running", "Leave out jobs that are not running."));
    spec.addOption(Options.flag("--json", null, "Print the status as a JSON document."));
    spec.addOption(
        Options.flag(
            "-w", "--slow-start", "Run the job's slow_start_command instead of its command."));
    spec.addOption(
        Options.flag("--scheduled", null, "Say that cron starts the job: it honours holds."));
    spec.addOption(Options.flag("--force", null, "Run the job although it is on hold."));
    Options.addCommon(spec);
    spec.addPositional(Options.names("A job's name: its file's name without .yaml."));
    return spec;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(Integer.toString(code.status()), code.meaning());
    }
    codes.put("1-123", "the command's own exit code");
    codes.put("128+N", "the command died of signal N");
    return codes;
  }

  /**
   * Parses a command line.
   *
   * @return null if help or the version was asked for and printed to {@code out}
   * @throws UsageException if it makes no sense
   */
  static Call parse(String[] args, PrintStream out) {
    CommandLine parser = Options.parser(spec());
    List<String> own = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    split(args, own, arguments);
    ParseResult result;
    try {
      result = parser.parseArgs(own.toArray(new String[0]));
    } catch (ParameterException e) {
      throw new UsageException(e.getMessage() + SEE_HELP);
    }
    if (Options.printedHelp(parser, result, out)) {
      return null;
    }
    Call call = call(result, arguments);
    check(call);
    return call;
  }

  /** Everything behind {@code --} belongs to the job's command, whatever it looks like. */
  private static void split(String[] args, List<String> own, List<String> arguments) {
    List<String> target = own;
    for (String arg : args) {
      if (target == own && arg.equals("--")) {
        target = arguments;
      } else {
        target.add(arg);
      }
    }
  }

  private static Call call(ParseResult result, List<String> arguments) {
    List<String> names = new ArrayList<>(result.matchedPositionalValue(0, List.<String>of()));
    String job = result.matchedOptionValue("--job", null);
    if (job != null) {
      names.add(0, job);
    }
    return new Call(
        action(result),
        names,
        result.matchedOptionValue("--tag", List.<String>of()),
        arguments,
        result.matchedOptionValue("--config", null),
        result.matchedOptionValue("--reason", null),
        flags(result));
  }

  private static Action action(ParseResult result) {
    Map<String, Action> options = new LinkedHashMap<>();
    options.put("--job", Action.RUN);
    options.put("--kill-job", Action.KILL);
    options.put("--list-jobs", Action.LIST);
    options.put("--status", Action.STATUS);
    options.put("--validate", Action.VALIDATE);
    options.put("--hold", Action.HOLD);
    options.put("--release", Action.RELEASE);
    String chosen = null;
    for (String option : options.keySet()) {
      if (result.hasMatchedOption(option)) {
        if (chosen != null) {
          throw new UsageException(chosen + " and " + option + " exclude each other" + SEE_HELP);
        }
        chosen = option;
      }
    }
    return chosen == null ? Action.RUN : options.get(chosen);
  }

  private static Set<Flag> flags(ParseResult result) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (Flag flag : Flag.values()) {
      if (result.hasMatchedOption(optionOf(flag))) {
        flags.add(flag);
      }
    }
    return flags;
  }

  private static String optionOf(Flag flag) {
    return switch (flag) {
      case SLOW_START -> "--slow-start";
      case SCHEDULED -> "--scheduled";
      case FORCE -> "--force";
      case ONLY_RUNNING -> "--only-running";
      case JSON -> "--json";
      case QUIET -> "--quiet";
      case VERBOSE -> "--verbose";
    };
  }

  /** What the model cannot say: which options go together. */
  private static void check(Call call) {
    Action action = call.action();
    boolean reports = action == Action.LIST || action == Action.STATUS;
    if (action == Action.RUN) {
      if (!call.tags().isEmpty()) {
        throw new UsageException("--tag does not go with running a job" + SEE_HELP);
      }
      if (call.names().size() > 1) {
        throw new UsageException(
            "one job at a time, not '"
                + call.names().get(1)
                + "' as well; arguments for the job go behind --");
      }
    } else if (!call.arguments().isEmpty()) {
      throw new UsageException("arguments behind -- go with running a job only");
    }
    if (NEED_A_JOB.contains(action) && call.names().isEmpty() && call.tags().isEmpty()) {
      throw new UsageException("which job? name one, or see run-job --help");
    }
    if (action == Action.LIST && !call.names().isEmpty()) {
      throw new UsageException("--list-jobs takes no names; see --status, or run-job --help");
    }
    if (action == Action.HOLD && (call.reason() == null || call.reason().isBlank())) {
      throw new UsageException("--hold needs a --reason" + SEE_HELP);
    }
    refuse(call.reason() != null && action != Action.HOLD && action != Action.RELEASE, "--reason");
    refuse(call.has(Flag.ONLY_RUNNING) && !reports, "--only-running");
    refuse(call.has(Flag.JSON) && action != Action.STATUS, "--json");
    refuse(call.has(Flag.SLOW_START) && action != Action.RUN, "--slow-start");
    refuse(call.has(Flag.SCHEDULED) && action != Action.RUN, "--scheduled");
    refuse(call.has(Flag.FORCE) && action != Action.RUN, "--force");
  }

  private static void refuse(boolean misplaced, String option) {
    if (misplaced) {
      throw new UsageException(option + " does not go with this action" + SEE_HELP);
    }
  }
}
