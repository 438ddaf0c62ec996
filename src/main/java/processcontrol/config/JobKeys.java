package processcontrol.config;

import java.util.List;
import java.util.Map;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.Blackout;
import processcontrol.job.CatchUp;
import processcontrol.job.Chain;
import processcontrol.job.CommandLine;
import processcontrol.job.Event;
import processcontrol.job.Expectation;
import processcontrol.job.FailMail;
import processcontrol.job.LogPolicy;
import processcontrol.job.Moment;
import processcontrol.job.Output;
import processcontrol.job.Pool;
import processcontrol.job.Repeat;
import processcontrol.job.Retries;
import processcontrol.job.RetryLater;
import processcontrol.job.ScheduleEntry;
import processcontrol.job.Signal;
import processcontrol.job.TimeSpan;
import processcontrol.job.Wait;
import processcontrol.job.Zone;

/** The keys of a job file, of {@code default_job_config} and of a template. */
final class JobKeys {

  static final Key<String> NAME = new Key<>("name", ScalarTypes.TITLE, "human title");
  static final Key<String> DESCRIPTION =
      new Key<>("description", ScalarTypes.PROSE, "longer text that explains the job");
  static final Key<List<Scalar>> COMMAND =
      new Key<>(
          "command",
          new CompositeTypes.ListOf<>(CompositeTypes.COMMAND),
          "what is run: a command, or a list of commands in sequence");
  static final Key<List<Scalar>> SLOW_START_COMMAND =
      new Key<>(
          "slow_start_command",
          new CompositeTypes.ListOf<>(CompositeTypes.COMMAND),
          "what is run instead under --slow-start");
  static final Key<String> SLOW_START =
      new Key<>(
          "slow_start",
          new MeasureTypes.Word("by_hand", "first"),
          "whether the first run, and the first after a release, is a slow start");
  static final Key<Boolean> COMMAND_FROM_ARGUMENTS =
      new Key<>(
          "command_from_arguments",
          ScalarTypes.BOOLEAN,
          "run what stands behind -- instead of a command");
  static final Key<Boolean> SHELL =
      new Key<>("shell", ScalarTypes.BOOLEAN, "run each command through /bin/sh -c");
  static final Key<String> DIRECTORY =
      new Key<>("directory", ScalarTypes.PATH, "where the commands run");
  static final Key<Map<String, String>> ENVIRONMENT =
      new Key<>("environment", CompositeTypes.ENVIRONMENT, "environment variables of the commands");
  static final Key<TimeSpan> TIMEOUT =
      new Key<>("timeout", ScalarTypes.MINUTES, "longest time for the whole run; 0 for none");
  static final Key<TimeSpan> KILL_AFTER =
      new Key<>("kill_after", ScalarTypes.DURATION, "time from the stop signal to SIGKILL");
  static final Key<Signal> STOP_SIGNAL =
      new Key<>("stop_signal", ScalarTypes.SIGNAL, "signal that stops a run");
  static final Key<Boolean> ALLOW_OVERTIME =
      new Key<>(
          "allow_overtime",
          ScalarTypes.BOOLEAN,
          "skip a start without error while the job is still running");
  static final Key<DisabledType.Disabled> DISABLED =
      new Key<>("disabled", new DisabledType(), "leave the job out of the crontab");
  static final Key<List<ScheduleEntry>> SCHEDULE =
      new Key<>("schedule", new ScheduleType(), "when cron starts the job: five crontab terms");
  static final Key<String> DAYS =
      new Key<>(
          "days",
          new MeasureTypes.Word("either", "both"),
          "which of day of month and day of week a schedule must match");
  static final Key<List<String>> TAG =
      new Key<>(
          "tag", new CompositeTypes.ListOf<>(ScalarTypes.TAG), "groups that the job belongs to");
  static final Key<FailMail> FAILMAIL =
      new Key<>("failmail", new FailMailType(), "addresses that are mailed when the job fails");
  static final Key<Integer> FAILURE_THRESHOLD_FOR_MAIL =
      new Key<>(
          "failure_threshold_for_mail",
          new ScalarTypes.WholeNumber(1, 1_000_000),
          "consecutive failed runs before a mail is sent");
  static final Key<Integer> HOLD_AFTER_FAILURES =
      new Key<>(
          "hold_after_failures",
          new ScalarTypes.WholeNumber(0, 10_000),
          "consecutive failed runs that put the job on hold; 0 for never");
  static final Key<RetryLater> RETRY_LATER =
      new Key<>(
          "retry_later",
          new RetryLaterType(),
          "how scheduled starts become fewer while the job fails");
  static final Key<List<Integer>> SUCCESS_CODES =
      new Key<>("success_codes", MeasureTypes.EXIT_CODES, "exit codes that are a success");
  static final Key<List<Integer>> FAILURE_CODES =
      new Key<>("failure_codes", MeasureTypes.EXIT_CODES, "exit codes that are a failure");
  static final Key<List<Integer>> FATAL_CODES =
      new Key<>(
          "fatal_codes",
          MeasureTypes.EXIT_CODES,
          "exit codes that are a failure and put the job on hold");
  static final Key<List<String>> FAIL_ON =
      new Key<>(
          "fail_on",
          new CompositeTypes.ListOf<>(new MeasureTypes.Word("exit", "stderr")),
          "what is a failure: a bad exit code, anything on standard error");
  static final Key<Expectation> EXPECT =
      new Key<>("expect", new ExpectType(), "what a success looks like beyond its exit code");
  static final Key<TimeSpan> WARN_AFTER =
      new Key<>("warn_after", ScalarTypes.DURATION, "time after which a run is late; 0 for none");
  static final Key<Retries> RETRIES =
      new Key<>("retries", new RetriesType(), "how often the commands are tried");
  static final Key<TimeSpan> ATTEMPT_TIMEOUT =
      new Key<>("attempt_timeout", ScalarTypes.MINUTES, "longest time for one attempt; 0 for none");
  static final Key<List<CommandLine>> ONLY_IF =
      new Key<>(
          "only_if", CompositeTypes.COMMANDS, "commands that must succeed, or the run is skipped");
  static final Key<Wait> WAIT =
      new Key<>("wait", new WaitType(), "what a run waits for before its commands");
  static final Key<TimeSpan> MAIL_AGAIN_AFTER =
      new Key<>(
          "mail_again_after",
          ScalarTypes.DURATION,
          "time between mails about a lasting failure; 0 for only one");
  static final Key<List<String>> MAIL_TO =
      new Key<>("mail_to", AddressType.LIST_OR_NONE, "recipients of the output, if there is any");
  static final Key<List<String>> OUTPUT_MAIL =
      new Key<>("output_mail", AddressType.LIST_OR_NONE, "another name of mail_to");
  static final Key<Map<Event, List<YamlValue>>> NOTIFY =
      new Key<>("notify", new NotifyType(), "notifiers and the events that call them");
  static final Key<List<Output>> OUTPUT =
      new Key<>(
          "output",
          new CompositeTypes.ListOf<>(new OutputType(), true),
          "where the output goes besides the log");
  static final Key<String> LOG_OUTPUT =
      new Key<>(
          "log_output",
          new MeasureTypes.Word("both", "stdout", "stderr", "none", "true", "false"),
          "which output goes to the log");
  static final Key<Boolean> LOG_START =
      new Key<>(
          "log_start", ScalarTypes.BOOLEAN, "say in the log that a command has started, and ended");
  static final Key<LogPolicy> LOG = new Key<>("log", new LogType(), "how much of the logs is kept");
  static final Key<Boolean> KEEP_RUNNING =
      new Key<>(
          "keep_running", ScalarTypes.BOOLEAN, "start the commands again whenever they have ended");
  static final Key<TimeSpan> RESTART_DELAY =
      new Key<>("restart_delay", ScalarTypes.DURATION, "time from an end to the next start");
  static final Key<TimeSpan> MAX_DELAY =
      new Key<>("max_delay", ScalarTypes.DURATION, "longest restart_delay while runs fail fast");
  static final Key<List<String>> RESTART_ON_CHANGE =
      new Key<>(
          "restart_on_change",
          new CompositeTypes.ListOf<>(ScalarTypes.TITLE),
          "files whose change restarts the commands");
  static final Key<List<String>> RELOAD_ON_CHANGE =
      new Key<>(
          "reload_on_change",
          new CompositeTypes.ListOf<>(ScalarTypes.TITLE),
          "files whose change sends SIGHUP to the command");
  static final Key<TimeSpan> MAIL_EVERY =
      new Key<>(
          "mail_every",
          ScalarTypes.DURATION,
          "time between mails of the output while the commands run; 0 for none");
  static final Key<Chain> TRIGGERS =
      new Key<>("triggers", LinkTypes.TRIGGERS, "jobs that the end of a run triggers");
  static final Key<LinkTypes.Parents> AFTER =
      new Key<>("after", LinkTypes.PARENTS, "jobs that must have succeeded before a run");
  static final Key<TimeSpan> IDLE =
      new Key<>(
          "idle",
          ScalarTypes.DURATION,
          "time from the first trigger, and from the last end, to the triggered run");
  static final Key<String> WHEN_RUNNING =
      new Key<>(
          "when_running",
          new MeasureTypes.Word("refuse", "skip", "queue", "replace"),
          "what becomes of a start while the job is running");
  static final Key<Pool> POOL =
      new Key<>("pool", new PoolType(), "group of jobs of which only so many run at once");
  static final Key<TimeSpan> POOL_WAIT =
      new Key<>("pool_wait", ScalarTypes.DURATION, "how long a run waits for its pool");
  static final Key<ClusterPolicyType.Wish> CLUSTER =
      new Key<>(
          "cluster", new ClusterPolicyType(), "run on exactly one host of the machine's cluster");
  static final Key<TimeSpan> EVERY =
      new Key<>("every", TimingTypes.WHOLE_MINUTES, "time from one start to the next");
  static final Key<TimeSpan> SPLAY =
      new Key<>("splay", TimingTypes.SPLAY, "how far starts are spread over machines and jobs");
  static final Key<TimeSpan> PERIOD =
      new Key<>("period", MeasureTypes.LASTING, "least time from the last start to the next");
  static final Key<TimeSpan> PAUSE =
      new Key<>("pause", MeasureTypes.LASTING, "least time from the last end to the next start");
  static final Key<TimeSpan> RANDOM =
      new Key<>("random", ScalarTypes.DURATION, "most time added to period or pause by chance");
  static final Key<Repeat> REPEAT =
      new Key<>("repeat", TimingTypes.REPEAT, "first start, distance and number of starts");
  static final Key<TimeSpan> EPSILON =
      new Key<>("epsilon", MeasureTypes.LASTING, "how late a start of repeat is still on time");
  static final Key<CatchUp> CATCH_UP =
      new Key<>("catch_up", TimingTypes.CATCH_UP, "run later what was missed");
  static final Key<TimeSpan> START_DEADLINE =
      new Key<>(
          "start_deadline",
          ScalarTypes.DURATION,
          "how late a scheduled start may be; 0 for no limit");
  static final Key<Moment> NOT_BEFORE =
      new Key<>("not_before", TimingTypes.CLOCK_MOMENT, "no scheduled start before this moment");
  static final Key<Moment> NOT_AFTER =
      new Key<>("not_after", TimingTypes.CLOCK_MOMENT, "no scheduled start after this moment");
  static final Key<List<Blackout>> BLACKOUT =
      new Key<>("blackout", TimingTypes.BLACKOUTS, "times without scheduled starts");
  static final Key<Zone> TIME_ZONE =
      new Key<>("time_zone", TimingTypes.TIME_ZONE, "time zone that all times of the job are in");
  static final Key<String> OWNER =
      new Key<>("owner", ScalarTypes.TITLE, "person or team that answers for the job");
  static final Key<String> RUNBOOK =
      new Key<>("runbook", ScalarTypes.PROSE, "what to do when it fails, or where that stands");
  static final Key<List<String>> EXTENDS =
      new Key<>(
          "extends",
          new CompositeTypes.ListOf<>(ScalarTypes.TEMPLATE_NAME),
          "templates that the job is based on");

