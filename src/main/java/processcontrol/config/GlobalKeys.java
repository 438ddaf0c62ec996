package processcontrol.config;

import java.util.Map;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.job.Cluster;
import processcontrol.job.MailTransport;

/** The keys of the global configuration. */
final class GlobalKeys {

  static final Key<String> USER =
      new Key<>("user", ScalarTypes.USER, "service user, the only user that jobs run as");
  static final Key<String> JOB_DIRECTORY =
      new Key<>("job_directory", ScalarTypes.PATH, "where the job files are");
  static final Key<String> OUTPUT_CRONTAB =
      new Key<>(
          "output_crontab", ScalarTypes.PATH_OR_CONSOLE, "the crontab that cron-generate writes");
  static final Key<String> OUTPUT_DIRECTORY =
      new Key<>("output_directory", ScalarTypes.PATH, "where the logs of runs are written");
  static final Key<String> RUN_DIRECTORY =
      new Key<>("run_directory", ScalarTypes.PATH, "where the locks are");
  static final Key<String> STATE_DIRECTORY =
      new Key<>("state_directory", ScalarTypes.PATH, "where the history of jobs is kept");
  static final Key<String> RUNNER_PATH =
      new Key<>("runner_path", ScalarTypes.PATH, "the run-job that the crontab calls");
  static final Key<String> CRON_TEMPLATE =
      new Key<>("cron_template", ScalarTypes.TEXT, "how a job looks in the crontab");
  static final Key<String> MAILTO =
      new Key<>("mailto", ScalarTypes.MAILTO, "whom cron mails what a line of the crontab prints");
  static final Key<Boolean> NO_NEW_PRIVS =
      new Key<>(
          "no_new_privs",
          ScalarTypes.BOOLEAN,
          "keep commands from gaining privileges (sudo, setuid programs)");
  static final Key<Mapping> DEFAULT_JOB_CONFIG =
      new Key<>("default_job_config", CompositeTypes.MAP, "job keys merged under every job");
  static final Key<Map<String, Mapping>> JOB_TEMPLATES =
      new Key<>("job_templates", CompositeTypes.TEMPLATES, "named partial jobs for 'extends'");
  static final Key<Map<String, Mapping>> TAG_DEFAULTS =
      new Key<>(
          "tag_defaults", CompositeTypes.TEMPLATES, "job keys merged under every job with a tag");
  static final Key<MailTransport> MAIL = new Key<>("mail", new MailType(), "how mail is sent");
  static final Key<Mapping> NOTIFIERS =
      new Key<>("notifiers", CompositeTypes.MAP, "named notifiers for 'notify' of jobs");
  static final Key<String> METRICS_DIRECTORY =
      new Key<>(
          "metrics_directory",
          ScalarTypes.PATH,
          "where metrics are written after each run, for node_exporter");
  static final Key<Long> LOG_LIMIT =
      new Key<>("log_limit", MeasureTypes.SIZE, "the most that the logs of all jobs take");
  static final Key<String> SYSLOG =
      new Key<>(
          "syslog",
          new MeasureTypes.Word(
              "user", "daemon", "cron", "local0", "local1", "local2", "local3", "local4", "local5",
              "local6", "local7"),
          "facility of the system's log that gets the events of runs");
  static final Key<Cluster> CLUSTER =
      new Key<>("cluster", new ClusterType(), "the hosts and the etcd that share jobs");
  static final Key<String> REPORT_DIRECTORY =
      new Key<>(
          "report_directory",
          ScalarTypes.PATH,
          "where pages with all jobs are written, every minute");
  static final Key<Boolean> REPORT_LOGS =
      new Key<>(
          "report_logs",
          ScalarTypes.BOOLEAN,
          "show the ends of logs in the report, to all readers");
  static final Key<WebAccess> WEB =
      new Key<>("web", new WebType(), "rights of users of process-control-web");
  static final Key<YamlValue> LOGGING =
      new Key<>(
          "logging", CompositeTypes.ANYTHING, "ignored; accepted for the Python original's sake");

  static final KeyTable TABLE =
      new KeyTable(
          USER,
          JOB_DIRECTORY,
          OUTPUT_CRONTAB,
          OUTPUT_DIRECTORY,
          RUN_DIRECTORY,
          STATE_DIRECTORY,
          RUNNER_PATH,
          CRON_TEMPLATE,
          MAILTO,
          NO_NEW_PRIVS,
          DEFAULT_JOB_CONFIG,
          JOB_TEMPLATES,
          TAG_DEFAULTS,
          MAIL,
          NOTIFIERS,
          METRICS_DIRECTORY,
          LOG_LIMIT,
          SYSLOG,
          CLUSTER,
          REPORT_DIRECTORY,
          REPORT_LOGS,
          WEB,
          LOGGING);

  private GlobalKeys() {}
}
