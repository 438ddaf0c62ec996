package processcontrol.job;

import java.util.ArrayList;
import java.util.List;
import processcontrol.zone.Zones;

/** Makes jobs that differ in when they run. */
public final class TimedJob {

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
  private boolean disabled;
  private Ownership ownership = Ownership.NONE;
  private RestartPolicy restartPolicy;
  private Chain chain = Chain.NONE;
  private StartPolicy startPolicy = StartPolicy.DEFAULT;

  public static TimedJob of() {
    return new TimedJob();
  }

  public static TimedJob of(String slug) {
    return of().slug(slug);
  }

  /** A job with nothing but a schedule. */
  public static Job scheduled(String slug, String schedule) {
    return of(slug).schedule(schedule).job();
  }

  /** Jobs of one schedule, with a number behind their names. */
  public static List<Job> many(String slug, int count, String schedule) {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      jobs.add(scheduled(slug + i, schedule));
    }
    return jobs;
  }

  public TimedJob slug(String name) {
    slug = name;
    return this;
  }

  public TimedJob schedule(String schedule, String... args) {
    schedules.add(new ScheduleEntry(new Schedule(schedule), List.of(args)));
    return this;
  }

  /** Day of month and day of week must both match, in all schedules so far. */
  public TimedJob bothDays() {
    schedules.replaceAll(ScheduleEntry::withBothDays);
    return this;
  }

  public TimedJob startPolicy(StartPolicy policy) {
    startPolicy = policy;
    return this;
  }

  public TimedJob every(String span) {
    every = TimeSpan.parse(span);
    return this;
  }

  public TimedJob splay(String span) {
    splay = TimeSpan.parse(span);
    return this;
  }

  public TimedJob period(String span) {
    period = TimeSpan.parse(span);
    return this;
  }

  public TimedJob pause(String span) {
    pause = TimeSpan.parse(span);
    return this;
  }

  public TimedJob random(String span) {
    random = TimeSpan.parse(span);
    return this;
  }

  public TimedJob repeat(String text) {
    repeat = Repeat.parse(text);
    return this;
  }

  public TimedJob epsilon(String span) {
    epsilon = TimeSpan.parse(span);
    return this;
  }

  public TimedJob catchUp(CatchUp how) {
    catchUp = how;
    return this;
  }

  public TimedJob deadline(String span) {
    deadline = TimeSpan.parse(span);
    return this;
  }

  public TimedJob notBefore(String moment) {
    notBefore = new Moment(moment);
    return this;
  }

  public TimedJob notAfter(String moment) {
    notAfter = new Moment(moment);
    return this;
  }

  public TimedJob blackout(Blackout... all) {
    blackouts = List.of(all);
    return this;
  }

  public TimedJob disabled(String reason) {
    disabled = true;
    ownership = new Ownership(null, null, null, reason);
    return this;
  }

  public TimedJob keptRunning() {
    restartPolicy = new RestartPolicy(TimeSpan.ZERO, TimeSpan.ZERO, List.of(), List.of());
    return this;
  }

  public TimedJob chain(Chain links) {
    chain = links;
    return this;
  }

  public TimedJob zone(String name) {
    zone = Zones.of(name);
    return this;
  }

  public Timing timing() {
    return new Timing(
        every, splay, period, pause, random, repeat, epsilon, catchUp, deadline, notBefore,
        notAfter, blackouts, zone);
  }

  public Job job() {
    return new JobSpec(new Slug(slug), "/jobs/" + slug + ".yaml", "sha")
        .name("A job")
        .commands(List.of(CommandLine.split("/bin/true")))
        .disabled(disabled)
        .schedules(schedules)
        .restartPolicy(restartPolicy)
        .chain(chain)
        .timing(timing())
        .ownership(ownership)
        .startPolicy(startPolicy)
        .build();
  }
}
