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
    return RunRecord.builder(
            YAK, result, reason, Trigger.CRON, UtcTime.parse("2026-11-21T12:00:00Z"))
        .run(run)
        .exitCode(result == Result.FAILURE ? 3 : null)
        .signal(result == Result.TIMEOUT ? 15 : null)
        .status(3)
        .ended(UtcTime.parse("2026-11-21T12:01:30.500Z"))
        .attempts(2)
        .args(List.of("--all"))
        .jobSha256("abc")
        .log(log)
        .failedAttempts(List.of("exit code 4"))
        .warnings(List.of("it took long"))
        .build();
  }

  /** The same of jobs with a revision. */
  static RunRecord withRevision(RunRecord record, String revision) {
    return RunRecord.builder(
            record.job(), record.result(), record.reason(), record.trigger(), record.started())
        .run(record.run())
        .exitCode(record.exitCode())
        .signal(record.signal())
        .status(record.status())
        .ended(record.ended())
        .attempts(record.attempts())
        .args(record.args())
        .invokedBy(record.invokedBy())
        .jobSha256(record.jobSha256())
        .log(record.log())
        .failedAttempts(record.failedAttempts())
        .warnings(record.warnings())
        .slot(record.slot())
        .slowStart(record.slowStart())
        .rerunOf(record.rerunOf())
        .revision(revision)
        .placement(record.placement())
        .boot(record.boot())
        .build();
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
