package processcontrol.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import processcontrol.audit.Audit;
import processcontrol.audit.JobAudit;
import processcontrol.audit.JobFacts;
import processcontrol.audit.Range;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.due.Splay;
import processcontrol.history.Result;
import processcontrol.history.RunOutcome;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.plan.PlannedJob;
import processcontrol.plan.Planner;
import processcontrol.plan.TimeFrame;
import processcontrol.plan.TooManyStartsException;
import processcontrol.posix.Directory;
import processcontrol.report.DayStarts;
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
import processcontrol.status.Records;
import processcontrol.status.StatusCollector;
import processcontrol.status.UsualDuration;
import processcontrol.zone.Zones;

/** {@code run-job --report [DIR]}: writes all jobs as pages for a browser. */
final class ReportAction {

  /** Of one job for the success rates; more are of no use for them. */
  private static final int MAX_COUNTED = 50_000;

  private final GlobalConfig config;
  private final ReportFiles files;
  private final Instant now = Instant.now();
  private final ZoneId zone = Zones.idOfMachine();
  private final SuccessRates rates = new SuccessRates(now, zone);
  private final DayStarts today = new DayStarts(now, zone);
  private final AuditCollector audits;
  private final List<String> faults = new ArrayList<>();

  private ReportAction(GlobalConfig config, ReportFiles files) {
    this.config = config;
    this.files = files;
    // In the first millisecond of a day nothing can be missing.
    Range range =
        new Range(
            Math.min(today.begin(), now.toEpochMilli() - 1),
            now.toEpochMilli(),
            now.toEpochMilli());
    this.audits = new AuditCollector(config, range, Zones.ofMachine());
  }

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    String target =
        invocation.names().isEmpty() ? config.reportDirectory() : invocation.names().get(0);
    if (target == null) {
      throw new UsageException("--report: name a directory, or configure report_directory");
    }
    try (Directory directory = Directory.open(target)) {
      // Where a report takes longer than a minute, cron starts the next one meanwhile.
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
    StatusCollector collector =
        new StatusCollector(config, new OtherJobs(List.of(), List.of(), loader));
    List<JobStatus> statuses = collector.of(JobSelection.all(loader), /* onlyRunning= */ false);
    if (collector.spoolFault() != null) {
      faults.add(collector.spoolFault());
    }
    List<ReportedJob> jobs = new ArrayList<>();
    int kept = statuses.size() <= HtmlReport.MAX_DETAILED ? HtmlReport.DETAILED_RUNS : 0;
    for (JobStatus status : StatusOrder.ATTENTION.sorted(statuses, now)) {
      jobs.add(reported(status).withRuns(kept));
    }
    for (JobAudit audit : audits.results()) {
      today.add(audit);
    }
    addPlanned(statuses);
    files.write(
        ReportFiles.INDEX, HtmlReport.of(jobs, today, rates, faults, Splay.hostName(), now, zone));
    files.removeOthers();
  }

  private ReportedJob reported(JobStatus status) {
    if (!Slug.isValid(status.name())) {
      return ReportedJob.of(status, List.of(), null, null);
    }
    Slug slug = new Slug(status.name());
    boolean audited = status.isValid() && Audit.isFor(status.job());
    JobFacts facts = audited ? audits.facts(status.job(), true) : null;
    List<RunRecord> runs;
    try (Records records = Records.open(config, slug)) {
      List<RunRecord> read = newest(records);
      runs = runsOf(read);
      audit(facts, read, records);
      count(read, records);
    }
    Long usual = status.running() == null ? null : UsualDuration.of(config, slug);
    String page = HtmlJobPage.fileName(slug.value());
    ReportedJob job = ReportedJob.of(status, runs, usual, page);
    writePage(job, slug);
    return job;
  }

  /** Reads the last runs, and the starts that were skipped between them. */
  private static List<RunRecord> newest(Records records) {
    List<RunRecord> read = new ArrayList<>();
    int runs = 0;
    while (runs < ReportedJob.MAX_RUNS && read.size() < MAX_COUNTED) {
      RunRecord record = records.next();
      if (record == null) {
        break;
      }
      read.add(record);
      runs += record.result() == Result.SKIPPED ? 0 : 1;
    }
    return read;
  }

  private static List<RunRecord> runsOf(List<RunRecord> records) {
    List<RunRecord> runs = new ArrayList<>();
    for (RunRecord record : records) {
      if (record.result() != Result.SKIPPED) {
        runs.add(record);
      }
    }
    return runs;
  }

  /** Audits the records that were read, and those behind them, which are added. */
  private void audit(JobFacts facts, List<RunRecord> read, Records records) {
    int[] at = {0};
    Supplier<RunRecord> newestFirst =
        () -> {
          if (at[0] == read.size()) {
            RunRecord next = records.next();
            if (next == null) {
              return null;
            }
            read.add(next);
          }
          return read.get(at[0]++);
        };
    if (facts == null) {
      audits.addSigns(newestFirst);
    } else {
      audits.add(facts, newestFirst);
    }
  }

  /** Counts the records that were read, and those behind them. */
  private void count(List<RunRecord> read, Records records) {
    for (RunRecord record : read) {
      count(new RunOutcome(record.result(), record.started().epochMillis()));
    }
    int counted = read.size();
    RunOutcome run = records.nextOutcome();
    while (run != null && counted++ < MAX_COUNTED && count(run)) {
      run = records.nextOutcome();
    }
  }

  private boolean count(RunOutcome run) {
    today.add(run);
    return rates.add(run);
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

  private void addPlanned(List<JobStatus> statuses) {
    List<Job> jobs = new ArrayList<>();
    for (JobStatus status : statuses) {
      if (status.isValid() && status.hold() == null && status.job().isScheduled()) {
        jobs.add(status.job());
      }
    }
    TimeFrame frame = new TimeFrame(now.toEpochMilli(), today.end(), Zones.ofMachine());
    try {
      for (PlannedJob planned : new Planner(Splay.hostName(), frame).plan(jobs).jobs()) {
        for (int i = 0; i < planned.starts().size(); i++) {
          today.addPlanned(planned.starts().get(i));
        }
      }
    } catch (TooManyStartsException e) {
      faults.add("the starts to come today are not shown: " + e.getMessage());
    }
  }
}
