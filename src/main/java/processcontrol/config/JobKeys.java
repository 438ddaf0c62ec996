package processcontrol.config;

import java.util.List;
import java.util.Map;
import processcontrol.config.YamlValue.Mapping;
import processcontrol.config.YamlValue.Scalar;
import processcontrol.job.Schedule;
import processcontrol.job.Signal;
import processcontrol.job.TimeSpan;

/** The keys of a job file, of {@code default_job_config} and of a template. */
final class JobKeys {

  static final Key<String> NAME = new Key<>("name", ScalarTypes.TITLE, "human title");
  static final Key<String> DESCRIPTION =
      new Key<>("description", ScalarTypes.TEXT, "longer text that explains the job");
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
  static final Key<Boolean> DISABLED =
      new Key<>("disabled", ScalarTypes.BOOLEAN, "leave the job out of the crontab");
  static final Key<Schedule> SCHEDULE =
      new Key<>("schedule", ScalarTypes.SCHEDULE, "when cron starts the job: five crontab terms");
  static final Key<List<String>> TAG =
      new Key<>(
          "tag", new CompositeTypes.ListOf<>(ScalarTypes.TAG), "groups that the job belongs to");
  static final Key<Mapping> FAILMAIL =
      new Key<>("failmail", CompositeTypes.MAP, "who is mailed when the job fails");
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
  static final Key<String> EXTENDS =
      new Key<>("extends", ScalarTypes.TEMPLATE_NAME, "template that the job is based on");

  static final KeyTable TABLE =
      new KeyTable(
          NAME,
          DESCRIPTION,
          COMMAND,
          SLOW_START_COMMAND,
          SHELL,
          DIRECTORY,
          ENVIRONMENT,
          TIMEOUT,
          KILL_AFTER,
          STOP_SIGNAL,
          ALLOW_OVERTIME,
          DISABLED,
          SCHEDULE,
          TAG,
          FAILMAIL,
          FAILURE_THRESHOLD_FOR_MAIL,
          HOLD_AFTER_FAILURES,
          EXTENDS);

  static final Key<String> FROM_ADDRESS =
      new Key<>("from_address", ScalarTypes.TITLE, "sender of the mail");
  static final Key<List<String>> TO_ADDRESS =
      new Key<>(
          "to_address", new CompositeTypes.ListOf<>(ScalarTypes.TITLE), "recipients of the mail");

  static final KeyTable FAILMAIL_TABLE = new KeyTable(FROM_ADDRESS, TO_ADDRESS);

  private JobKeys() {}
}
