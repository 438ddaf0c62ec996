package processcontrol.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Range;

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
            "run-job [--job] NAME [-w] [--scheduled] [-- ARGUMENTS...]",
            "       run-job --validate [NAME...]")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes())
        .footer("", "See run-job(1).");
    spec.addOption(
        option("-j", "--job", "NAME", "Run a job. With a name alone, --job can be left out."));
    spec.addOption(
        flag("--validate", null, "Check the named jobs, or all, and report every fault."));
    spec.addOption(
        flag("--slow-start", "-w", "Run the job's slow_start_command instead of its command."));
    spec.addOption(flag("--scheduled", null, "Say that cron starts the job."));
    spec.addOption(
        option("--config", null, "FILE", "Configuration file (/etc/process-control.yaml)."));
    spec.addOption(flag("--quiet", "-q", "Print errors only."));
    spec.addOption(flag("--verbose", "-v", "Print what is done, and where an error comes from."));
    spec.addOption(
        flag("--help", "-h", "Show this help and exit.").toBuilder().usageHelp(true).build());
    spec.addOption(
        flag("--version", "-V", "Show the version and exit.").toBuilder()
            .versionHelp(true)
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("NAME")
            .arity("0..*")
            .index(Range.valueOf("0..*"))
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("A job's name: its file's name without .yaml.")
            .build());
    return spec;
  }

  private static OptionSpec option(String name, String other, String label, String description) {
    return OptionSpec.builder(name, other == null ? new String[0] : new String[] {other})
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  private static OptionSpec flag(String name, String other, String description) {
    return OptionSpec.builder(name, other == null ? new String[0] : new String[] {other})
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
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
  static Call parse(String[] args, java.io.PrintStream out) {
    CommandLine parser = new CommandLine(spec().version(version()));
    List<String> own = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    split(args, own, arguments);
    ParseResult result;
    try {
      result = parser.parseArgs(own.toArray(new String[0]));
    } catch (ParameterException e) {
      throw new UsageException(e.getMessage() + "; see run-job --help");
    }
    if (result.isUsageHelpRequested()) {
      parser.usage(out);
      return null;
    }
    if (result.isVersionHelpRequested()) {
      parser.printVersionHelp(out);
      return null;
    }
    return call(result, arguments);
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
    boolean validate = result.hasMatchedOption("--validate");
    String job = result.matchedOptionValue("--job", null);
    if (job != null && validate) {
      throw new UsageException("--job and --validate exclude each other; see run-job --help");
    }
    if (!validate) {
      if (job != null) {
        if (!names.isEmpty()) {
          throw new UsageException(
              "unexpected argument '" + names.get(0) + "'; arguments for the job go behind --");
        }
        names.add(job);
      }
      if (names.isEmpty()) {
        throw new UsageException("which job? name one, or see run-job --help");
      }
      if (names.size() > 1) {
        throw new UsageException(
            "one job at a time, not '"
                + names.get(1)
                + "' as well; arguments for the job go"
                + " behind --");
      }
    } else if (!arguments.isEmpty()) {
      throw new UsageException("arguments behind -- go with --job only");
    }
    return new Call(
        validate ? Call.Action.VALIDATE : Call.Action.RUN,
        names,
        arguments,
        result.matchedOptionValue("--config", null),
        result.hasMatchedOption("--slow-start"),
        result.hasMatchedOption("--scheduled"),
        result.hasMatchedOption("--quiet"),
        result.hasMatchedOption("--verbose"));
  }

  private static String version() {
    String version = RunJobOptions.class.getPackage().getImplementationVersion();
    return "process-control " + (version == null ? "(not packaged)" : version);
  }
}
