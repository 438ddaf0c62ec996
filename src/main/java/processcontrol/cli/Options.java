package processcontrol.cli;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Range;

/** The common part of the command lines of all programs. */
final class Options {

  private Options() {}

  /** An option with a value; {@code other} may be null. */
  static OptionSpec value(String name, @Nullable String other, String label, String description) {
    return OptionSpec.builder(name, others(other))
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  /** An option without a value; {@code other} may be null. */
  static OptionSpec flag(String name, @Nullable String other, String description) {
    return OptionSpec.builder(name, others(other))
        .type(boolean.class)
        .arity("0")
        .description(description)
        .build();
  }

  /** {@code --tag}, which can be given more than once. */
  static OptionSpec tag() {
    return OptionSpec.builder("--tag")
        .paramLabel("TAG")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .description("Act on the jobs with this tag. Can be given more than once.")
        .build();
  }

  /** Any number of names. */
  static PositionalParamSpec names(String description) {
    return PositionalParamSpec.builder()
        .paramLabel("NAME")
        .arity("0..*")
        .index(Range.valueOf("0..*"))
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

  private static String[] others(String other) {
    return other == null ? new String[0] : new String[] {other};
  }

  static void addCommon(CommandSpec spec) {
    spec.addOption(
        value("--config", null, "FILE", "Configuration file (/etc/process-control.yaml)."));
    spec.addOption(flag("-q", "--quiet", "Print errors only."));
    spec.addOption(flag("-v", "--verbose", "Print what is done, and where an error comes from."));
    spec.addOption(
        flag("-h", "--help", "Show this help and exit.").toBuilder().usageHelp(true).build());
    spec.addOption(
        flag("-V", "--version", "Show the version and exit.").toBuilder()
            .versionHelp(true)
            .build());
  }

  /** Prints help or the version if asked for. */
  static boolean printedHelp(CommandLine parser, ParseResult result, PrintStream out) {
    if (result.isUsageHelpRequested()) {
      parser.usage(out);
      return true;
    }
    if (result.isVersionHelpRequested()) {
      parser.printVersionHelp(out);
      return true;
    }
    return false;
  }

  /** Makes the parser of a command line. */
  static CommandLine parser(CommandSpec spec) {
    CommandLine parser = new CommandLine(spec.version(version()));
    // As root, '@/etc/shadow' would be read, and its words quoted in a message.
    return parser.setExpandAtFiles(false);
  }

  private static String version() {
    String version = Options.class.getPackage().getImplementationVersion();
    return "process-control " + (version == null ? "(not packaged)" : version);
  }
}
