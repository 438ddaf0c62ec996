package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import processcontrol.cli.Invocation.Action;
import processcontrol.cli.Invocation.Flag;
import processcontrol.run.ExitCode;
import processcontrol.start.Audience;
import processcontrol.start.UsageException;

/** The whole command line of run-job, in picocli's model: parsing, help, completion. */
final class RunJobOptions {

  private RunJobOptions() {}

  /** The model of run-job's command line. */
  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("run-job");
    spec.usageMessage()
        .description("Runs a job of process-control, or looks after jobs.")
        .synopsisHeading("Usage: ")
        .customSynopsis(
            "run-job [--job] NAME [-w] [--force] [--raw] [-- ARGUMENTS...]",
            "       run-job [--force] [--detach] -- COMMAND [ARGUMENTS...]",
            "       run-job --kill-job [--local] | --restart | --reload  NAME... | --tag TAG",
            "       run-job --list-jobs | --status [NAME...] [-r] [--tag TAG] [--json] [--cluster]",
            "       run-job --hold --reason TEXT | --release  [--local] NAME... | --tag TAG",
            "       run-job --validate [--strict] [--json] [NAME...] [--tag TAG]",
            "       run-job --clean [--dry-run] [NAME...] [--tag TAG] | --clean --gone [--yes] [NAME...]",
            "       run-job --logs NAME [--run N|RUN|all] [--lines N] [--follow] [--streams S] [--raw]",
            "       run-job --logs NAME... | --tag TAG  [--failed]",
            "       run-job --history [NAME...] [--from T] [--until T] [--result R] [--last N] [--json]",
            "       run-job --history [NAME] --run RUN [--json] | --show NAME | --show-config [--json]",
            "       run-job --stats [NAME...] [--json] | --metrics [NAME...]",
            "       run-job --audit [NAME...] [--tag TAG] [--from T] [--until T] [--json] [--cluster]",
            "       run-job --diff [FROM [TO]] [--json | --markdown]",
            "       run-job --report [DIR]",
            "       run-job --detach | --trigger  NAME... | --tag TAG  [-- ARGUMENTS...]",
            "       run-job --wait RUN | --rerun RUN [--force] | --graph [NAME...] [--dot]")
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
    spec.addOption(
        Options.flag("--restart", null, "Restart a job that is kept running, and wait for it."));
    spec.addOption(
        Options.flag("--reload", null, "Send SIGHUP to the command of a job kept running."));
    spec.addOption(Options.flag("-l", "--list-jobs", "Print the names of all jobs."));
    spec.addOption(Options.flag("-s", "--status", "Print the state of the named jobs, or of all."));
    spec.addOption(
        Options.flag("--validate", null, "Check the named jobs, or all; report every fault."));
    spec.addOption(Options.flag("--strict", null, "With --validate: warnings are errors, too."));
    spec.addOption(
        Options.flag("--hold", null, "Stop the scheduled runs of a job until it is released."));
    spec.addOption(Options.flag("--release", null, "Release a job that is on hold."));
    spec.addOption(Options.value("--reason", null, "TEXT", "Why, for --hold and --release."));
    spec.addOption(Options.tag());
    spec.addOption(Options.flag("-r", "--only-running", "Leave out jobs that are not running."));
    spec.addOption(
        Options.flag(
            "--failed",
            null,
            "Only jobs that failed last or are not valid; with --logs, the run that failed."));
    spec.addOption(Options.flag("--held", null, "Only jobs on hold."));
    spec.addOption(
        Options.value("--sort", null, "ORDER", "By name, last (run), next (start) or duration."));
    spec.addOption(
        Options.flag("--long", null, "Several lines a job, as with names, and no table."));
    spec.addOption(
        Options.value("--watch", null, "TIME", "Print the status again and again: every 2s."));
    spec.addOption(Options.value("--color", null, "WHEN", "auto, always or never."));
    spec.addOption(
        Options.flag("--cluster", null, "Ask all hosts of the cluster, for --status and --audit."));
    spec.addOption(
        Options.flag("--local", null, "For --hold, --release, --kill-job: on this host alone."));
    spec.addOption(Options.flag("--json", null, "Print JSON."));
    spec.addOption(
        Options.flag(
            "-w", "--slow-start", "Run the job's slow_start_command instead of its command."));
    spec.addOption(
        Options.flag("--scheduled", null, "Say that cron starts the job: it honours holds."));
    spec.addOption(Options.flag("--force", null, "Run the job although it is on hold."));
    spec.addOption(
        Options.flag(
            "--detach", null, "Print the run's name and return once the job has its lock."));
    spec.addOption(Options.flag("--wait", null, "Wait until a run has ended; exit as it did."));
    spec.addOption(
        Options.flag(
            "--rerun", null, "Run a job once more as it ran once: arguments, slow start."));
    spec.addOption(Options.flag("--logs", null, "Print the log of a job's last run."));
    spec.addOption(
        Options.value(
            "--run", null, "RUN", "Which run: its name, a number (-1: the last), or all."));
    spec.addOption(Options.value("--lines", null, "N", "Only the last lines."));
    spec.addOption(
        Options.value("--streams", null, "STREAMS", "stdout, stderr, or both with a comma."));
    spec.addOption(
        Options.flag("--follow", null, "Continue until the run has ended, or for ever."));
    spec.addOption(Options.flag("--raw", null, "Print output as the commands wrote it."));
    spec.addOption(
        Options.flag("--history", null, "Print the records of the last runs of jobs, or of all."));
    spec.addOption(
        Options.value("--result", null, "RESULTS", "Only with these results: success,failed,..."));
    spec.addOption(Options.value("--last", null, "N", "How many records (20)."));
    spec.addOption(
        Options.flag("--show", null, "Print a job's configuration, and where it comes from."));
    spec.addOption(
        Options.flag("--show-config", null, "Print the configuration, and where it comes from."));
    spec.addOption(Options.flag("--stats", null, "Print counts and durations of jobs."));
    spec.addOption(
        Options.flag("--audit", null, "Print which starts are missing or late, and why."));
    spec.addOption(Options.value("--from", null, "T", "From when on: a moment, or how long ago."));
    spec.addOption(Options.value("--until", null, "T", "Until when (now)."));
    spec.addOption(Options.flag("--metrics", null, "Print metrics in Prometheus' text format."));
    spec.addOption(
        Options.flag(
            "--report", null, "Write all jobs as pages for a browser to DIR (report_directory)."));
    spec.addOption(
        Options.flag(
            "--diff", null, "Print how jobs differ: from FROM (HEAD) to TO (the job directory)."));
    spec.addOption(Options.flag("--markdown", null, "Print it as a comment on a merge request."));
    spec.addOption(Options.flag("--clean", null, "Remove old logs as the jobs say."));
    spec.addOption(
        Options.flag(
            "--gone", null, "With --clean: remove all that is left of jobs without files."));
    spec.addOption(Options.flag("--yes", null, "Do not ask."));
    spec.addOption(Options.flag("--dry-run", null, "Only say what would be removed."));
    spec.addOption(
        Options.flag(
            "--trigger", null, "Have a job run in the background, once more if it is running."));
    spec.addOption(
        Options.flag("--graph", null, "Print which jobs trigger or follow which, as a tree."));
    spec.addOption(Options.flag("--dot", null, "Print the graph for dot(1) of Graphviz."));
    spec.addOption(
        Options.flag("--pending", null, "For the crontab: start what waits to be started."));
    for (String own : List.of("--deliver", "--serve")) {
      spec.addOption(
          Options.flag(own, null, "For run-job's own use.").toBuilder().hidden(true).build());
    }
    spec.addOption(
        Options.value("--entry", null, "N", "For crontabs: which of the job's schedules it is.")
            .toBuilder()
            .hidden(true)
            .build());
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
  static @Nullable Invocation parse(String[] args, PrintStream out) {
    CommandLine parser = Options.parser(spec());
    List<String> own = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    split(args, own, arguments);
    String topic = HelpText.topic(own);
    if (topic != null) {
      HelpText.print(topic, parser, out);
      return null;
    }
    ParseResult result;
    try {
      result = parser.parseArgs(own.toArray(new String[0]));
    } catch (ParameterException e) {
      throw new UsageException(OptionAdvice.explain(e, parser.getCommandSpec()));
    }
    if (result.isUsageHelpRequested()) {
      HelpText.print(null, parser, out);
      return null;
    }
    if (Options.printedHelp(parser, result, out)) {
      return null;
    }
    Invocation invocation = invocation(result, arguments);
    InvocationRules.check(invocation, result);
    return invocation;
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

  private static Invocation invocation(ParseResult result, List<String> arguments) {
    List<String> names = new ArrayList<>(result.matchedPositionalValue(0, List.<String>of()));
    String job = result.matchedOptionValue("--job", null);
    if (job != null) {
      names.add(0, job);
    }
    Action action = InvocationRules.action(result);
    boolean empty = action == null && names.isEmpty() && arguments.isEmpty();
    if (action == null) {
      action =
          empty && !result.hasMatchedOption("--tag") && isGuideWanted() ? Action.GUIDE : Action.RUN;
    }
    return new Invocation(
        action,
        names,
        result.matchedOptionValue("--tag", List.<String>of()),
        arguments,
        result.matchedOptionValue("--config", null),
        values(result),
        flags(result));
  }

  /** Returns true for a person who types the name of the program alone; a script is wrong. */
  private static boolean isGuideWanted() {
    return Terminal.isThere() && Audience.isPerson();
  }

  private static Map<String, String> values(ParseResult result) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String option :
        List.of(
            "--reason",
            "--run",
            "--lines",
            "--streams",
            "--last",
            "--result",
            "--from",
            "--until",
            "--entry",
            "--sort",
            "--color",
            "--watch")) {
      if (result.hasMatchedOption(option)) {
        values.put(option, result.matchedOptionValue(option, ""));
      }
    }
    return values;
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
    return "--" + flag.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
