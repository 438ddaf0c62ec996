package processcontrol.cli;

import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.cli.Findings.Severity;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobFiles;
import processcontrol.config.JobLoader;
import processcontrol.crontab.Crontab;
import processcontrol.crontab.CrontabFile;
import processcontrol.crontab.SystemdUnits;
import processcontrol.due.CronLines;
import processcontrol.due.JobSlots;
import processcontrol.due.Splay;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.posix.Account;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.start.UsageException;
import processcontrol.zone.Zones;

/**
 * The program {@code cron-generate}. It runs as root after a deployment, so it executes nothing,
 * and follows no link that a job author could have made.
 */
public final class CronGenerate {

  private static final int STALE = 1;

  private static final String SYSTEMD_UNITS = "/etc/systemd/system";

  private final PrintStream out;
  private final PrintStream err;

  CronGenerate(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    int status = ExitCode.FAILED_ITSELF.status();
    try {
      StandardOutput out = new StandardOutput();
      int ended = new CronGenerate(out.stream(), System.err).run(args);
      status = out.finish("cron-generate", ended, System.err);
      System.err.flush();
    } finally {
      Runtime.getRuntime().halt(status); // A JVM that ends by itself exits with 1: STALE.
    }
  }

  /** Carries out one call; returns the exit status. */
  int run(String[] args) {
    boolean verbose = false;
    try {
      CronGenerateOptions options = CronGenerateOptions.parse(args, out);
      if (options == null) {
        return ExitCode.SUCCESS.status();
      }
      verbose = options.verbose();
      return run(options);
    } catch (Throwable e) {
      return Failures.report("cron-generate", e, verbose, err);
    }
  }

  private int run(CronGenerateOptions options) {
    GlobalConfig config =
        options.config() == null
            ? GlobalConfig.loadDefault()
            : GlobalConfig.loadFrom(options.config());
    if (options.plan()) {
      return PlanAction.run(options, config, out);
    }
    String byDefault = options.systemd() ? SYSTEMD_UNITS : config.outputCrontab();
    String output = options.output() == null ? byDefault : options.output();
    boolean console = output.equals("console");
    if (console && options.check()) {
      throw new UsageException("--check needs a file to compare with, not the console");
    }
    CrontabFile file = console || options.systemd() ? null : crontabFile(output);

    JobLoader loader = new JobLoader(config);
    CheckedJobs checked = new CheckedJobs(loader);
    if (checked.jobs().isEmpty() && !options.allowEmpty()) {
      throw new InvalidConfigException(
          loader.root()
              + ": there is no job, so the crontab would be empty; if that is meant and no mount or"
              + " checkout has failed, say --allow-empty");
    }
    String text = generate(config, checked);
    Findings findings = checked.findings();
    loader.skipped().forEach(skipped -> findings.warning(null, skipped));
    String revision = JobFiles.faultOfRevision(config.jobDirectory());
    if (revision != null) {
      findings.warning(null, revision);
    }
    String runner = console ? null : faultOfRunner(config); // It may be for another machine.
    if (runner != null) {
      findings.warning(null, runner);
    }
    String report = console ? null : ReportDirectoryCheck.faultOf(config);
    if (report != null) {
      findings.warning(null, report);
    }
    findings.print("cron-generate", options.quiet(), err);
    boolean refused =
        findings.has(Severity.ERROR) || (options.strict() && findings.has(Severity.WARNING));
    if (findings.isWorthCounting() && !options.quiet()) {
      ErrorOutput.printLine("cron-generate", findings.summary(), err);
    }
    if (refused && !options.keepGoing()) {
      return ExitCode.INVALID_CONFIG.status();
    }
    int status =
        options.systemd()
            ? new SystemdOutput(output, out).run(units(config, checked), options)
            : console
                ? print(text)
                : options.check()
                    ? compare(file, text)
                    : install(file, output, text, options.verbose());
    return refused ? ExitCode.INVALID_CONFIG.status() : status;
  }

