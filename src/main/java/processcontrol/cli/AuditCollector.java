package processcontrol.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import processcontrol.audit.Audit;
import processcontrol.audit.JobAudit;
import processcontrol.audit.JobFacts;
import processcontrol.audit.ParentRuns;
import processcontrol.audit.PowerEvent;
import processcontrol.audit.Range;
import processcontrol.audit.Wtmp;
import processcontrol.config.GlobalConfig;
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
import processcontrol.status.Records;

/** Gathers what an audit has to know besides the records of the jobs that it looks at. */
final class AuditCollector {

  private static final int MAX_CRONTAB = 64 << 20;

  private final GlobalConfig config;
  private final Range range;
  private final Audit audit;
  private final @Nullable Set<String> started;
  private final long crontabWritten;

  AuditCollector(GlobalConfig config, Range range, Zone zone) {
    this.config = config;
    this.range = range;
    this.audit = new Audit(range, Splay.hostName(), zone);
    this.started = startedByCron(config.outputCrontab());
    this.crontabWritten = FileChange.of(config.outputCrontab()).momentOr(0, range.now());
  }

  /**
   * Returns what is known of a job. To be called before its records are opened: a run that ends
   * meanwhile is among those, and seen to be the same.
   */
  JobFacts facts(Job job, boolean selected) {
    Slug slug = job.slug();
    RunRecord running = running(job);
    FileChange file = FileChange.of(job.source());
    long changed = file.momentOr(0, range.now());
    return new JobFacts(
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
  }

  /**
   * Adds a job that cron starts.
   *
   * @param newestFirst its records, and null behind the oldest
   */
  void add(JobFacts facts, Supplier<RunRecord> newestFirst) {
    audit.add(facts, newestFirst, parents(facts.job()));
  }

  /** Adds the records of any other job, as signs of life. */
  void addSigns(Supplier<RunRecord> newestFirst) {
    audit.addSigns(newestFirst);
  }

  /** Returns what became of the jobs that were selected, in their order. */
  List<JobAudit> results() {
    return audit.results(trusted(Wtmp.kernelBoot("/proc/stat")), trusted(logins()));
  }

  private List<ParentRuns> parents(Job job) {
    List<ParentRuns> parents = new ArrayList<>();
    for (Link link : job.chain().after()) {
      try (Records records = Records.open(config, link.job())) {
        parents.add(ParentRuns.read(records::nextBrief, range));
      }
    }
    return parents;
  }

  /** Returns the current run; its cause is not known before it has its name. */
  private @Nullable RunRecord running(Job job) {
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
    return RunRecord.builder(job.slug(), Result.LOST, "", Trigger.CRON, started)
        .run(running.run())
        .attempts(1)
        .jobSha256(job.sha256())
        .build();
  }

  /** The names of the jobs that the installed crontab starts; null if there is none to read. */
  private static @Nullable Set<String> startedByCron(String crontab) {
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

  private static List<PowerEvent> logins() {
    Wtmp wtmp = Wtmp.ofThisMachine();
    List<PowerEvent> events = new ArrayList<>(wtmp.read("/var/log/wtmp.1"));
    events.addAll(wtmp.read("/var/log/wtmp"));
    return events;
  }

  /** A machine whose clock was wrong was not down until then. */
  private List<PowerEvent> trusted(List<PowerEvent> events) {
    List<PowerEvent> trusted = new ArrayList<>(events);
    trusted.removeIf(event -> WrongClock.isAhead(event.at(), range.now()));
    return trusted;
  }
}
