package processcontrol.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import processcontrol.job.VisibleText;
import processcontrol.start.UsageException;

/**
 * The command line of cron-generate.
 *
 * @param config the file given by {@code --config}, or null
 * @param output the file given by {@code --output}, or {@code console}; null for the configured one
 * @param check whether to compare instead of writing
 * @param keepGoing whether to write the valid jobs although others are not
 * @param strict whether warnings are errors
 * @param allowEmpty whether a job directory without any job is meant
 * @param plan whether to print what will run when, and write nothing
 * @param systemd whether units for systemd are written instead of a crontab
 * @param from when the plan begins, or null
 * @param until when the plan ends, or null
 * @param json whether the plan is printed as JSON
 */
record CronGenerateOptions(
    @Nullable String config,
    @Nullable String output,
    boolean check,
    boolean keepGoing,
    boolean strict,
    boolean allowEmpty,
    boolean plan,
    boolean systemd,
    String from,
    String until,
    boolean json,
    boolean quiet,
    boolean verbose) {

  private static final List<String> WRITING =
      List.of("--check", "--output", "--keep-going", "--strict", "--allow-empty", "--format");
  private static final List<String> PLANNING = List.of("--from", "--until", "--json");

  /** The model of cron-generate's command line. */
  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("cron-generate");
    spec.usageMessage()
        .description("Writes the crontab of all scheduled jobs of process-control.")
        .sortOptions(false)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes())
        .footer("", "See cron-generate(8).");
    spec.addOption(
        Options.flag("--check", null, "Write nothing; show how the installed crontab differs."));
    spec.addOption(
        Options.value(
            "--output", null, "FILE", "Write there, or to standard output for 'console'."));
    spec.addOption(
        Options.value(
            "--format", null, "FORMAT", "cron (the default), or systemd: timers and services."));
    spec.addOption(
        Options.flag("--keep-going", null, "Leave invalid jobs out and write the others."));
    spec.addOption(
        Options.flag("--strict", null, "Take warnings for errors, and write nothing then."));
    spec.addOption(
        Options.flag(
            "--allow-empty", null, "Write an empty crontab where there is no job at all."));
    spec.addOption(
        Options.flag("--plan", null, "Write nothing; print what will run when, for all jobs."));
    spec.addOption(
        Options.value(
            "--from", null, "T", "Begin the plan there: a date, time or duration from now (0m)."));
    spec.addOption(
        Options.value(
            "--until", null, "T", "End it there: a date, time or duration from its begin (24h)."));
    spec.addOption(Options.flag("--json", null, "Print the plan as JSON."));
    Options.addCommon(spec);
    return spec;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "the crontab is written, or is up to date; or the plan is printed");
    codes.put("1", "--check: the installed crontab is stale");
    codes.put("64", "wrong usage");
    codes.put("78", "invalid configuration or job; without --keep-going nothing is written");
    codes.put("125", "the crontab could not be written");
    return codes;
  }

  /**
   * Parses a command line.
   *
   * @return null if help or the version was asked for and printed to {@code out}
   * @throws UsageException if it makes no sense
   */
  static @Nullable CronGenerateOptions parse(String[] args, PrintStream out) {
    CommandLine parser = Options.parser(spec());
    ParseResult result;
    try {
      result = parser.parseArgs(args);
    } catch (ParameterException e) {
      throw new UsageException(OptionAdvice.explain(e, parser.getCommandSpec()));
    }
    if (Options.printedHelp(parser, result, out)) {
      return null;
    }
    check(result);
    return new CronGenerateOptions(
        result.matchedOptionValue("--config", null),
        result.matchedOptionValue("--output", null),
        result.hasMatchedOption("--check"),
        result.hasMatchedOption("--keep-going"),
        result.hasMatchedOption("--strict"),
        result.hasMatchedOption("--allow-empty"),
        result.hasMatchedOption("--plan"),
        isForSystemd(result.matchedOptionValue("--format", "cron")),
        result.matchedOptionValue("--from", null),
        result.matchedOptionValue("--until", null),
        result.hasMatchedOption("--json"),
        result.hasMatchedOption("--quiet"),
        result.hasMatchedOption("--verbose"));
  }

  private static boolean isForSystemd(String format) {
    if (!format.equals("cron") && !format.equals("systemd")) {
      throw new UsageException(
          "--format is cron or systemd, not "
              + VisibleText.quoted(format)
              + "; see cron-generate --help");
    }
    return format.equals("systemd");
  }

  private static void check(ParseResult result) {
    boolean plan = result.hasMatchedOption("--plan");
    for (String option : plan ? WRITING : PLANNING) {
      if (result.hasMatchedOption(option)) {
        throw new UsageException(
            option
                + (plan ? " does not go with --plan" : " goes with --plan only")
                + "; see cron-generate --help");
      }
    }
  }
}
