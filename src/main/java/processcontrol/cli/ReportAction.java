package processcontrol.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.due.Splay;
import processcontrol.history.Result;
import processcontrol.history.RunFigures;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;
import processcontrol.posix.Directory;
import processcontrol.report.DayRates;
import processcontrol.report.HtmlReport;
import processcontrol.report.ReportedJob;
import processcontrol.report.StatusOrder;
import processcontrol.run.ExitCode;
import processcontrol.start.UsageException;
import processcontrol.status.JobSelection;
import processcontrol.status.JobStatus;
import processcontrol.status.OtherJobs;
import processcontrol.status.Records;
import processcontrol.status.StatusCollector;
import processcontrol.status.UsualDuration;
import processcontrol.zone.Zones;

/** {@code run-job --report [DIR]}: writes all jobs as a page for a browser. */
final class ReportAction {

  private static final String FILE_NAME = "index.html";
  private static final int FILE_MODE = 0644;

  /** Of one job for the success rate; more are of no use for it. */
  private static final int MAX_COUNTED = 5000;

  private final GlobalConfig config;
  private final List<String> faults = new ArrayList<>();

  private ReportAction(GlobalConfig config) {
    this.config = config;
  }

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    String target =
        invocation.names().isEmpty() ? config.reportDirectory() : invocation.names().get(0);
    if (target == null) {
      throw new UsageException("--report: name a directory, or configure report_directory");
    }
    String page = new ReportAction(config).page();
    try (Directory directory = Directory.open(target)) {
      directory.replaceFile(FILE_NAME, page.getBytes(StandardCharsets.UTF_8), FILE_MODE);
    }
    if (invocation.has(Invocation.Flag.VERBOSE)) {
      out.println(target + "/" + FILE_NAME + " is written");
    }
    return ExitCode.SUCCESS.status();
  }

  private String page() {
    Instant now = Instant.now();
    ZoneId zone = Zones.idOfMachine();
    JobLoader loader = new JobLoader(config);
    StatusCollector collector =
        new StatusCollector(config, new OtherJobs(List.of(), List.of(), loader));
    List<JobStatus> statuses = collector.of(JobSelection.all(loader), /* onlyRunning= */ false);
    if (collector.spoolFault() != null) {
      faults.add(collector.spoolFault());
    }
    DayRates rates = new DayRates(now, zone);
    List<ReportedJob> jobs = new ArrayList<>();
    for (JobStatus status : StatusOrder.ATTENTION.sorted(statuses, now)) {
      jobs.add(reported(status, rates));
    }
    return HtmlReport.of(jobs, rates, faults, Splay.hostName(), now, zone);
  }

  private ReportedJob reported(JobStatus status, DayRates rates) {
    if (!Slug.isValid(status.name())) {
      return new ReportedJob(status, List.of(), null);
    }
    Slug slug = new Slug(status.name());
    List<RunRecord> runs = new ArrayList<>();
    try (Records records = Records.open(config, slug)) {
      int looked = 0;
      for (RunRecord record = records.next(); record != null; record = records.next()) {
        if (record.result() != Result.SKIPPED) {
          runs.add(record);
        }
        looked++;
        if (runs.size() == ReportedJob.MAX_RUNS || looked == MAX_COUNTED) {
          break;
        }
      }
    }
    try (Records records = Records.open(config, slug)) {
      int looked = 0;
      for (RunFigures run = records.nextFigures();
          run != null && looked < MAX_COUNTED && rates.add(run);
          run = records.nextFigures()) {
        looked++;
      }
    }
    Long usual = status.running() == null ? null : UsualDuration.of(config, slug);
    return new ReportedJob(status, runs, usual);
  }
}
