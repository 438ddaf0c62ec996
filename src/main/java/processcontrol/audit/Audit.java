package processcontrol.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import processcontrol.due.JobSlots;
import processcontrol.due.Slots;
import processcontrol.due.Windows;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.Timing;
import processcontrol.job.Zone;
import processcontrol.posix.Boot;

/**
 * Compares the slots of jobs with their histories, one job after the other; each history is read
 * once. Whether a start is missing because nothing was started at all only shows in the records of
 * all jobs of the machine, so all of them are added, and those that have no trace of a start are
 * judged at the end.
 */
public final class Audit {

  /**
   * A job that boots start: the records of all jobs are evidence of boots, so that it comes last.
   */
  private record BootJob(int index, JobFacts facts, PastStarts past) {}

  private final Range range;
  private final String host;
  private final Zone zone;
  private final Heartbeats heartbeats;
  private final Boots boots;
  private final List<BootJob> bootJobs = new ArrayList<>();
  private final List<JobAuditBuilder> builders = new ArrayList<>();

  /**
   * @param host the machine's name, on which splay depends
   * @param zone the machine's time zone
   */
  public Audit(Range range, String host, Zone zone) {
    this(range, host, zone, new Boots(host, Boot.id(), Boot.moment()));
  }

  Audit(Range range, String host, Zone zone, Boots boots) {
    this.range = range;
    this.host = host;
    this.zone = zone;
    this.heartbeats = new Heartbeats(range);
    this.boots = boots;
  }

  /** Returns true if cron starts a job at all. */
  public static boolean isFor(Job job) {
    return isByTime(job) || !job.chain().after().isEmpty();
  }

  /** Returns true if the time alone makes cron start a job. */
  public static boolean isByTime(Job job) {
    return job.isScheduled() || job.restartPolicy() != null;
  }

  /**
   * Adds the records of a job that is not to be audited, as signs of life.
   *
   * @param newestFirst its records, and null behind the oldest
   */
  public void addSigns(Supplier<RunRecord> newestFirst) {
    PastStarts.read(newestFirst, null, range, heartbeats);
  }

  /**
   * Adds a job.
   *
   * @param newestFirst its records, and null behind the oldest
   */
  public void add(JobFacts facts, Supplier<RunRecord> newestFirst) {
    add(facts, newestFirst, List.of());
  }

  /**
   * As {@link #add(JobFacts, Supplier)}, for a job that may run after others.
   *
   * @param parents these, in any order
   */
  public void add(JobFacts facts, Supplier<RunRecord> newestFirst, List<ParentRuns> parents) {
    PastStarts past = PastStarts.read(newestFirst, facts.running(), range, heartbeats);
    if (facts.job().startsAtBoot()) {
      boots.add(facts.job(), past);
      bootJobs.add(new BootJob(builders.size(), facts, past));
      builders.add(null);
      return;
    }
    builders.add(audited(facts, past, parents, null));
  }

  /**
   * @param booted when the machine was started, for a job that boots start; else null
   */
  private JobAuditBuilder audited(
      JobFacts facts, PastStarts past, List<ParentRuns> parents, long @Nullable [] booted) {
    Job job = facts.job();
    Timing timing = job.timing() == null ? Timing.NONE : job.timing();
    boolean byDistance = job.restartPolicy() != null || timing.isRound();
    ChainAudit chain =
        isByTime(job) ? null : new ChainAudit(job, parents, past, facts.deployed(), range);
    Slots slots =
        chain != null
            ? chain.slots()
            : byDistance
                ? DistanceAudit.steps(job)
                : booted != null
                    ? new JobSlots(job, host, zone, booted)
                    : new JobSlots(job, host, zone);
    JobAuditBuilder builder = new JobAuditBuilder(facts, past, slots, new Windows(timing, zone));
    long from = range.from();
    long begin = past.all().isEmpty() ? from : past.all().get(0).started();
    if ((facts.bounded() || past.isCut()) && begin > from) {
      from = Math.min(begin, range.until());
      builder.addUnknown(range.from(), from);
    }
    if (booted != null && boots.knownSince(booted) > from) {
      builder.addUnknownBoots(from, Math.min(boots.knownSince(booted), range.until()));
    }
    if (chain != null) {
      chain.run(from, builder);
    } else if (slots instanceof IntervalSlots steps) {
      new DistanceAudit(facts, past, steps, builder).run(from, range);
    } else {
      new ClockAudit(job, slots, past, builder).run(from, range);
    }
    builder.end();
    return builder;
  }

  /**
   * Returns what became of the jobs that were selected, in their order.
   *
   * @param kernel what it says of the machine, which in a container is the host
   * @param logins the events in the file of logins, in any order
   */
  public List<JobAudit> results(List<PowerEvent> kernel, List<PowerEvent> logins) {
    boots.complete(logins);
    for (BootJob one : bootJobs) {
      long[] booted = boots.of(one.facts().job(), one.past());
      builders.set(one.index(), audited(one.facts(), one.past(), List.of(), booted));
    }
    List<PowerEvent> events = new ArrayList<>(kernel);
    events.addAll(logins);
    Machine machine = new Machine(events, heartbeats, builders);
    List<JobAudit> results = new ArrayList<>();
    for (JobAuditBuilder builder : builders) {
      if (builder.isSelected()) {
        results.add(builder.judged(machine));
      }
    }
    return results;
  }
}
