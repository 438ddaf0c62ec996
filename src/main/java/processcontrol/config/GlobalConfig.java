package processcontrol.config;

import java.util.List;
import java.util.Map;
import processcontrol.config.KeyTable.Values;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.job.Cluster;
import processcontrol.job.MailTransport;
import processcontrol.job.Notifier;
import processcontrol.job.VisibleText;
import processcontrol.posix.CurrentProcess;
import processcontrol.posix.Fd;
import processcontrol.posix.FileStatus;
import processcontrol.posix.PosixException;

/**
 * The global configuration. Every key has a default, so that an installation works without a file.
 *
 * @param file where it was read from, or would have been
 * @param user the service user, by name or number
 * @param cronTemplate with the placeholders {source}, {schedule}, {user} and {command}
 * @param mailto recipient of cron's mails with the output of the crontab's lines; empty for none
 * @param noNewPrivs whether commands are kept from gaining privileges
 * @param mail the mail transport; null for the local sendmail program
 * @param metricsDirectory where metrics are written after each run, or null
 * @param logLimit the most that the logs of all jobs take, in bytes; 0 for no limit
 * @param syslog the facility of the system's log that runs are reported to, or null
 * @param cluster that this machine is a host of, or null
 * @param reportDirectory where {@code --report} writes its pages, or null
 * @param reportLogs whether these show the ends of logs
 * @param web rights of users of the web service, or null
 * @param hasLogging whether there is a {@code logging} block, which is ignored
 */
