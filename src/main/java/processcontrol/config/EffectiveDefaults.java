package processcontrol.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import processcontrol.job.Job;
import processcontrol.job.LogPolicy;
import processcontrol.job.RestartPolicy;
import processcontrol.job.RetryLater;
import processcontrol.job.Timing;
import processcontrol.job.Wait;

/**
 * The effective values of a job's keys that are not set, in the words of YAML. A test compares it
 * with what {@link JobBuilder} makes of a job without them.
 */
final class EffectiveDefaults {

  private static final Map<String, String> TEXTS = new HashMap<>();

  /** Of keys that cannot be written without others, or mean the same when they are not. */
  private static final Map<String, String> IMPLIED = new HashMap<>();

  static {
    put("false", JobKeys.SHELL, JobKeys.ALLOW_OVERTIME, JobKeys.DISABLED, JobKeys.KEEP_RUNNING);
    put("false", JobKeys.CLUSTER);
    put("refuse", JobKeys.WHEN_RUNNING);
    put("0", JobKeys.TIMEOUT, JobKeys.ATTEMPT_TIMEOUT, JobKeys.HOLD_AFTER_FAILURES);
    put("0s", JobKeys.WARN_AFTER, JobKeys.MAIL_AGAIN_AFTER);
    put("1", JobKeys.FAILURE_THRESHOLD_FOR_MAIL);
    put(Job.LOG_BOTH, JobKeys.LOG_OUTPUT);
    put("exit", JobKeys.FAIL_ON);
    put(Job.DEFAULT_KILL_AFTER.toString(), JobKeys.KILL_AFTER);
    put(Job.DEFAULT_STOP_SIGNAL.toString().substring("SIG".length()), JobKeys.STOP_SIGNAL);

    imply("0", JobKeys.SUCCESS_CODES);
    imply("false", JobKeys.SPLAY, JobKeys.CATCH_UP);
    imply("0s", JobKeys.RANDOM, JobKeys.START_DEADLINE, JobKeys.IDLE, JobKeys.POOL_WAIT);
    imply("0s", JobKeys.MAIL_EVERY);
    imply("either", JobKeys.DAYS);
    imply("by_hand", JobKeys.SLOW_START);
    imply("false", JobKeys.COMMAND_FROM_ARGUMENTS);
    imply("true", JobKeys.LOG_START);
    imply(Timing.DEFAULT_EPSILON.toString(), JobKeys.EPSILON);
    imply(RestartPolicy.DEFAULT_RESTART_DELAY.toString(), JobKeys.RESTART_DELAY);
    imply(RestartPolicy.DEFAULT_MAX_DELAY.toString(), JobKeys.MAX_DELAY);

    LogPolicy log = LogPolicy.DEFAULT;
    TEXTS.put("log.max_runs", Integer.toString(log.maxRuns()));
    TEXTS.put("log.max_age", log.maxAge().toString());
    TEXTS.put("log.max_bytes", bytes(log.maxBytes()));
    TEXTS.put("log.rotate_bytes", bytes(log.rotateBytes()));
    TEXTS.put("log.rotate_files", Integer.toString(log.rotateFiles()));
    TEXTS.put("log.timestamps", Boolean.toString(log.timestamps()));

    TEXTS.put("retries.attempts", "0");
    TEXTS.put("retries.successes", "1");
    TEXTS.put("retries.failures", "0");
    TEXTS.put("retries.delay", "0s");
    TEXTS.put("retries.backoff", "1");
    TEXTS.put("retries.max_delay", "0s");
    TEXTS.put("retries.jitter", "0s");
    TEXTS.put("retries.on_timeout", "false");
    TEXTS.put("retries.on_signal", "false");
    TEXTS.put("retries.on_start_failure", "false");

    TEXTS.put("retry_later.after_failures", Integer.toString(RetryLater.DEFAULT_AFTER_FAILURES));
    TEXTS.put("retry_later.factor", "2");
    TEXTS.put("retry_later.max", RetryLater.DEFAULT_MAX.toString());

    TEXTS.put("expect.min_duration", "0s");
    TEXTS.put("expect.max_duration", "0s");

    TEXTS.put("wait.for", "0s");
    TEXTS.put("wait.any", "false");
    TEXTS.put("wait.poll_interval", Wait.DEFAULT_POLL_INTERVAL.toString());
    TEXTS.put("wait.extra_delay", "0s");
  }

  private EffectiveDefaults() {}

  private static void put(String text, Key<?>... keys) {
    for (Key<?> key : keys) {
      TEXTS.put(key.name(), text);
    }
  }

  private static void imply(String text, Key<?>... keys) {
    for (Key<?> key : keys) {
      IMPLIED.put(key.name(), text);
    }
  }

  private static String bytes(long size) {
    if (size > 0 && size % (1L << 30) == 0) {
      return (size >> 30) + "G";
    }
    return size > 0 && size % (1L << 20) == 0 ? (size >> 20) + "M" : Long.toString(size);
  }

  /**
   * The text of a key's default, or null if there is none.
   *
   * @param name of the key, those of the maps that it is in before it: {@code retries.delay}
   */
  static @Nullable String of(String name) {
    return TEXTS.get(name);
  }

  /**
   * Returns the effective value of a key that is not set, for people to read; null if that is
   * nothing.
   */
  static @Nullable String impliedBy(String name) {
    return IMPLIED.get(name);
  }
}
