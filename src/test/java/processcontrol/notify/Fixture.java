package processcontrol.notify;

import java.util.List;
import java.util.Map;
import processcontrol.history.Result;
import processcontrol.history.RunRecord;
import processcontrol.history.Trigger;
import processcontrol.job.CommandLine;
import processcontrol.job.Event;
import processcontrol.job.MailTransport;
import processcontrol.job.Notifier;
import processcontrol.job.Slug;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.posix.UnrestrictedSpawner;

/** Records, bulletins and notifiers as runs make them. */
final class Fixture {

  static final Slug YAK = new Slug("yak");

  private Fixture() {}

  static RunRecord record(String run, Result result, String reason) {
    return record(run, result, reason, null);
  }

  static RunRecord record(String run, Result result, String reason, String log) {
    return new RunRecord(
        run,
        YAK,
        result,
        reason,
        result == Result.FAILURE ? 3 : null,
        result == Result.TIMEOUT ? 15 : null,
        3,
        UtcTime.parse("2026-11-21T12:00:00Z"),
        UtcTime.parse("2026-11-21T12:01:30.500Z"),
        2,
        Trigger.CRON,
        List.of("--all"),
        null,
        "abc",
        log,
        List.of("exit code 4"),
        List.of("it took long"),
        null);
  }

  /** The same of jobs with a revision. */
  static RunRecord withRevision(RunRecord record, String revision) {
    return new RunRecord(
        record.run(),
        record.job(),
        record.result(),
        record.reason(),
        record.exitCode(),
        record.signal(),
        record.status(),
        record.started(),
        record.ended(),
        record.attempts(),
        record.trigger(),
        record.args(),
        record.invokedBy(),
        record.jobSha256(),
        record.log(),
        record.failedAttempts(),
        record.warnings(),
        record.slot(),
        record.slowStart(),
        record.rerunOf(),
        revision,
        record.placement(),
        record.boot());
  }

  static Notification notification(Event event, RunRecord record) {
    return notification(
        event, record, "the barbers <cut@here>", "https://wiki/yak\nCall <Ann> & Bo\r\n");
  }

  static Notification notification(Event event, RunRecord record, String owner, String runbook) {
    List<String> commands = List.of("/bin/shave");
    return new Notification(
        event,
        "db1",
        "yak",
        "Shave a yak",
        "Cuts\nhair",
        owner,
        runbook,
        commands,
        record,
        2,
        null);
  }

  static DeliveryContext context(MailTransport transport) {
    Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin", "COLOUR", "brown");
    return new DeliveryContext(
        "db1", "shaver", transport, null, environment, "/", false, UnrestrictedSpawner.start());
  }

  static Notifier url(String url, Notifier.Format format, String timeout, int tries) {
    return new Notifier(null, List.of(), null, url, format, TimeSpan.parse(timeout), tries);
  }

  static Notifier command(String text, String timeout) {
    return new Notifier(
        "hook",
        List.of(),
        CommandLine.split(text),
        null,
        Notifier.Format.PLAIN,
        TimeSpan.parse(timeout),
        1);
  }
}
