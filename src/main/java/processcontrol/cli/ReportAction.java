package processcontrol.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.due.Splay;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.report.DayStarts;
import processcontrol.report.HtmlFrame;
import processcontrol.report.HtmlJobPage;
import processcontrol.report.HtmlReport;
import processcontrol.report.ReportedJob;
import processcontrol.report.StatusOrder;
import processcontrol.report.SuccessRates;
import processcontrol.run.ExitCode;
import processcontrol.start.UsageException;
import processcontrol.status.JobSelection;
import processcontrol.status.JobStatus;
import processcontrol.status.OtherJobs;
import processcontrol.status.StatusCollector;
import processcontrol.zone.Zones;

/** {@code run-job --report [DIR]}: writes all jobs as pages for a browser. */
final class ReportAction {

  private final GlobalConfig config;
  private final ReportFiles files;
  private final Instant now = Instant.now();
  private final ZoneId zone = Zones.idOfMachine();
  private final SuccessRates rates = new SuccessRates(now, zone);
  private final ReportCollector collector;

  private ReportAction(GlobalConfig config, ReportFiles files) {
    this.config = config;
    this.files = files;
    this.collector = new ReportCollector(config, rates, now, zone);
  }

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    String target =
        invocation.names().isEmpty() ? config.reportDirectory() : invocation.names().get(0);
    if (target == null) {
      throw new UsageException("--report: name a directory, or configure report_directory");
    }
    try (Directory directory = Directory.open(target)) {
      // If a report takes longer than a minute, cron starts the next one meanwhile.
      if (!directory.tryLock()) {
        if (!invocation.has(Invocation.Flag.QUIET)) {
          out.println(target + ": another report is being written");
        }
        return ExitCode.ALREADY_RUNNING.status();
      }
      new ReportAction(config, new ReportFiles(directory)).write();
    }
    if (invocation.has(Invocation.Flag.VERBOSE)) {
      out.println(target + "/" + ReportFiles.INDEX + " is written");
    }
    return ExitCode.SUCCESS.status();
  }

  private void write() {
    JobLoader loader = new JobLoader(config);
    StatusCollector collected =
        new StatusCollector(config, new OtherJobs(List.of(), List.of(), loader));
    List<JobStatus> statuses = collected.of(JobSelection.all(loader), /* onlyRunning= */ false);
    if (collected.spoolFault() != null) {
      collector.faults().add(collected.spoolFault());
    }
    List<ReportedJob> jobs = new ArrayList<>();
    int kept = statuses.size() <= HtmlReport.MAX_DETAILED ? HtmlReport.DETAILED_RUNS : 0;
    for (JobStatus status : StatusOrder.ATTENTION.sorted(statuses, now)) {
      jobs.add(reported(status).withRuns(kept));
    }
    DayStarts today = collector.today(statuses, now);
    files.write(
        ReportFiles.INDEX,
        HtmlReport.of(
            jobs, today, rates, collector.faults(), Splay.hostName(), now, zone, HtmlFrame.FILE));
    files.removeOthers();
  }

  private ReportedJob reported(JobStatus status) {
    boolean hasPage = Slug.isValid(status.name());
    ReportedJob job =
        collector.read(
            status,
            hasPage ? HtmlJobPage.fileName(status.name()) : null,
            ReportedJob.MAX_RUNS,
            /* brief= */ false);
    if (hasPage) {
      writePage(job, new Slug(status.name()));
    }
    return job;
  }

  private void writePage(ReportedJob job, Slug slug) {
    boolean logs = config.reportLogs();
    String beginning = HtmlJobPage.beginning(job, logs, now, zone);
    if (!files.isUpToDate(job.page(), beginning)) {
      boolean logged = logs && !job.runs().isEmpty();
      List<String> log = logged ? LogEnd.of(config, slug, job.runs().get(0)) : null;
      files.write(job.page(), HtmlJobPage.of(job, beginning, log, now, zone));
    }
  }
}
