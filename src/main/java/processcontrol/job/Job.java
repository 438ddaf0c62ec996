package processcontrol.job;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of one job file, merged over the global defaults and its templates, and found valid.
 *
 * @param slug the file's base name
 * @param source the absolute path of the job file
 * @param sha256 of the job file's bytes, in hexadecimal: what ran, for the audit trail
 * @param name the human title
 * @param description a longer text, or null
 * @param commands run in sequence, stopping at the first failure; none for a job that only triggers
 *     others
 * @param slowStartCommands run instead of them under {@code --slow-start}; empty if there are none
 * @param shell whether each command text was wrapped in {@code /bin/sh -c}
 * @param directory where the commands run, an absolute path; null for the service user's home
 * @param environment variables added to the child's environment
 * @param timeout for the whole run; zero for none
 * @param killAfter from the stop signal to SIGKILL
 * @param stopSignal sent first to stop a run
 * @param disabled whether the schedule is switched off; the job can still be run by hand
 * @param schedules when cron starts it; empty for none
 * @param tags groups that the job belongs to
 * @param failmail who is mailed on failure, or null
 * @param failureThresholdForMail consecutive failed runs before a mail is sent, from 1
 * @param holdAfterFailures consecutive failed runs that put the job on hold; 0 for never
 * @param criteria rules that decide about a failure
 * @param warnAfter how long a run may take before it is late; zero for any time
 * @param retries rules for the attempts
 * @param attemptTimeout for each attempt; zero for none
 * @param onlyIf commands that must succeed, or the run is skipped
 * @param waiting conditions that a run waits for, or null
 * @param mailAgainAfter time from one mail about a lasting failure to the next; zero for never
 * @param notifications notifiers by event; null for none
 * @param outputs destinations of the output besides the log
 * @param mailEvery interval of mailing the output during a run; zero for never
 * @param logOutput which output goes to the log: {@code both}, {@code stdout}, {@code stderr} or
 *     {@code none}
 * @param logPolicy limits of the logs
 * @param restartPolicy rules for keeping it running; null for a job that ends
 * @param chain its relations to other jobs
 * @param overlap the action of a start that cannot run at once
 * @param timing when it is due beyond its schedules; null where they say all
 * @param ownership facts for people
 * @param startPolicy peculiarities of its starts
 */
public record Job(
    Slug slug,
    String source,
    String sha256,
    String name,
    @Nullable String description,
    List<CommandLine> commands,
    List<CommandLine> slowStartCommands,
    boolean shell,
    @Nullable String directory,
    Map<String, String> environment,
    TimeSpan timeout,
    TimeSpan killAfter,
    Signal stopSignal,
    boolean disabled,
    List<ScheduleEntry> schedules,
    List<String> tags,
    @Nullable FailMail failmail,
    int failureThresholdForMail,
    int holdAfterFailures,
    SuccessCriteria criteria,
    TimeSpan warnAfter,
    Retries retries,
    TimeSpan attemptTimeout,
    List<CommandLine> onlyIf,
    @Nullable Wait waiting,
    TimeSpan mailAgainAfter,
    @Nullable Notifications notifications,
    List<Output> outputs,
    TimeSpan mailEvery,
    String logOutput,
    LogPolicy logPolicy,
    @Nullable RestartPolicy restartPolicy,
    Chain chain,
    Overlap overlap,
    @Nullable Timing timing,
    Ownership ownership,
    StartPolicy startPolicy) {

  public Job {
    commands = List.copyOf(commands);
    slowStartCommands = List.copyOf(slowStartCommands);
    environment = Map.copyOf(environment);
    schedules = List.copyOf(schedules);
    tags = List.copyOf(tags);
    onlyIf = List.copyOf(onlyIf);
    outputs = List.copyOf(outputs);
  }

  /** Each mail is a process of its own. */
  public static final TimeSpan MIN_MAIL_EVERY = TimeSpan.ofSeconds(1);

  /** The output that goes to the log: that of both streams, or of none. */
  public static final String LOG_BOTH = "both";

  public static final String LOG_NONE = "none";

  public static final Signal DEFAULT_STOP_SIGNAL = Signal.TERM;
  public static final TimeSpan DEFAULT_KILL_AFTER = TimeSpan.ofSeconds(10);

  /** The name of the shell of {@code shell: true} jobs. */
  public static final String SHELL = "/bin/sh";

  /** Returns what it says about the hosts of a cluster; null for a job of this machine alone. */
  public @Nullable ClusterPolicy cluster() {
    return overlap.cluster();
  }

  /** Returns true if there is anything that makes cron start it. */
  public boolean isScheduled() {
    return !schedules.isEmpty() || (timing != null && timing.starts());
  }

  /** Returns true if it starts once after each boot. */
  public boolean startsAtBoot() {
    for (int i = 0; i < schedules.size(); i++) {
      if (schedules.get(i).schedule().isAtBoot()) {
        return true;
      }
    }
    return false;
  }

  /** Returns what makes cron start it, as the job file says it; empty if nothing does. */
  public String scheduleText() {
    StringBuilder text = new StringBuilder(timing == null ? "" : timing.inWords());
    for (ScheduleEntry entry : schedules) {
      text.append(text.length() == 0 ? "" : "; ").append(entry.schedule().text());
      text.append(entry.schedule().both() ? " (both days)" : "");
    }
    return text.toString();
  }

  /** The same job, due at other times. */
  public Job withTiming(Timing other) {
    return JobSpec.of(this).timing(other).build();
  }

  /** Returns true if the output is mailed during a run. */
  public boolean mailsWhileRunning() {
    return !mailEvery.isZero();
  }

  /** Returns the notifiers that an event is sent to. */
  public List<Notifier> notifiersOf(Event event) {
    return notifications == null ? List.of() : notifications.of(event);
  }

  /** A command text as the words that run it through a shell, ready for positional parameters. */
  public static CommandLine shellCommand(String text, Slug slug) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the command is empty");
    }
    return new CommandLine(List.of(SHELL, "-c", text, slug.value()));
  }
}
