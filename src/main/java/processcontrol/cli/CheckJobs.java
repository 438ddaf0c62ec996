package processcontrol.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.job.TimeSpan;
import processcontrol.job.VisibleText;
import processcontrol.report.Alarms;
import processcontrol.report.CheckResult;
import processcontrol.start.UsageException;
import processcontrol.status.JobSelection;
import processcontrol.status.JobStatus;
import processcontrol.status.OtherJobs;
import processcontrol.status.StatusCollector;

/** The program {@code check-jobs-icinga}: a check for Icinga, Nagios and their kin. */
public final class CheckJobs {

  private static final int DEFAULT_WARNING = 1;
  private static final int DEFAULT_CRITICAL = 3;
  private static final String DEFAULT_GRACE = "10m";

  private final PrintStream out;

  CheckJobs(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) {
    int status = CheckResult.UNKNOWN;
    try {
      StandardOutput out = new StandardOutput();
      int ended = new CheckJobs(out.stream()).run(args);
      // A monitoring system knows four states, and a reader that is gone has not read one.
      if (out.finish("check-jobs-icinga", ended, System.err) == ended) {
        status = ended;
      }
      System.err.flush();
    } finally {
      Runtime.getRuntime().halt(status); // A JVM that ends by itself exits with 1: WARNING.
    }
  }

  /** The model of the command line. */
  static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("check-jobs-icinga");
    spec.usageMessage()
        .description("Checks the jobs of process-control: failing, lost, held, invalid, overdue.")
        .sortOptions(false)
        .footer(
            "", "Exit codes: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.", "See check-jobs-icinga(8).");
    spec.addOption(
        number(
            "-w",
            "--warning",
            "Failed runs in a row that are a warning (" + DEFAULT_WARNING + ")."));
    spec.addOption(
        number(
            "-c",
            "--critical",
            "Failed runs in a row that are critical (" + DEFAULT_CRITICAL + ")."));
    spec.addOption(
        Options.value(
            "--grace",
            null,
            "DURATION",
            "How long after it was due a job may have no record (" + DEFAULT_GRACE + ")."));
    spec.addOption(Options.tag());
    Options.addCommon(spec);
    spec.addPositional(Options.names("Check these jobs only."));
    return spec;
  }

  private static OptionSpec number(String name, String other, String description) {
    return OptionSpec.builder(name, other)
        .paramLabel("N")
        .type(Integer.class)
        .description(description)
        .build();
  }

  /** Carries out one check; returns its state. */
  int run(String[] args) {
    CheckResult result;
    try {
      CommandLine parser = Options.parser(spec());
      ParseResult options = parser.parseArgs(args);
      if (Options.printedHelp(parser, options, out)) {
        return CheckResult.OK;
      }
      result = check(options);
    } catch (ParameterException e) {
      result = CheckResult.unknown(OptionAdvice.explain(e, spec()));
    } catch (InvalidConfigException e) {
      result = CheckResult.unknown(e.problems().get(0));
    } catch (RuntimeException e) {
      result = CheckResult.unknown(e.getMessage() == null ? e.toString() : e.getMessage());
    } catch (Error e) { // Of memory that is too small, or a jar that has changed meanwhile.
      result = CheckResult.unknown("internal error: " + e);
    }
    out.print(result.text());
    return result.state();
  }

  private static CheckResult check(ParseResult options) {
    String file = options.matchedOptionValue("--config", null);
    GlobalConfig config = file == null ? GlobalConfig.loadDefault() : GlobalConfig.loadFrom(file);
    TimeSpan grace = grace(options);
    int warning = runs(options, "--warning", DEFAULT_WARNING);
    int critical = runs(options, "--critical", DEFAULT_CRITICAL);
    ServiceUser.become(config);
    Invocation invocation =
        new Invocation(
            Invocation.Action.STATUS,
            options.matchedPositionalValue(0, List.<String>of()),
            options.matchedOptionValue("--tag", List.<String>of()),
            List.of(),
            file,
            Map.of(),
            EnumSet.noneOf(Invocation.Flag.class));
    JobLoader loader = new JobLoader(config);
    StatusCollector gathered =
        new StatusCollector(config, new OtherJobs(invocation.names(), invocation.tags(), loader));
    List<JobStatus> statuses =
        gathered.of(JobSelection.existingOf(invocation.names(), invocation.tags(), loader), false);
    boolean all = invocation.names().isEmpty() && invocation.tags().isEmpty();
    if (all && statuses.isEmpty()) {
      return CheckResult.unknown(
          "there is no job below " + loader.root() + ": has a mount or a checkout failed?");
    }

    Alarms alarms = new Alarms(Instant.now(), grace);
    List<Alarms.Alarm> found = new ArrayList<>();
    int running = 0;
    for (JobStatus status : statuses) {
      found.addAll(alarms.of(status));
      running += status.running() == null ? 0 : 1;
    }
    if (gathered.spoolFault() != null) {
      found.add(Alarms.ofTriggers(gathered.spoolFault()));
    }
    return CheckResult.of(
        found, all ? loader.skipped() : List.of(), statuses.size(), running, warning, critical);
  }

  private static int runs(ParseResult options, String option, int otherwise) {
    int number = options.matchedOptionValue(option, otherwise);
    if (number < 1) {
      throw new UsageException(
          option
              + ": expected a number of failed runs from 1, not "
              + VisibleText.excerpt(String.valueOf(number)));
    }
    return number;
  }

  private static TimeSpan grace(ParseResult options) {
    try {
      return TimeSpan.parse(options.matchedOptionValue("--grace", DEFAULT_GRACE));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--grace: " + e.getMessage());
    }
  }
}