public record GlobalConfig(
    String file,
    String user,
    String jobDirectory,
    String outputCrontab,
    String outputDirectory,
    String runDirectory,
    String stateDirectory,
    String runnerPath,
    String cronTemplate,
    String mailto,
    boolean noNewPrivs,
    boolean hasLogging,
    MailTransport mail,
    String metricsDirectory,
    long logLimit,
    String syslog,
    Cluster cluster,
    String reportDirectory,
    boolean reportLogs,
    WebAccess web,
    Layers layers) {

  /** Returns true if it says something of jobs that their own files do not. */
  public boolean hasLayers() {
    return (layers.defaults() != null && !layers.defaults().entries().isEmpty())
        || !layers.templates().isEmpty()
        || !layers.tagDefaults().isEmpty();
  }

  /** Path of the configuration unless an option names another one. */
  public static final String DEFAULT_FILE = "/etc/process-control.yaml";

  /** Path at which the package installs run-job. */
  public static final String DEFAULT_RUNNER = "/usr/bin/run-job";

  private static final String DEFAULT_CRON_TEMPLATE =
      "# Generated from {source}\n{schedule} {user} {command}\n";

  /**
   * The layers below every job.
   *
   * @param whole all that the file says, for commands that show it
   */
  record Layers(
      Mapping defaults,
      Map<String, Mapping> templates,
      Map<String, Mapping> tagDefaults,
      Map<String, Notifier> notifiers,
      Mapping whole) {}

  /**
   * Reads the configuration from {@value #DEFAULT_FILE}, or the defaults if there is no such file.
   *
   * @throws InvalidConfigException with every fault found
   */
  public static GlobalConfig loadDefault() {
    try {
      return load(DEFAULT_FILE);
    } catch (PosixException e) {
      if (e.isNotFound()) {
        return of(DEFAULT_FILE, Mapping.empty(Place.startOf(DEFAULT_FILE)), new Problems());
      }
      throw new InvalidConfigException(e.getMessage());
    }
  }

  /**
   * Reads the configuration from a file that must exist.
   *
   * @throws InvalidConfigException with every fault found
   */
  public static GlobalConfig loadFrom(String file) {
    try {
      return load(file);
    } catch (PosixException e) {
      throw new InvalidConfigException(e.getMessage().replace(file, VisibleText.excerpt(file)));
    }
  }

  /** The same for another job directory. */
  public GlobalConfig withJobDirectory(String directory) {
    return new GlobalConfig(
        file,
        user,
        directory,
        outputCrontab,
        outputDirectory,
        runDirectory,
        stateDirectory,
        runnerPath,
        cronTemplate,
        mailto,
        noNewPrivs,
        hasLogging,
        mail,
        metricsDirectory,
        logLimit,
        syslog,
        cluster,
        reportDirectory,
        reportLogs,
        web,
        layers);
  }

  private static GlobalConfig load(String file) {
    Fd opened = Fd.openForReading(file);
    checkOwner(opened);
    String text = TrustedFile.decode(file, TrustedFile.read(opened));
    Problems problems = new Problems();
    return of(file, YamlReader.read(file, text, problems), problems);
  }

  /** Root trusts root alone; others trust root and themselves. */
  private static void checkOwner(Fd file) {
    FileStatus status = file.status();
    int caller = CurrentProcess.effectiveUid();
    if (status.uid() != 0 && status.uid() != caller) {
      file.close();
      throw new InvalidConfigException(
          file.path()
              + ": is owned by user "
              + status.uid()
              + "; it must be owned by root"
              + (caller == 0 ? "" : " or by you"));
    }
  }

  private static GlobalConfig of(String file, Mapping mapping, Problems problems) {
    Values values = GlobalKeys.TABLE.parse(mapping, problems);
    Mapping none = Mapping.empty(Place.startOf(file));
    String template = values.get(GlobalKeys.CRON_TEMPLATE, DEFAULT_CRON_TEMPLATE);
    String fault = CronTemplate.faultOf(template);
    if (fault != null) {
      problems.add(values.placeOf(GlobalKeys.CRON_TEMPLATE), "cron_template: " + fault);
    }
    Mapping notifiers = values.get(GlobalKeys.NOTIFIERS, null);
    Map<String, Notifier> named =
        notifiers == null ? Map.of() : NotifierType.named(notifiers, problems);
    Mapping defaults = values.get(GlobalKeys.DEFAULT_JOB_CONFIG, none);
    Mapping.Entry link = defaults.entries().get(JobKeys.EXTENDS.name());
    if (link != null) {
      problems.add(
          link.keyPlace(), "default_job_config.extends: the defaults cannot extend a template");
    }
    Map<String, Mapping> tagDefaults = values.get(GlobalKeys.TAG_DEFAULTS, Map.of());
    if (!tagDefaults.isEmpty()) {
      checkTagDefaults(tagDefaults, problems);
    }
    problems.throwIfAny();
    return new GlobalConfig(
        file,
        values.get(GlobalKeys.USER, "process-control"),
        values.get(GlobalKeys.JOB_DIRECTORY, "/var/lib/process-control"),
        values.get(GlobalKeys.OUTPUT_CRONTAB, "/etc/cron.d/process-control"),
        values.get(GlobalKeys.OUTPUT_DIRECTORY, "/var/log/process-control"),
        values.get(GlobalKeys.RUN_DIRECTORY, "/run/process-control"),
        values.get(GlobalKeys.STATE_DIRECTORY, "/var/lib/process-control-state"),
        values.get(GlobalKeys.RUNNER_PATH, DEFAULT_RUNNER),
        template,
        values.get(GlobalKeys.MAILTO, "root"),
        values.get(GlobalKeys.NO_NEW_PRIVS, true),
        values.has(GlobalKeys.LOGGING),
        values.get(GlobalKeys.MAIL, null),
        values.get(GlobalKeys.METRICS_DIRECTORY, null),
        values.get(GlobalKeys.LOG_LIMIT, 0L),
        values.get(GlobalKeys.SYSLOG, null),
        values.get(GlobalKeys.CLUSTER, null),
        values.get(GlobalKeys.REPORT_DIRECTORY, null),
        values.get(GlobalKeys.REPORT_LOGS, false),
        values.get(GlobalKeys.WEB, null),
        new Layers(
            defaults, values.get(GlobalKeys.JOB_TEMPLATES, Map.of()), tagDefaults, named, mapping));
  }

  /** Checks the names of the tags; which tags a job has is known before their content is. */
  private static void checkTagDefaults(Map<String, Mapping> tagDefaults, Problems problems) {
    for (Map.Entry<String, Mapping> tag : tagDefaults.entrySet()) {
      for (Key<?> key : List.of(JobKeys.TAG, JobKeys.EXTENDS)) {
        Mapping.Entry entry = tag.getValue().entries().get(key.name());
        if (entry != null) {
          problems.add(
              entry.keyPlace(),
              "tag_defaults."
                  + VisibleText.excerpt(tag.getKey())
                  + "."
                  + key.name()
                  + ": what a tag says cannot change the tags or the templates of a job");
        }
      }
    }
  }
}
