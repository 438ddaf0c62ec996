package processcontrol.due;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import processcontrol.job.Blackout;
import processcontrol.job.CatchUp;
import processcontrol.job.CommandLine;
import processcontrol.job.Criteria;
import processcontrol.job.Job;
import processcontrol.job.LogPolicy;
import processcontrol.job.Moment;
import processcontrol.job.Remarks;
import processcontrol.job.Repeat;
import processcontrol.job.Retries;
import processcontrol.job.Schedule;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.Timing;
import processcontrol.job.Zone;
import processcontrol.zone.Zones;

/** Makes jobs that differ in when they are due. */
final class DueJobs {

  private String slug = "job";
  private final List<ScheduleEntry> schedules = new ArrayList<>();
  private TimeSpan every = TimeSpan.ZERO;
  private TimeSpan splay = TimeSpan.ZERO;
  private TimeSpan period = TimeSpan.ZERO;
  private TimeSpan pause = TimeSpan.ZERO;
  private TimeSpan random = TimeSpan.ZERO;
  private Repeat repeat;
  private TimeSpan epsilon = Timing.DEFAULT_EPSILON;
  private CatchUp catchUp = CatchUp.NONE;
  private TimeSpan deadline = TimeSpan.ZERO;
  private Moment notBefore;
  private Moment notAfter;
  private List<Blackout> blackouts = List.of();
  private Zone zone;

  static DueJobs of() {
    return new DueJobs();
  }

  DueJobs slug(String name) {
    slug = name;
    return this;
  }

  DueJobs schedule(String schedule, String... args) {
    schedules.add(new ScheduleEntry(new Schedule(schedule), List.of(args)));
    return this;
  }

  DueJobs every(String span) {
    every = TimeSpan.parse(span);
    return this;
  }

  DueJobs splay(String span) {
    splay = TimeSpan.parse(span);
    return this;
  }

  DueJobs period(String span) {
    period = TimeSpan.parse(span);
    return this;
  }

  DueJobs pause(String span) {
    pause = TimeSpan.parse(span);
    return this;
  }

  DueJobs random(String span) {
    random = TimeSpan.parse(span);
    return this;
  }

  DueJobs repeat(String text) {
    repeat = Repeat.parse(text);
    return this;
  }

  DueJobs epsilon(String span) {
    epsilon = TimeSpan.parse(span);
    return this;
  }

  DueJobs catchUp(CatchUp how) {
    catchUp = how;
    return this;
  }

  DueJobs deadline(String span) {
    deadline = TimeSpan.parse(span);
    return this;
  }

  DueJobs notBefore(String moment) {
    notBefore = new Moment(moment);
    return this;
  }

  DueJobs notAfter(String moment) {
    notAfter = new Moment(moment);
    return this;
  }

  DueJobs blackout(Blackout... all) {
    blackouts = List.of(all);
    return this;
  }

  DueJobs zone(String name) {
    zone = Zones.of(name);
    return this;
  }

  Timing timing() {
    return new Timing(
        every, splay, period, pause, random, repeat, epsilon, catchUp, deadline, notBefore,
        notAfter, blackouts, zone);
  }

  Job job() {
    return new Job(
        new Slug(slug),
        "/jobs/" + slug + ".yaml",
        "sha",
        "A job",
        null,
        List.of(CommandLine.split("/bin/true")),
        List.of(),
        false,
        null,
        Map.of(),
        TimeSpan.ZERO,
        Job.DEFAULT_KILL_AFTER,
        Job.DEFAULT_STOP_SIGNAL,
        false,
        false,
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
        null,
        processcontrol.job.Chain.NONE,
        processcontrol.job.Overlap.DEFAULT,
        timing(),
        Remarks.NONE);
  }
}
