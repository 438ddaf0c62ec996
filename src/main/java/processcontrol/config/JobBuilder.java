package processcontrol.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.Chain;
import processcontrol.job.Cluster;
import processcontrol.job.ClusterPolicy;
import processcontrol.job.CommandLine;
import processcontrol.job.Job;
import processcontrol.job.JobSpec;
import processcontrol.job.LogPolicy;
import processcontrol.job.Notifier;
import processcontrol.job.Output;
import processcontrol.job.Overlap;
import processcontrol.job.Ownership;
import processcontrol.job.Pool;
import processcontrol.job.RestartPolicy;
import processcontrol.job.Retries;
import processcontrol.job.Slug;
import processcontrol.job.SuccessCriteria;
import processcontrol.job.TimeSpan;
import processcontrol.job.VisibleText;
import processcontrol.job.WhenRunning;

/** Makes a job of the values of its keys, and notes what does not go together. */
final class JobBuilder {

  private final Values values;
  private final Map<String, Notifier> notifiers;
  private final Cluster cluster;
  private final Problems problems;

  /**
   * @param notifiers those of the configuration, by name
   * @param cluster of the configuration, or null
   */
  JobBuilder(Values values, Map<String, Notifier> notifiers, Cluster cluster, Problems problems) {
    this.values = values;
    this.notifiers = notifiers;
    this.cluster = cluster;
    this.problems = problems;
  }

  Job build(Slug slug, String path, String sha256) {
    require(JobKeys.NAME);
    Chain chain = chain();
    if (!chain.triggers() && !StartRules.takesCommand(values)) {
      require(JobKeys.COMMAND);
    }
    Contradictions.check(values, problems);
    DisabledType.check(values, problems);
    List<Output> outputs = outputs();
    boolean shell = values.get(JobKeys.SHELL, false);
    DisabledType.Disabled disabled = values.get(JobKeys.DISABLED, null);
    return new JobSpec(slug, path, sha256)
        .name(values.get(JobKeys.NAME, slug.value()))
        .description(values.get(JobKeys.DESCRIPTION, null))
        .commands(commands(JobKeys.COMMAND, slug, shell))
        .slowStartCommands(commands(JobKeys.SLOW_START_COMMAND, slug, shell))
        .shell(shell)
        .directory(values.get(JobKeys.DIRECTORY, null))
        .environment(values.get(JobKeys.ENVIRONMENT, Map.of()))
        .timeout(values.get(JobKeys.TIMEOUT, TimeSpan.ZERO))
        .killAfter(values.get(JobKeys.KILL_AFTER, Job.DEFAULT_KILL_AFTER))
        .stopSignal(values.get(JobKeys.STOP_SIGNAL, Job.DEFAULT_STOP_SIGNAL))
        .disabled(disabled != null && disabled.is())
        .schedules(ScheduleRules.entries(values, problems))
        .tags(values.get(JobKeys.TAG, List.of()))
        .failmail(values.get(JobKeys.FAILMAIL, null))
        .failureThresholdForMail(values.get(JobKeys.FAILURE_THRESHOLD_FOR_MAIL, 1))
        .holdAfterFailures(values.get(JobKeys.HOLD_AFTER_FAILURES, 0))
        .criteria(criteria())
        .warnAfter(values.get(JobKeys.WARN_AFTER, TimeSpan.ZERO))
        .retries(values.get(JobKeys.RETRIES, Retries.NONE))
        .attemptTimeout(values.get(JobKeys.ATTEMPT_TIMEOUT, TimeSpan.ZERO))
        .onlyIf(values.get(JobKeys.ONLY_IF, List.<CommandLine>of()))
        .waiting(values.get(JobKeys.WAIT, null))
        .mailAgainAfter(values.get(JobKeys.MAIL_AGAIN_AFTER, TimeSpan.ZERO))
        .notifications(NotifyType.resolve(values.get(JobKeys.NOTIFY, null), notifiers, problems))
        .outputs(outputs)
        .mailEvery(mailEvery(outputs))
        .logOutput(logOutput(values.get(JobKeys.LOG_OUTPUT, Job.LOG_BOTH)))
        .logPolicy(values.get(JobKeys.LOG, LogPolicy.DEFAULT))
        .restartPolicy(restartPolicy())
        .chain(chain)
        .overlap(overlap())
        .timing(TimingBuilder.build(values, problems))
        .ownership(ownership(disabled))
        .startPolicy(StartRules.policy(values, path, problems))
        .build();
  }