  private static CrontabFile crontabFile(String output) {
    try {
      return new CrontabFile(output);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
  }

  /** The crontab of all valid jobs. */
  private static String generate(GlobalConfig config, CheckedJobs checked) {
    Crontab crontab = new Crontab(config.cronTemplate(), user(config), command(config));
    crontab.mailTo(config.mailto());
    crontab.revision(JobFiles.revisionOf(config.jobDirectory()));
    List<String> children = new ArrayList<>();
    // The web writes triggers, and starts nothing.
    boolean waits = !checked.graph().isEmpty() || config.web() != null;
    String host = Splay.hostName();
    for (CheckedJobs.Checked each : checked.jobs()) {
      if (!each.valid()) {
        crontab.addInvalid(each.item().name());
        continue;
      }
      Job job = each.item().job();
      add(crontab, job, host);
      if (!job.chain().after().isEmpty() && !job.disabled()) {
        children.add(each.item().name());
      }
      // Triggers by operators can wait for long as well, over a restart of the machine.
      waits |= !job.chain().idle().isZero();
    }
    if (waits) {
      crontab.addPending(
          new JobLoader(config).root(),
          command(config) + " --scheduled --pending",
          List.copyOf(children));
    }
    if (config.reportDirectory() != null) {
      crontab.addReport(new JobLoader(config).root(), command(config) + " --report --quiet");
    }
    if (config.logLimit() > 0) {
      crontab.addDaily(new JobLoader(config).root(), command(config) + " --clean --quiet");
    }
    return crontab.toString();
  }

  /** The same as units of systemd. */
  private static Map<String, String> units(GlobalConfig config, CheckedJobs checked) {
    SystemdUnits units =
        new SystemdUnits(command(config), Zones.ofMachine(), System.currentTimeMillis());
    List<String> children = new ArrayList<>();
    boolean waits = !checked.graph().isEmpty() || config.web() != null;
    for (CheckedJobs.Checked each : checked.jobs()) {
      Job job = each.valid() ? each.item().job() : null;
      if (job == null || job.disabled()) {
        continue;
      }
      boolean over = JobSlots.isOver(job, Zones.ofMachine(), System.currentTimeMillis());
      if (job.restartPolicy() != null) {
        units.addKept(job);
      } else if (job.isScheduled() && !over) {
        units.add(job, CronLines.of(job, Splay.hostName()));
      }
      if (!job.chain().after().isEmpty()) {
        children.add(each.item().name());
      }
      waits |= !job.chain().idle().isZero();
    }
    if (waits) {
      units.addPending(new JobLoader(config).root(), children);
    }
    if (config.reportDirectory() != null) {
      units.addReport(new JobLoader(config).root());
    }
    return units.units();
  }

  private static void add(Crontab crontab, Job job, String host) {
    if (job.disabled()) {
      crontab.addDisabled(job);
    } else if (job.restartPolicy() != null) {
      crontab.addKept(job);
    } else if (job.isScheduled()) {
      if (JobSlots.isOver(job, Zones.ofMachine(), System.currentTimeMillis())) {
        crontab.addFinished(job);
      } else {
        crontab.add(job, CronLines.of(job, host));
      }
    }
  }

  /** Cron knows users by name only. A machine that merely checks may not have the user. */
  private static String user(GlobalConfig config) {
    Account account = Account.find(config.user());
    return account == null ? config.user() : account.name();
  }

  /** Jobs of another configuration than the default one have to be run with it. */
  private static String command(GlobalConfig config) {
    String runner = config.runnerPath();
    String fault = Crontab.faultOfWord(runner);
    if (fault != null) {
      String shown = CommandLine.printable(runner);
      throw new InvalidConfigException(
          config.file()
              + ": runner_path: '"
              + shown
              + "' "
              + fault
              + "; link the program elsewhere");
    }
    if (config.file().equals(GlobalConfig.DEFAULT_FILE)) {
      return runner;
    }
    String file = new File(config.file()).getAbsolutePath();
    fault = Crontab.faultOfWord(file);
    if (fault != null) {
      throw new InvalidConfigException(CommandLine.printable(file) + ": " + fault);
    }
    return runner + " --config " + file;
  }

  /**
   * Returns what keeps cron from running anything, though a later installation may mend it; or
   * null.
   */
  private static @Nullable String faultOfRunner(GlobalConfig config) {
    if (config.runnerPath().equals(GlobalConfig.DEFAULT_RUNNER)) {
      return null; // The package brings it.
    }
    File runner = new File(config.runnerPath());
    String fault =
        !runner.exists()
            ? "does not exist"
            : !runner.isFile() ? "is not a file" : runner.canExecute() ? null : "is not executable";
    return fault == null
        ? null
        : "runner_path: "
            + config.runnerPath()
            + " "
            + fault
            + ", so that cron cannot run any job"
            + (fault.startsWith("does") ? "; name the run-job of this machine" : "");
  }

  private int print(String text) {
    out.print(text);
    return ExitCode.SUCCESS.status();
  }

  private int compare(CrontabFile file, String text) {
    String diff = file.diff(text);
    String fault = file.fault();
    out.print(diff);
    out.print(CrontabStarts.changes(file.installed(), text));
    if (fault != null) {
      ErrorOutput.printLine("cron-generate", fault, err);
    }
    return diff.isEmpty() && fault == null ? ExitCode.SUCCESS.status() : STALE;
  }

  private int install(CrontabFile file, String path, String text, boolean verbose) {
    boolean changed = file.install(text);
    if (verbose) {
      out.println(path + (changed ? " is written" : " is up to date"));
    }
    return ExitCode.SUCCESS.status();
  }
}
