package processcontrol.cli;

import java.io.File;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import processcontrol.cli.Invocation.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Poll;
import processcontrol.posix.PosixException;
import processcontrol.report.MetricsFile;
import processcontrol.run.ExitCode;
import processcontrol.runlog.JobLogs;
import processcontrol.runlog.LogLimit;
import processcontrol.runlog.LogRetention;
import processcontrol.start.ErrorOutput;
import processcontrol.status.JobSelection;

/**
 * {@code run-job --clean}: removes the logs that the named jobs, or all, do not keep any longer.
 * The locks are asked, not taken: no start is refused because of this, and the log of a current run
 * stays.
 */
final class CleanAction {

  private static final long TICK_MILLIS = 10;

  private static final String GONE = ": there is no such job any more; ";

  private final Invocation invocation;
  private final GlobalConfig config;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean dryRun;
  private int runs;
  private long bytes;
  private boolean failed;

  private CleanAction(
      Invocation invocation, GlobalConfig config, PrintStream out, PrintStream err) {
    this.invocation = invocation;
    this.config = config;
    this.out = out;
    this.err = err;
    this.dryRun = invocation.has(Flag.DRY_RUN);
  }

  static int run(Invocation invocation, GlobalConfig config, PrintStream out, PrintStream err) {
    return invocation.has(Flag.GONE)
        ? CleanGoneAction.run(invocation, config, out, err)
        : new CleanAction(invocation, config, out, err).run();
  }

  private int run() {
    List<JobSelection.Item> items =
        JobSelection.existingOf(invocation.names(), invocation.tags(), new JobLoader(config));
    Set<String> problems = new LinkedHashSet<>();
    for (JobSelection.Item item : items) {
      if (item.isValid()) {
        clean(item.job(), items.size() == 1);
      } else {
        problems.addAll(item.problems()); // The logs that it keeps are not known.
      }
    }
    if (items.size() != 1) {
      say("total: " + amount(runs, bytes));
    }
    if (invocation.names().isEmpty() && invocation.tags().isEmpty()) {
      if (config.logLimit() > 0) {
        enforceLimit();
      }
      reportLeftovers(items);
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(List.copyOf(problems));
    }
    return (failed ? ExitCode.FAILED_ITSELF : ExitCode.SUCCESS).status();
  }

  private void clean(Job job, boolean alone) {
    try {
      LogRetention retention =
          new LogRetention(config.outputDirectory(), job.slug(), job.logPolicy());
      LogRetention.Freed freed = retention.clean(() -> runningRun(job.slug()), dryRun);
      runs += freed.runs();
      bytes += freed.bytes();
      if (freed.runs() > 0 || alone) {
        say(job.slug() + ": " + amount(freed.runs(), freed.bytes()));
      }
    } catch (PosixException e) {
      failed = true;
      ErrorOutput.printLine("run-job", job.slug() + ": " + e.getMessage(), err);
    }
  }

  /** Removes what is beyond the limit of all jobs together, also of those that are gone. */
  private void enforceLimit() {
    LogLimit limit = new LogLimit(config.outputDirectory(), config.logLimit());
    String[] names = new File(config.outputDirectory()).list();
    for (String name : names == null ? new String[0] : names) {
      if (Slug.isValid(name)) {
        Slug slug = new Slug(name);
        limit.add(slug, () -> runningRun(slug));
      }
    }
    LogRetention.Freed freed = limit.enforce(dryRun);
    say(
        "log_limit "
            + size(config.logLimit())
            + ": "
            + (dryRun ? "up to " : "")
            + amount(freed.runs(), freed.bytes()));
    for (String fault : limit.faults()) {
      failed = true;
      ErrorOutput.printLine("run-job", fault, err);
    }
  }

  /** The run that holds a job's lock, or null. One that has no name yet gets it in a moment. */
  private @Nullable String runningRun(Slug slug) {
    Poll pause = new Poll(0);
    RunningJob running = RunningJob.find(config.runDirectory(), slug);
    for (int i = 0; running != null && running.run().isEmpty() && i < 100; i++) {
      pause.await(TICK_MILLIS);
      running = RunningJob.find(config.runDirectory(), slug);
    }
    return running == null ? null : running.run();
  }

  private String amount(int logs, long size) {
    return logs
        + (logs == 1 ? " log of " : " logs of ")
        + size(size)
        + (dryRun ? " would be removed" : " removed");
  }

  /** A number of bytes for people: three digits or four, rounded down. */
  static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + (bytes == 1 ? " byte" : " bytes");
    }
    String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    int unit = 0;
    long tenths = bytes / 1024 * 10 + bytes % 1024 * 10 / 1024;
    while (tenths >= 10_240 && unit < units.length - 1) {
      tenths /= 1024;
      unit++;
    }
    boolean whole = tenths >= 100 || tenths % 10 == 0;
    return tenths / 10 + (whole ? "" : "." + tenths % 10) + " " + units[unit];
  }

  private void say(String line) {
    if (!invocation.has(Flag.QUIET)) {
      out.println(line);
    }
  }

  /**
   * Logs and metrics of jobs that are gone may be all that is left of them: an operator has to
   * decide.
   */
  private void reportLeftovers(List<JobSelection.Item> items) {
    Set<String> known = new HashSet<>();
    for (JobSelection.Item item : items) {
      known.add(item.name());
    }
    String[] names = new File(config.outputDirectory()).list();
    List<String> sorted = new ArrayList<>(names == null ? List.of() : Arrays.asList(names));
    sorted.sort(null);
    for (String name : sorted) {
      if (!known.contains(name) && Slug.isValid(name)) {
        reportLeftover(new Slug(name));
      }
    }
    for (String name : MetricsFile.written(config)) {
      if (!known.contains(name)) {
        say(name + GONE + "its metrics are left in " + config.metricsDirectory());
      }
    }
  }

  private void reportLeftover(Slug slug) {
    try (JobLogs logs = JobLogs.of(config.outputDirectory(), slug)) {
      int count = logs.runIds().size();
      if (count > 0) {
        say(
            slug
                + GONE
                + count
                + (count == 1 ? " log is" : " logs are")
                + " left in "
                + logs.directory().path());
      }
    } catch (PosixException e) {
      failed = true;
      ErrorOutput.printLine("run-job", slug + ": " + e.getMessage(), err);
    }
  }
}