  /** The words for both and for none are older than those for one of the streams. */
  private static String logOutput(String word) {
    return switch (word) {
      case "true" -> Job.LOG_BOTH;
      case "false" -> Job.LOG_NONE;
      default -> word;
    };
  }

  private Ownership ownership(DisabledType.Disabled disabled) {
    boolean expires = disabled != null && (disabled.until() != null || disabled.reason() != null);
    return expires || values.has(JobKeys.OWNER) || values.has(JobKeys.RUNBOOK)
        ? new Ownership(
            values.get(JobKeys.OWNER, null),
            values.get(JobKeys.RUNBOOK, null),
            expires ? disabled.until() : null,
            expires ? disabled.reason() : null)
        : Ownership.NONE;
  }

  private void require(Key<?> key) {
    if (!values.has(key)) {
      problems.add(values.placeOf(key), key.name() + ": is missing");
    }
  }

  private List<CommandLine> commands(Key<List<Scalar>> key, Slug slug, boolean shell) {
    List<CommandLine> commands = new ArrayList<>();
    for (Scalar text : values.get(key, List.<Scalar>of())) {
      try {
        commands.add(
            shell
                ? Job.shellCommand(text.text(), slug)
                : CompositeTypes.withoutShell(text.text(), "write shell: true"));
      } catch (IllegalArgumentException e) {
        problems.add(text.place(), key.name() + ": " + e.getMessage());
      }
    }
    return commands;
  }

  private SuccessCriteria criteria() {
    List<Integer> success = values.get(JobKeys.SUCCESS_CODES, List.<Integer>of());
    List<Integer> failure = values.get(JobKeys.FAILURE_CODES, List.<Integer>of());
    List<Integer> fatal = values.get(JobKeys.FATAL_CODES, List.<Integer>of());
    List<String> failOn = values.get(JobKeys.FAIL_ON, List.of("exit"));
    boolean plain =
        success.isEmpty()
            && failure.isEmpty()
            && fatal.isEmpty()
            && !values.has(JobKeys.FAIL_ON)
            && !values.has(JobKeys.EXPECT);
    return plain
        ? SuccessCriteria.DEFAULT
        : new SuccessCriteria(
            success,
            failure,
            failOn.contains("exit"),
            failOn.contains("stderr"),
            fatal,
            values.get(JobKeys.EXPECT, null));
  }

  private @Nullable Chain chain() {
    Chain triggers = values.get(JobKeys.TRIGGERS, Chain.NONE);
    LinkTypes.Parents parents = values.get(JobKeys.AFTER, null);
    if (parents == null && !values.has(JobKeys.TRIGGERS) && !values.has(JobKeys.IDLE)) {
      return triggers;
    }
    return new Chain(
        triggers.onEnd(),
        triggers.onSuccess(),
        triggers.onFailure(),
        parents == null ? List.of() : parents.jobs(),
        parents != null && parents.any(),
        values.get(JobKeys.IDLE, TimeSpan.ZERO));
  }

  private Overlap overlap() {
    boolean skips = values.get(JobKeys.ALLOW_OVERTIME, false);
    String word = values.get(JobKeys.WHEN_RUNNING, skips ? "skip" : "refuse");
    if (values.has(JobKeys.ALLOW_OVERTIME)
        && values.has(JobKeys.WHEN_RUNNING)
        && skips != word.equals("skip")) {
      problems.add(
          values.placeOf(JobKeys.WHEN_RUNNING),
          "when_running: " + word + " contradicts allow_overtime: " + skips);
    }
    Pool pool = values.get(JobKeys.POOL, null);
    ClusterPolicy policy =
        values.has(JobKeys.CLUSTER) ? ClusterRules.policy(values, cluster, problems) : null;
    if (pool == null && policy == null && word.equals("refuse")) {
      return Overlap.DEFAULT;
    }
    TimeSpan poolWait = values.get(JobKeys.POOL_WAIT, TimeSpan.ZERO);
    return new Overlap(WhenRunning.of(word), pool, poolWait, policy);
  }

