package processcontrol.job;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a job, by name, until it is built; those that are not given are as in a job file
 * that does not mention them.
 */
public final class JobSpec {

  private final Slug slug;
  private final String source;
  private final String sha256;
  private String name;
  private @Nullable String description;
  private List<CommandLine> commands = List.of();
  private List<CommandLine> slowStartCommands = List.of();
  private boolean shell;
  private @Nullable String directory;
  private Map<String, String> environment = Map.of();
  private TimeSpan timeout = TimeSpan.ZERO;
  private TimeSpan killAfter = Job.DEFAULT_KILL_AFTER;
  private Signal stopSignal = Job.DEFAULT_STOP_SIGNAL;
  private boolean disabled;
  private List<ScheduleEntry> schedules = List.of();
  private List<String> tags = List.of();
  private @Nullable FailMail failmail;
  private int failureThresholdForMail = 1;
  private int holdAfterFailures;
  private SuccessCriteria criteria = SuccessCriteria.DEFAULT;
  private TimeSpan warnAfter = TimeSpan.ZERO;
  private Retries retries = Retries.NONE;
  private TimeSpan attemptTimeout = TimeSpan.ZERO;
  private List<CommandLine> onlyIf = List.of();
  private @Nullable Wait waiting;
  private TimeSpan mailAgainAfter = TimeSpan.ZERO;
  private @Nullable Notifications notifications;
  private List<Output> outputs = List.of();
  private TimeSpan mailEvery = TimeSpan.ZERO;
  private String logOutput = Job.LOG_BOTH;
  private LogPolicy logPolicy = LogPolicy.DEFAULT;
  private @Nullable RestartPolicy restartPolicy;
  private Chain chain = Chain.NONE;
  private Overlap overlap = Overlap.DEFAULT;
  private @Nullable Timing timing;
  private Ownership ownership = Ownership.NONE;
  private StartPolicy startPolicy = StartPolicy.DEFAULT;

  /**
   * @param source the absolute path of the job file
   * @param sha256 of the job file's bytes, in hexadecimal
   */
  public JobSpec(Slug slug, String source, String sha256) {
    this.slug = slug;
    this.source = source;
    this.sha256 = sha256;
    this.name = slug.value();
  }

  /** The parts of a job, some of which are to be others. */
  static JobSpec of(Job job) {
    return new JobSpec(job.slug(), job.source(), job.sha256())
        .name(job.name())
        .description(job.description())
        .commands(job.commands())
        .slowStartCommands(job.slowStartCommands())
        .shell(job.shell())
        .directory(job.directory())
        .environment(job.environment())
        .timeout(job.timeout())
        .killAfter(job.killAfter())
        .stopSignal(job.stopSignal())
        .disabled(job.disabled())
        .schedules(job.schedules())
        .tags(job.tags())
        .failmail(job.failmail())
        .failureThresholdForMail(job.failureThresholdForMail())
        .holdAfterFailures(job.holdAfterFailures())
        .criteria(job.criteria())
        .warnAfter(job.warnAfter())
        .retries(job.retries())
        .attemptTimeout(job.attemptTimeout())
        .onlyIf(job.onlyIf())
        .waiting(job.waiting())
        .mailAgainAfter(job.mailAgainAfter())
        .notifications(job.notifications())
        .outputs(job.outputs())
        .mailEvery(job.mailEvery())
        .logOutput(job.logOutput())
        .logPolicy(job.logPolicy())
        .restartPolicy(job.restartPolicy())
        .chain(job.chain())
        .overlap(job.overlap())
        .timing(job.timing())
        .ownership(job.ownership())
        .startPolicy(job.startPolicy());
  }

  public JobSpec name(String value) {
    name = value;
    return this;
  }

  public JobSpec description(@Nullable String value) {
    description = value;
    return this;
  }

  public JobSpec commands(List<CommandLine> value) {
    commands = value;
    return this;
  }

  public JobSpec slowStartCommands(List<CommandLine> value) {
    slowStartCommands = value;
    return this;
  }

  public JobSpec shell(boolean value) {
    shell = value;
    return this;
  }

  public JobSpec directory(@Nullable String value) {
    directory = value;
    return this;
  }

  public JobSpec environment(Map<String, String> value) {
    environment = value;
    return this;
  }

  public JobSpec timeout(TimeSpan value) {
    timeout = value;
    return this;
  }

  public JobSpec killAfter(TimeSpan value) {
    killAfter = value;
    return this;
  }

  public JobSpec stopSignal(Signal value) {
    stopSignal = value;
    return this;
  }

  public JobSpec disabled(boolean value) {
    disabled = value;
    return this;
  }

  public JobSpec schedules(List<ScheduleEntry> value) {
    schedules = value;
    return this;
  }

  public JobSpec tags(List<String> value) {
    tags = value;
    return this;
  }

  public JobSpec failmail(@Nullable FailMail value) {
    failmail = value;
    return this;
  }

  public JobSpec failureThresholdForMail(int value) {
    failureThresholdForMail = value;
    return this;
  }

  public JobSpec holdAfterFailures(int value) {
    holdAfterFailures = value;
    return this;
  }

  public JobSpec criteria(SuccessCriteria value) {
    criteria = value;
    return this;
  }

  public JobSpec warnAfter(TimeSpan value) {
    warnAfter = value;
    return this;
  }

  public JobSpec retries(Retries value) {
    retries = value;
    return this;
  }

  public JobSpec attemptTimeout(TimeSpan value) {
    attemptTimeout = value;
    return this;
  }

  public JobSpec onlyIf(List<CommandLine> value) {
    onlyIf = value;
    return this;
  }

  public JobSpec waiting(@Nullable Wait value) {
    waiting = value;
    return this;
  }

  public JobSpec mailAgainAfter(TimeSpan value) {
    mailAgainAfter = value;
    return this;
  }

  public JobSpec notifications(@Nullable Notifications value) {
    notifications = value;
    return this;
  }

  public JobSpec outputs(List<Output> value) {
    outputs = value;
    return this;
  }

  public JobSpec mailEvery(TimeSpan value) {
    mailEvery = value;
    return this;
  }

  public JobSpec logOutput(String value) {
    logOutput = value;
    return this;
  }

  public JobSpec logPolicy(LogPolicy value) {
    logPolicy = value;
    return this;
  }

  public JobSpec restartPolicy(@Nullable RestartPolicy value) {
    restartPolicy = value;
    return this;
  }

  public JobSpec chain(Chain value) {
    chain = value;
    return this;
  }

  public JobSpec overlap(Overlap value) {
    overlap = value;
    return this;
  }

  public JobSpec timing(@Nullable Timing value) {
    timing = value;
    return this;
  }

  public JobSpec ownership(Ownership value) {
    ownership = value;
    return this;
  }

  public JobSpec startPolicy(StartPolicy value) {
    startPolicy = value;
    return this;
  }

  public Job build() {
    return new Job(
        slug,
        source,
        sha256,
        name,
        description,
        commands,
        slowStartCommands,
        shell,
        directory,
        environment,
        timeout,
        killAfter,
        stopSignal,
        disabled,
        schedules,
        tags,
        failmail,
        failureThresholdForMail,
        holdAfterFailures,
        criteria,
        warnAfter,
        retries,
        attemptTimeout,
        onlyIf,
        waiting,
        mailAgainAfter,
        notifications,
        outputs,
        mailEvery,
        logOutput,
        logPolicy,
        restartPolicy,
        chain,
        overlap,
        timing,
        ownership,
        startPolicy);
  }
}
