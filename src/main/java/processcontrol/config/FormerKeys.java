package processcontrol.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys of other systems that jobs come from, and what they are here; the tables are in
 * process-control(7). Only loaded where a key is unknown.
 */
final class FormerKeys {

  private static final Map<String, Former> KEYS = new HashMap<>();

  /**
   * A key of another system.
   *
   * @param key the first one of those that are here instead
   */
  private record Former(String system, String instead, String key) {}

  private FormerKeys() {}

  static {
    add("kopf", "title", "name");
    add("kopf", "dir", "directory");
    add("kopf", "cron", "schedule");
    add("kopf", "trigger", "triggers: {end: ...}", "triggers");
    add("kopf", "mail-to", "mail_to");
    add(
        "kopf",
        "mail-from",
        "failmail.from_address, or mail.from_address in the configuration",
        "failmail");
    add("kopf", "log-start", "log_start");
    add("kopf", "log-output", "log_output");
    add("kopf", "restart-on-change", "restart_on_change");
    add("kopf", "hup-on-change", "reload_on_change");
    add("kopf", "proto", "extends");
    add("acron", "run", "command");
    add("acron", "if", "only_if");
    add("acron", "error", "fail_on: [exit, stderr]", "fail_on");
    add("cron", "mailto", "mail_to");
    add("jobman", "group", "tag");
    add("jobman", "job-spec", "extends");
    add("jobman", "stop-signal", "stop_signal");
    add("jobman", "wait.datetime", "wait.until");
    add("jobman", "wait.timedelta", "wait.for");
    add("jobman", "wait.file", "wait.files");
    add("jobman", "wait.nonopen-file", "wait.closed_files");
    add("jobman", "wait.script", "wait.commands");
    add("jobman", "wait.poll-interval", "wait.poll_interval");
    add("jobman", "wait.extra-delay", "wait.extra_delay");
    add("jobman", "wait.abort-datetime", "wait.give_up_at");
    add("jobman", "log.stdout", "log_output");
    add("jobman", "log.stderr", "log_output");
    add("jobman", "log.prefix-timestamp", "log.timestamps");
    add("jobman", "log.file", "log.rotate_bytes");
    add("jobman", "log.file.max-bytes", "log.rotate_bytes");
    add("jobman", "log.run", "log.rotate_files");
    add("jobman", "log.run.max-files", "log.rotate_files");
    add("jobman", "log.job", "log.max_runs and log.max_bytes", "log");
    add("jobman", "log.job.max-runs", "log.max_runs");
    add("jobman", "log.job.max-bytes", "log.max_bytes");
    add("jobman", "retries.num-runs", "retries.attempts");
    add("jobman", "retries.num-successes", "retries.successes");
    add("jobman", "retries.num-failures", "retries.failures");
    add("jobman", "retries.abort-datetime", "retries.until");
    add("jobman", "retries.success-codes", "success_codes");
    add("jobman", "retries.failure-codes", "failure_codes");
    add("jobman", "retries.jitter-range", "retries.jitter");
    add("jobman", "retries.exponential-backoff-base", "retries.backoff");
    add("jobman", "retries.max-delay", "retries.max_delay");
    add("jobman", "timeout.job", "timeout");
    add("jobman", "timeout.run", "attempt_timeout");
    add("jobman", "notify.on-success", "notify.success");
    add("jobman", "notify.on-retry", "notify.retry");
    add("jobman", "notify.on-failure", "notify.failure");
    add("jobman", "reaper", "log.max_age, or log_limit in the configuration", "log");
    add("jobman", "sensors", "wait, in a template of job_templates", "wait");
    add("jobman", "callbacks", "notify, with notifiers of the configuration", "notify");
    add("kala", "dependent_jobs", "triggers: {success: ...}", "triggers");
    add("kala", "parent_jobs", "after");
    add("kala", "id", "nothing: the file's name is the job's", "name");
  }

  private static void add(String system, String former, String instead) {
    add(system, former, instead, instead);
  }

  /**
   * Notes what to write instead of a key.
   *
   * @param former the key there, with those that it stands below and dots between
   * @param instead what to write
   * @param key the key here that it is about
   */
  private static void add(String system, String former, String instead, String key) {
    int end = key.indexOf('.');
    KEYS.put(former, new Former(system, instead, end < 0 ? key : key.substring(0, end)));
  }

  /**
   * Returns what to write instead of an unknown key, such as {@code write mail_to; it is a key of
   * kopf}; null if it has no counterpart here.
   *
   * @param path the key with those that it stands below in a job
   */
  static @Nullable String advice(String path) {
    Former former = KEYS.get(path);
    return former == null || !JobKeys.TABLE.has(former.key)
        ? null
        : "write " + former.instead + "; it is a key of " + former.system;
  }
}