  private @Nullable List<Output> outputs() {
    List<Output> outputs = values.get(JobKeys.OUTPUT, List.<Output>of());
    List<String> to = values.get(JobKeys.MAIL_TO, List.<String>of());
    List<String> also = values.get(JobKeys.OUTPUT_MAIL, List.<String>of());
    if (to.isEmpty() && also.isEmpty()) {
      return outputs;
    }
    if (!to.isEmpty() && !also.isEmpty()) {
      problems.add(
          values.placeOf(JobKeys.OUTPUT_MAIL), "output_mail: is the same as mail_to; use one");
    }
    outputs = new ArrayList<>(outputs);
    outputs.add(new Output(null, to.isEmpty() ? also : to, false, true));
    return outputs;
  }

  private @Nullable RestartPolicy restartPolicy() {
    boolean keeps = values.get(JobKeys.KEEP_RUNNING, false);
    if (!keeps) {
      for (Key<?> key :
          List.of(
              JobKeys.RESTART_DELAY,
              JobKeys.MAX_DELAY,
              JobKeys.RESTART_ON_CHANGE,
              JobKeys.RELOAD_ON_CHANGE)) {
        if (values.has(key)) {
          problems.add(values.placeOf(key), key.name() + ": goes with keep_running only");
        }
      }
      return null;
    }
    for (Key<?> key :
        List.of(JobKeys.SCHEDULE, JobKeys.EVERY, JobKeys.REPEAT, JobKeys.PERIOD, JobKeys.PAUSE)) {
      if (values.has(key)) {
        problems.add(
            values.placeOf(key),
            key.name()
                + ": does not go with "
                + values.nameWithPlace(JobKeys.KEEP_RUNNING, key)
                + ": it always runs");
      }
    }
    return new RestartPolicy(
        values.get(JobKeys.RESTART_DELAY, RestartPolicy.DEFAULT_RESTART_DELAY),
        values.get(JobKeys.MAX_DELAY, RestartPolicy.DEFAULT_MAX_DELAY),
        paths(JobKeys.RESTART_ON_CHANGE),
        paths(JobKeys.RELOAD_ON_CHANGE));
  }

  /** Paths that are taken from the directory of the job unless they are absolute. */
  private List<String> paths(Key<List<String>> key) {
    List<String> paths = new ArrayList<>();
    String directory = values.get(JobKeys.DIRECTORY, null);
    for (String path : values.get(key, List.<String>of())) {
      if (!path.startsWith("/") && directory == null) {
        problems.add(
            values.placeOf(key),
            key.name()
                + ": "
                + VisibleText.quoted(path)
                + " is not an absolute path, and the job has no directory that it could be in");
      }
      paths.add(path.startsWith("/") ? path : directory + "/" + path);
    }
    return paths;
  }

  private TimeSpan mailEvery(List<Output> outputs) {
    TimeSpan every = values.get(JobKeys.MAIL_EVERY, TimeSpan.ZERO);
    if (every.isZero()) {
      return every;
    }
    String fault = null;
    if (every.compareTo(Job.MIN_MAIL_EVERY) < 0) {
      fault = every + " is too short: 0, or at least " + Job.MIN_MAIL_EVERY;
    } else if (!isMailed(outputs)) {
      fault = "needs mail_to, or an output with mail that is not for failures only";
    }
    if (fault != null) {
      problems.add(values.placeOf(JobKeys.MAIL_EVERY), "mail_every: " + fault);
    }
    return every;
  }

  /** Returns true if the output of every run is mailed, or was meant to be. */
  private boolean isMailed(List<Output> outputs) {
    for (Output output : outputs) {
      if (output.isMailedInParts()) {
        return true;
      }
    }
    return values.isFaulty(JobKeys.MAIL_TO)
        || values.isFaulty(JobKeys.OUTPUT_MAIL)
        || values.isFaulty(JobKeys.OUTPUT);
  }
}
