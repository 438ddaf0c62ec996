package processcontrol.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.due.Forecast;
import processcontrol.due.Slots;
import processcontrol.due.Splay;
import processcontrol.history.FileChange;
import processcontrol.history.HistoryReader;
import processcontrol.history.Hold;
import processcontrol.history.Incident;
import processcontrol.history.RunRecord;
import processcontrol.history.RunTrace;
import processcontrol.history.Standing;
import processcontrol.history.TrustedTraces;
import processcontrol.history.WrongClock;
import processcontrol.job.Job;
import processcontrol.job.Schedule;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.Slug;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;
import processcontrol.lock.JobLock;
import processcontrol.lock.KeeperLock;
import processcontrol.lock.KeeperLock.Keeper;
import processcontrol.lock.RunFiles;
import processcontrol.lock.RunNames;
import processcontrol.lock.RunningJob;
import processcontrol.posix.PosixException;
import processcontrol.schedule.ScheduleWords;
import processcontrol.trigger.Parents;
import processcontrol.trigger.SpoolReader;
import processcontrol.zone.Zones;

/** Gathers how jobs stand from their locks, histories, holds and schedules. */
public final class StatusCollector {

  /** From so many jobs on it is cheaper to read all names of the run directory. */
  private static final int MANY = 4;

  private final GlobalConfig config;
  private final @Nullable OtherJobs others;
  private final SpoolReader spool;
  private final Instant now = Instant.now();
  private final Zone zone = Zones.ofMachine();
  private final String host = Splay.hostName();
  private RunNames runFiles = RunNames.unknown();

  /**
   * By the text, as many jobs share a schedule; hashing a record costs milliseconds the first time.
   */
  private final Map<String, String> words = new HashMap<>();

  public StatusCollector(GlobalConfig config) {
    this(config, null);
  }

  /**
   * @param others against which the jobs are checked; null for not
   */
  public StatusCollector(GlobalConfig config, @Nullable OtherJobs others) {
    this.others = others;
    this.config = config;
    this.spool = new SpoolReader(config.stateDirectory());
  }

  /** The status of each job, in their order. */
  public List<JobStatus> of(List<JobSelection.Item> items, boolean onlyRunning) {
    if (items.size() >= MANY) {
      runFiles = RunNames.of(config.runDirectory());
    }
    List<JobStatus> statuses = new ArrayList<>();
    for (JobSelection.Item item : others == null ? items : others.checked(items)) {
      Slug slug = Slug.isValid(item.name()) ? item.slug() : null;
      JobStatus.Running running = slug == null ? null : running(slug);
      if (running != null || !onlyRunning) {
        statuses.add(status(item, slug, running));
      }
    }
    return statuses;
  }

  private JobStatus status(JobSelection.Item item, Slug slug, JobStatus.Running running) {
    boolean starts = item.isValid() && !item.job().disabled();
    SpoolReader.Waiting waiting = slug == null ? null : spool.read(slug);
    Standing standing = slug == null ? null : standing(slug, running != null);
    Hold hold = slug == null ? null : Hold.find(config.stateDirectory(), slug);
    TrustedTraces past = slug == null ? null : past(slug, standing);
    Instant seen = null;
    if (item.isValid()) {
      FileChange file = FileChange.of(item.path());
      seen = seen(file, item.job(), past.latest());
      standing = standing.withClockFault(file.fault(now.toEpochMilli()));
    }
    if (slug != null) {
      standing =
          standing
              .withClockFault(clockFault(hold, running))
              .withFault(faultOfRunFiles(slug))
              .withFault(mails(item) ? Incident.faultOf(config.stateDirectory(), slug) : null)
              .withFault(waiting.fault());
    }
    Forecast forecast = starts ? new Forecast(item.job(), host, zone) : null;
    return new JobStatus(
        item.name(),
        item.path(),
        item.job(),
        item.problems(),
        running,
        standing,
        hold,
        mails(item) ? Incident.find(config.stateDirectory(), slug) : null,
        seen,
        running != null && running.next() != null
            ? running.next()
            : starts ? moment(forecast.next(now.toEpochMilli(), past.last())) : null,
        starts ? moment(forecast.next(seen.toEpochMilli(), past.last())) : null,
        item.isValid() ? words(item.job(), words) : null,
        waiting == null ? List.of() : waiting.triggers(),
        item.isValid() ? after(item.job(), past) : null);
  }

  /** Null for a job that runs after no others. */
  private JobStatus.@Nullable After after(Job job, TrustedTraces past) {
    if (job.chain().after().isEmpty()) {
      return null;
    }
    long moment = now.toEpochMilli();
    RunTrace last = past.last();
    long since =
        last == null
            ? FileChange.of(job.source()).momentOr(moment, moment)
            : last.started().epochMillis();
    Parents parents = Parents.of(job, config.stateDirectory(), since, moment);
    List<JobStatus.Parent> all = new ArrayList<>();
    for (Parents.Parent parent : parents.all()) {
      boolean disabled = others != null && others.isDisabled(parent.job().value());
      boolean runs = running(parent.job()) != null;
      all.add(new JobStatus.Parent(parent.job().value(), disabled, runs, parent.last()));
    }
    UtcTime due = parents.dueSince(config.stateDirectory());
    // A start that was skipped, because of its only_if say, was one.
    RunTrace latest = past.latest();
    boolean started = due != null && latest != null && latest.started().compareTo(due) >= 0;
    return new JobStatus.After(parents.any(), all, started ? null : instant(due));
  }

