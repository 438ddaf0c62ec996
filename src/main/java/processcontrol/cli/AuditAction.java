package processcontrol.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import processcontrol.audit.Audit;
import processcontrol.audit.JobAudit;
import processcontrol.audit.JobFacts;
import processcontrol.audit.ParentRuns;
import processcontrol.audit.PowerEvent;
import processcontrol.audit.Range;
import processcontrol.audit.Wtmp;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.due.Splay;
import processcontrol.history.FileChange;
import processcontrol.history.History;
import processcontrol.history.Hold;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Trigger;
import processcontrol.history.WrongClock;
import processcontrol.job.Job;
import processcontrol.job.Link;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;
import processcontrol.lock.JobLock;
import processcontrol.lock.RunningJob;
import processcontrol.posix.Fd;
import processcontrol.posix.PosixException;
import processcontrol.report.AuditReport;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.status.JobSelection;
import processcontrol.status.OtherJobs;
import processcontrol.status.Records;
import processcontrol.zone.Zones;

/** {@code run-job --audit [NAME...]}: which starts are missing or late, and why. */
final class AuditAction {

  /** Starts are missing that nobody wanted to be missing. */
  private static final int MISSING = 1;

  private static final int MAX_CRONTAB = 64 << 20;

  private final GlobalConfig config;
  private final Range range;
  private final Audit audit;
  private final Set<String> started;
  private final long crontabWritten;

  private AuditAction(GlobalConfig config, Range range, Zone zone) {
    this.config = config;
    this.range = range;
    this.audit = new Audit(range, Splay.hostName(), zone);
    this.started = startedByCron(config.outputCrontab());
    this.crontabWritten = FileChange.of(config.outputCrontab()).momentOr(0, range.now());
  }

  /** Returns the exit status. */
  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    Zone zone = Zones.ofMachine();
    Range range = AuditRange.of(invocation, System.currentTimeMillis(), zone);
    List<JobAudit> audits = new AuditAction(config, range, zone).of(invocation);
    out.print(
        invocation.has(Invocation.Flag.JSON)
            ? AuditReport.json(range, audits)
            : AuditReport.text(range, audits, Zones.idOfMachine()));
    for (JobAudit each : audits) {
      if (each.missing() > 0 || each.fault() != null) {
        return MISSING;
      }
    }
    return ExitCode.SUCCESS.status();
  }

  private List<JobAudit> of(Invocation invocation) {
    JobLoader loader = new JobLoader(config);
    List<JobSelection.Item> wanted =
        new OtherJobs(invocation.names(), invocation.tags(), loader)
            .checked(JobSelection.existingOf(invocation.names(), invocation.tags(), loader));
    Set<String> names = new HashSet<>();
    List<JobAudit> faults = new ArrayList<>();
    for (JobSelection.Item item : wanted) {
      names.add(item.name());
      if (!item.isValid()) {
        faults.add(JobAudit.impossible(item.name(), "not valid: " + item.problems().get(0)));
      } else if (!Audit.isFor(item.job()) && !invocation.names().isEmpty()) {
        throw new InvalidConfigException(
            item.name() + ": has no schedule and no parents that could be audited");
      }
    }
    for (JobSelection.Item item : JobSelection.all(loader)) {
      if (item.isValid() && Audit.isFor(item.job())) {
        String fault = add(item.job(), names.contains(item.name()));
        if (fault != null && names.contains(item.name())) {
          faults.add(JobAudit.impossible(item.name(), fault));
        }
      } else if (Slug.isValid(item.name())) {
        try (Records records = Records.open(config, item.slug())) {
          audit.addSigns(records::next);
        }
      }
    }
    List<JobAudit> audits = new ArrayList<>(audit.results(powerEvents(range.now())));
    audits.addAll(faults);
    return audits;
  }

  /** Adds a job; returns why nothing can be said of it, or null. */
  private String add(Job job, boolean selected) {
    Slug slug = job.slug();
    // Before the history: a run that ends meanwhile is in that, and seen to be the same.
    RunRecord running = running(job);
    FileChange file = FileChange.of(job.source());
    long changed = file.momentOr(0, range.now());
    JobFacts facts =
        new JobFacts(
            job,
            selected,
            changed,
            Math.max(changed, crontabWritten),
            Hold.find(config.stateDirectory(), slug),
            Hold.lastRelease(config.stateDirectory(), slug),
            running,
            History.wasBounded(config.stateDirectory(), slug),
            started == null
                    || started.contains(slug.value())
                    || job.disabled()
                    || !Audit.isByTime(job) // The line for these does not name each.
                ? null
                : "it is not in " + config.outputCrontab(),
            file.fault(range.now()));
    try (Records records = Records.open(config, slug)) {
      RunRecord[] first = {records.next()};
      if (first[0] == null && records.fault() != null) {
        return records.fault();
      }
      audit.add(
          facts,
          () -> {
            RunRecord next = first[0] == null ? records.next() : first[0];
            first[0] = null;
            return next;
          },
          parents(job));
      ErrorOutput.warn(records.fault(), System.err);
      return null;
    }
  }

  private List<ParentRuns> parents(Job job) {
    List<ParentRuns> parents = new ArrayList<>();
    for (Link link : job.chain().after()) {
      try (Records records = Records.open(config, link.job())) {
        parents.add(ParentRuns.read(records::next, range));
      }
    }
    return parents;
  }

  /** The run that goes on; what it was started for is not known before it has its name. */
  private RunRecord running(Job job) {
    RunningJob running;
    try {
      RunRecord record = JobLock.findRunning(config.runDirectory(), job.slug());
      if (record != null) {
        return record;
      }
      running = RunningJob.find(config.runDirectory(), job.slug());
    } catch (PosixException e) {
      return null; // Told with the job's records.
    }
    if (running == null) {
      return null;
    }
    UtcTime started = running.started() == null ? new UtcTime(range.now()) : running.started();
    return new RunRecord(
        running.run(),
        job.slug(),
        Result.LOST,
        "",
        null,
        null,
        null,
        started,
        null,
        1,
        Trigger.CRON,
        List.of(),
        null,
        job.sha256(),
        null,
        List.of(),
        List.of(),
        null);
  }

  /** The names of the jobs that the installed crontab starts; null if there is none to read. */
  private static Set<String> startedByCron(String crontab) {
    String option = " --job ";
    Set<String> names = new HashSet<>();
    try (Fd file = Fd.openForReading(crontab)) {
      String text = new String(file.readAll(MAX_CRONTAB), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        int at = line.startsWith("#") ? -1 : line.indexOf(option);
        if (at >= 0) {
          String rest = line.substring(at + option.length());
          int blank = rest.indexOf(' ');
          names.add(blank < 0 ? rest : rest.substring(0, blank));
        }
      }
      return names;
    } catch (PosixException e) {
      return null;
    }
  }

  private static List<PowerEvent> powerEvents(long now) {
    Wtmp wtmp = Wtmp.ofThisMachine();
    List<PowerEvent> events = new ArrayList<>(Wtmp.kernelBoot("/proc/stat"));
    events.addAll(wtmp.read("/var/log/wtmp.1"));
    events.addAll(wtmp.read("/var/log/wtmp"));
    // A machine whose clock was wrong was not down until then.
    events.removeIf(event -> WrongClock.isAhead(event.at(), now));
    return events;
  }
}