  static final KeyTable TABLE =
      new KeyTable(
          NAME,
          DESCRIPTION,
          COMMAND,
          SLOW_START_COMMAND,
          SLOW_START,
          COMMAND_FROM_ARGUMENTS,
          SHELL,
          DIRECTORY,
          ENVIRONMENT,
          TIMEOUT,
          KILL_AFTER,
          STOP_SIGNAL,
          ALLOW_OVERTIME,
          DISABLED,
          SCHEDULE,
          DAYS,
          TAG,
          FAILMAIL,
          FAILURE_THRESHOLD_FOR_MAIL,
          MAIL_AGAIN_AFTER,
          HOLD_AFTER_FAILURES,
          RETRY_LATER,
          SUCCESS_CODES,
          FAILURE_CODES,
          FATAL_CODES,
          FAIL_ON,
          EXPECT,
          WARN_AFTER,
          RETRIES,
          ATTEMPT_TIMEOUT,
          ONLY_IF,
          WAIT,
          MAIL_TO,
          OUTPUT_MAIL,
          NOTIFY,
          OUTPUT,
          LOG_OUTPUT,
          LOG_START,
          LOG,
          KEEP_RUNNING,
          RESTART_DELAY,
          MAX_DELAY,
          RESTART_ON_CHANGE,
          RELOAD_ON_CHANGE,
          MAIL_EVERY,
          TRIGGERS,
          AFTER,
          IDLE,
          WHEN_RUNNING,
          POOL,
          POOL_WAIT,
          CLUSTER,
          EVERY,
          SPLAY,
          PERIOD,
          PAUSE,
          RANDOM,
          REPEAT,
          EPSILON,
          CATCH_UP,
          START_DEADLINE,
          NOT_BEFORE,
          NOT_AFTER,
          BLACKOUT,
          TIME_ZONE,
          OWNER,
          RUNBOOK,
          EXTENDS);

  /** What a job says of others. */
  static final List<Key<?>> LINKS = List.of(TRIGGERS, AFTER, POOL);

  private JobKeys() {}
}
