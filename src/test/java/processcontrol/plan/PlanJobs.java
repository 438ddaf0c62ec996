package processcontrol.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import processcontrol.job.Blackout;
import processcontrol.job.CatchUp;
import processcontrol.job.Chain;
import processcontrol.job.Criteria;
import processcontrol.job.Job;
import processcontrol.job.LogPolicy;
import processcontrol.job.Moment;
import processcontrol.job.Overlap;
import processcontrol.job.Remarks;
import processcontrol.job.Repeat;
import processcontrol.job.Retries;
import processcontrol.job.Schedule;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;
import processcontrol.job.Upkeep;
import processcontrol.job.Zone;
import processcontrol.zone.Zones;

/** Makes jobs for plans. */
public final class PlanJobs {

  private final String slug;
  private final List<ScheduleEntry> schedules = new ArrayList<>();
  private TimeSpan every = TimeSpan.ZERO;
  private TimeSpan period = TimeSpan.ZERO;
  private TimeSpan splay = TimeSpan.ZERO;
  private Repeat repeat;
  private Moment notBefore;
  private Moment notAfter;
  private List<Blackout> blackouts = List.of();
  private Zone zone;
  private boolean disabled;
  private Remarks remarks = Remarks.NONE;
  private Upkeep upkeep;
  private Chain chain = Chain.NONE;

  private PlanJobs(String slug) {
    this.slug = slug;
  }

  public static PlanJobs of(String slug) {
    return new PlanJobs(slug);
  }

  /** A job with nothing but a schedule. */
  public static Job scheduled(String slug, String schedule) {
    return of(slug).schedule(schedule).job();
  }

  /** Jobs of one schedule, with a number behind their names. */
  static List<Job> many(String slug, int count, String schedule) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(scheduled(slug + i, schedule));
    }
    return jobs;
  }

  public PlanJobs schedule(String schedule, String... args) {
    schedules.add(new ScheduleEntry(new Schedule(schedule), List.of(args)));
    return this;
  }

  PlanJobs every(String span) {
    every = TimeSpan.parse(span);
    return this;
  }

  public PlanJobs period(String span) {
    period = TimeSpan.parse(span);
    return this;
  }

  PlanJobs splay(String span) {
    splay = TimeSpan.parse(span);
    return this;
  }

  PlanJobs repeat(String text) {
    repeat = Repeat.parse(text);
    return this;
  }

  PlanJobs notBefore(String moment) {
    notBefore = new Moment(moment);
    return this;
  }

  PlanJobs notAfter(String moment) {
    notAfter = new Moment(moment);
    return this;
  }

  PlanJobs blackout(String text) {
    blackouts = List.of(Blackout.daily(text));
    return this;
  }

  PlanJobs zone(String name) {
    zone = Zones.of(name);
    return this;
  }

  public PlanJobs disabled(String reason) {
    disabled = true;
    remarks = new Remarks(null, null, null, reason);
    return this;
  }

  PlanJobs keptRunning() {
    upkeep = new Upkeep(TimeSpan.ZERO, TimeSpan.ZERO, List.of(), List.of(), TimeSpan.ZERO);
    return this;
  }

  PlanJobs chain(Chain links) {
    chain = links;
    return this;
  }

  public Job job() {
    Timing timing =
        new Timing(
            every,
            splay,
            period,
            TimeSpan.ZERO,
            TimeSpan.ZERO,
            repeat,
            Timing.DEFAULT_EPSILON,
            CatchUp.NONE,
            TimeSpan.ZERO,
            notBefore,
            notAfter,
            blackouts,
            zone);
    return new Job(
        new Slug(slug),
        "/jobs/" + slug + ".yaml",
        "sha",
        "A job",
        null,
        List.of(),
        List.of(),
        false,
        null,
        Map.of(),
        TimeSpan.ZERO,
        Job.DEFAULT_KILL_AFTER,
        Job.DEFAULT_STOP_SIGNAL,
        false,
        disabled,
        schedules,
        List.of(),
        null,
        1,
        0,
        Criteria.DEFAULT,
        TimeSpan.ZERO,
        Retries.NONE,
        TimeSpan.ZERO,
        List.of(),
        null,
        TimeSpan.ZERO,
        null,
        List.of(),
        true,
        LogPolicy.DEFAULT,
        upkeep,
        chain,
        Overlap.DEFAULT,
        timing.equals(Timing.NONE) ? null : timing,
        remarks);
  }
}