  /** Returns why triggers of jobs may wait unseen; null if none do. */
  public @Nullable String spoolFault() {
    return spool.fault();
  }

  private @Nullable String faultOfRunFiles(Slug slug) {
    if (!runFiles.mayHaveOthers(slug)) {
      return null;
    }
    try {
      KeeperLock.find(config.runDirectory(), slug);
      return RunFiles.faultOf(config.runDirectory(), slug);
    } catch (PosixException e) {
      return e.getMessage();
    }
  }

  /** Returns what the file alone says of a valid job: nothing of its runs, or of a hold. */
  public static JobStatus ofFile(JobSelection.Item item) {
    Job job = item.job();
    long next =
        job.disabled()
            ? Slots.NEVER
            : new Forecast(job, Splay.hostName(), Zones.ofMachine())
                .next(System.currentTimeMillis(), null);
    return new JobStatus(
        item.name(),
        item.path(),
        job,
        item.problems(),
        null,
        new Standing(null, null, 0),
        null,
        null,
        null,
        moment(next),
        null,
        words(job, new HashMap<>()),
        List.of(),
        null);
  }

  private static boolean mails(JobSelection.Item item) {
    return item.isValid() && item.job().failmail() != null;
  }

  private static @Nullable Instant moment(long slot) {
    return slot == Slots.NEVER ? null : Instant.ofEpochMilli(slot);
  }

  /**
   * Returns the last sign of life: the end of the latest run, as cron's starts during a run are
   * refused and leave no record. A file that a deployment has merely touched since is no excuse.
   */
  private Instant seen(FileChange file, Job job, RunTrace latest) {
    long moment = now.toEpochMilli();
    if (latest == null) {
      return Instant.ofEpochMilli(file.momentOr(moment, moment));
    }
    boolean same = job.sha256().equals(latest.jobSha256());
    long changed = same ? latest.end() : file.momentOr(latest.end(), moment);
    return Instant.ofEpochMilli(Math.max(changed, latest.end()));
  }

  /** The newest records that a right clock has written. */
  private TrustedTraces past(Slug slug, Standing standing) {
    if (standing.clockFault() == null) {
      RunTrace latest = standing.latest() == null ? null : standing.latest().trace();
      return new TrustedTraces(latest, standing.last() == null ? null : standing.last().trace());
    }
    try (HistoryReader history = HistoryReader.open(config.stateDirectory(), slug)) {
      return TrustedTraces.read(history, now.toEpochMilli());
    }
  }

  /** Returns what else lies in the future; null for nothing. */
  private @Nullable String clockFault(Hold hold, JobStatus.Running running) {
    long moment = now.toEpochMilli();
    String fault =
        hold == null ? null : WrongClock.fault("the hold", hold.since().epochMillis(), moment);
    return fault != null || running == null || running.started() == null
        ? fault
        : WrongClock.fault(
            "the start of the run " + running.run(), running.started().epochMillis(), moment);
  }

  private JobStatus.@Nullable Running running(Slug slug) {
    RunningJob running;
    Keeper keeper = null;
    try {
      running = runFiles.mayHaveLock(slug) ? RunningJob.find(config.runDirectory(), slug) : null;
      boolean kept = running == null && runFiles.mayHaveKeeper(slug);
      keeper = kept ? KeeperLock.find(config.runDirectory(), slug) : null;
    } catch (PosixException e) {
      running = null; // Told with the job's standing.
    }
    if (running == null) {
      return keeper == null ? null : between(keeper);
    }
    boolean supervised = running.isSupervised();
    int pid = supervised ? running.pid() : running.childPid();
    return new JobStatus.Running(
        running.run(), pid, supervised, running.started(), running.phase(), null);
  }

  /** A job that is kept running, between two runs. */
  private static JobStatus.Running between(Keeper keeper) {
    String phase = keeper.state() == KeeperLock.State.RESTARTING ? "restarting" : "starting";
    return new JobStatus.Running("", keeper.pid(), true, null, phase, instant(keeper.next()));
  }

  private static @Nullable Instant instant(UtcTime time) {
    return time == null ? null : Instant.ofEpochMilli(time.epochMillis());
  }

  private Standing standing(Slug slug, boolean isRunning) {
    RunRecord lost = null;
    String fault = null;
    try {
      boolean vanished = !isRunning && runFiles.mayHaveLock(slug);
      lost = vanished ? JobLock.findLost(config.runDirectory(), slug) : null;
    } catch (PosixException e) {
      fault = e.getMessage(); // The others are to be answered for.
    }
    try (HistoryReader history = HistoryReader.open(config.stateDirectory(), slug)) {
      Standing standing = Standing.of(history).withFault(fault).withFault(history.faultOfOlder());
      standing = lost == null ? standing : standing.withLost(lost);
      return standing.checkedAt(now.toEpochMilli());
    } catch (PosixException e) {
      return new Standing(null, null, 0).withFault(fault).withFault(e.getMessage());
    }
  }

  /** The schedules of a job in English; null if it has none. */
  private static @Nullable String words(Job job, Map<String, String> words) {
    StringBuilder all = new StringBuilder();
    for (ScheduleEntry entry : job.schedules()) {
      all.append(all.length() == 0 ? "" : "; ");
      Schedule schedule = entry.schedule();
      String known = words.get(schedule.text());
      if (known == null) {
        known = ScheduleWords.of(schedule);
        words.put(schedule.text(), known);
      }
      all.append(known);
    }
    return all.length() == 0 ? null : all.toString();
  }
}
