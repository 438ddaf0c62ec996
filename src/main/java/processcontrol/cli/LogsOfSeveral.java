package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import processcontrol.cli.Invocation.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;
import processcontrol.run.ExitCode;
import processcontrol.runlog.JobLogs;
import processcontrol.start.ErrorOutput;
import processcontrol.start.UsageException;
import processcontrol.status.JobSelection;
import processcontrol.status.Records;

/**
 * {@code run-job --logs} of the jobs with a tag, and of runs that failed. Each log of several has a
 * line with the name of its job or run before it, as tail(1) prints it.
 */
final class LogsOfSeveral {

  private final Invocation invocation;
  private final GlobalConfig config;
  private final PrintStream out;
  private final PrintStream err;
  private int printed;

  LogsOfSeveral(Invocation invocation, GlobalConfig config, PrintStream out, PrintStream err) {
    this.invocation = invocation;
    this.config = config;
    this.out = out;
    this.err = err;
    if (invocation.has(Flag.FAILED) && invocation.value("--run") != null) {
      throw new UsageException("--failed says which run, so --run does not go with it");
    }
    if (invocation.has(Flag.FOLLOW)) {
      throw new UsageException("--follow is for the log of one run");
    }
  }

  /** Prints them; returns the exit status. */
  int print() {
    List<Slug> jobs = jobs();
    for (Slug job : jobs) {
      String run = invocation.has(Flag.FAILED) ? lastFailed(job) : invocation.value("--run");
      if (run == null && invocation.has(Flag.FAILED)) {
        continue; // It has nothing to show.
      }
      if (!invocation.has(Flag.FAILED) && !hasLogs(job)) {
        ErrorOutput.printLine("run-job", job + ": there is no log yet", err);
        continue;
      }
      LogsAction logs = new LogsAction(invocation, config, err, job, run);
      if (jobs.size() > 1) {
        out.println((printed == 0 ? "" : "\n") + "==> " + title(job, run) + " <==");
        out.flush();
      }
      printed++;
      logs.print();
      if (logs.isAbandoned()) {
        return StandardOutput.BROKEN_PIPE;
      }
    }
    if (printed == 0 && invocation.has(Flag.FAILED)) {
      String what = jobs.size() == 1 ? jobs.get(0) + ": " : "";
      ErrorOutput.printLine("run-job", what + "no run that is on record has failed", err);
    }
    return ExitCode.SUCCESS.status();
  }

  private String title(Slug job, String run) {
    return invocation.has(Flag.FAILED) ? run : run == null ? job.value() : job + " " + run;
  }

  private List<Slug> jobs() {
    List<Slug> jobs = new ArrayList<>();
    if (invocation.tags().isEmpty() && invocation.names().size() == 1) {
      jobs.add(LogsAction.slug(invocation.names().get(0))); // Its file may be gone.
      return jobs;
    }
    for (JobSelection.Item item :
        JobSelection.existingOf(invocation.names(), invocation.tags(), new JobLoader(config))) {
      jobs.add(item.slug());
    }
    return jobs;
  }

  private boolean hasLogs(Slug job) {
    try (JobLogs logs = JobLogs.of(config.outputDirectory(), job)) {
      return !logs.runIds().isEmpty();
    }
  }

  /** The last run of a job that failed and has a log; null if there is none. */
  private @Nullable String lastFailed(Slug job) {
    try (Records records = Records.open(config, job)) {
      RunRecord record = records.next();
      while (record != null && !(record.result().isFailed() && record.log() != null)) {
        record = records.next();
      }
      ErrorOutput.warn(records.fault(), err);
      return record == null ? null : record.run();
    }
  }
}
