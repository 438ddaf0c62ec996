package processcontrol.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import processcontrol.audit.Audit;
import processcontrol.audit.JobAudit;
import processcontrol.audit.JobFacts;
import processcontrol.audit.Range;
import processcontrol.config.GlobalConfig;
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
import processcontrol.report.DayStarts;
import processcontrol.report.ReportedJob;
import processcontrol.report.SuccessRates;
import processcontrol.status.JobStatus;
import processcontrol.status.Records;
import processcontrol.status.UsualDuration;
import processcontrol.zone.Zones;

/** Gathers what the report says of jobs from their histories: their last runs, and today. */
final class ReportCollector {

  /** Of one job for the success rates; more are of no use for them. */
  private static final int MAX_COUNTED = 50_000;

  private final GlobalConfig config;
  private final @Nullable SuccessRates rates;
  private final DayStarts today;
  private final AuditCollector audits;
  private final List<String> faults = new ArrayList<>();

  /**
   * @param rates what runs are counted in; null where today's are enough, which are read quickly
   */
  ReportCollector(GlobalConfig config, @Nullable SuccessRates rates, Instant now, ZoneId zone) {
    this.config = config;
    this.rates = rates;
    this.today = new DayStarts(now, zone);
    // In the first millisecond of a day nothing can be missing.
    Range range =
        new Range(
            Math.min(today.begin(), now.toEpochMilli() - 1),
            now.toEpochMilli(),
            now.toEpochMilli());
    this.audits = new AuditCollector(config, range, Zones.ofMachine());
  }

  /** Returns what could not be read. */
  List<String> faults() {
    return faults;
  }

  /** Today's starts of all jobs, once these are read. */
  DayStarts today(List<JobStatus> statuses, Instant now) {
    for (JobAudit audit : audits.results()) {
      today.add(audit);
    }
    addPlanned(statuses, now);
    return today;
  }

  /**
   * Reads the history of a job.
   *
   * @param page where its own page is; null if it has none
   * @param most so many of the last runs are wanted
   * @param brief whether it is enough to know when they were, and how they ended
   */
  ReportedJob read(JobStatus status, @Nullable String page, int most, boolean brief) {
    if (!Slug.isValid(status.name())) {
      return ReportedJob.of(status, List.of(), null, null);
    }
    Slug slug = new Slug(status.name());
    boolean audited = status.isValid() && Audit.isFor(status.job());
    JobFacts facts = audited ? audits.facts(status.job(), true) : null;
    List<RunRecord> runs;
    try (Records records = Records.open(config, slug)) {
      List<RunRecord> read = newest(records, most, brief);
      runs = runsOf(read);
      audit(facts, read, records);
      count(read, records);
    }
    Long usual = status.running() == null ? null : UsualDuration.of(config, slug);
    return ReportedJob.of(status, runs, usual, page);
  }

  /** Reads the last runs, and the starts that were skipped between them. */
  private static List<RunRecord> newest(Records records, int most, boolean brief) {
    List<RunRecord> read = new ArrayList<>();
    int runs = 0;
    while (runs < most && read.size() < MAX_COUNTED) {
      RunRecord record = brief ? records.nextBrief() : records.next();
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
            RunRecord next = records.nextBrief();
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

  /** Returns true as long as older runs are of interest. */
  private boolean count(RunOutcome run) {
    today.add(run);
    return rates == null ? run.started() >= today.begin() : rates.add(run);
  }

  private void addPlanned(List<JobStatus> statuses, Instant now) {
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
