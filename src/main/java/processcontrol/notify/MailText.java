package processcontrol.notify;

import org.jspecify.annotations.Nullable;
import processcontrol.history.RunRecord;
import processcontrol.job.Event;
import processcontrol.job.Signal;
import processcontrol.job.TimeSpan;

/** The text of a mail about a run. */
final class MailText {

  private static final int INDENT = 14;
  private static final String RUNBOOK = "Runbook: ";

  private final StringBuilder text = new StringBuilder();

  private MailText() {}

  /** One line for a list of mails. */
  static String subject(Notification notification) {
    return "["
        + notification.host()
        + "] job "
        + notification.name()
        + " "
        + notification.headline();
  }

  /**
   * The facts of the run and the end of its log.
   *
   * @param note a sentence of its own before them, or null
   */
  static String body(Notification notification, @Nullable String note) {
    MailText mail = new MailText();
    String what =
        notification.name() + " on " + notification.host() + " " + notification.headline();
    mail.text.append("Job ").append(TextSanitizer.line(what)).append(".\n");
    if (note != null) {
      mail.text.append(note).append('\n');
    }
    if (notification.runbook() != null) {
      mail.text
          .append(RUNBOOK)
          .append(TextSanitizer.lines(notification.runbook(), " ".repeat(RUNBOOK.length())));
      mail.text.append('\n');
    }
    mail.text.append('\n');
    mail.facts(notification);
    if (notification.record().log() != null && notification.event() != Event.START) {
      mail.text.append("\nThe end of the log:\n\n");
      mail.text.append(LogTail.of(notification.record().log()));
    }
    return mail.text.toString();
  }

  private void facts(Notification notification) {
    RunRecord record = notification.record();
    boolean ended = !notification.isUnderWay();
    fact("Host", notification.host());
    fact("Job", notification.slug());
    fact("Name", notification.name());
    fact("Description", notification.description());
    fact("Owner", notification.owner());
    fact("Run", record.run());
    if (ended) {
      fact("Result", record.result().toString());
      fact("Reason", record.reason());
      fact("Exit code", record.exitCode() == null ? null : record.exitCode().toString());
      fact("Signal", record.signal() == null ? null : new Signal(record.signal()).toString());
    }
    fact("Started", record.started().toString());
    if (ended && record.ended() != null) {
      fact("Ended", record.ended().toString());
      long millis = record.ended().epochMillis() - record.started().epochMillis();
      fact("Duration", new TimeSpan(Math.max(0, millis)).toString());
    }
    fact("Attempts", Integer.toString(record.attempts()));
    for (int i = 0; i < record.failedAttempts().size(); i++) {
      fact("", "attempt " + (i + 1) + ": " + record.failedAttempts().get(i));
    }
    if (notification.failures() > 0) {
      fact(
          notification.event() == Event.FAILURE || notification.event() == Event.HOLD
              ? "Failures"
              : "Failed before",
          notification.failures() + (notification.failures() == 1 ? " run" : " runs in a row"));
    }
    for (String warning : record.warnings()) {
      fact("Warning", warning);
    }
    fact("On hold", notification.hold());
    fact(
        "Release", notification.hold() == null ? null : "run-job --release " + notification.slug());
    for (String command : notification.commands()) {
      fact("Command", command);
    }
    if (!record.args().isEmpty()) {
      fact("Arguments", String.join(" ", record.args()));
    }
    fact("Revision", record.revision());
    fact("Log", record.log());
  }

  private void fact(String label, @Nullable String value) {
    if (value == null) {
      return;
    }
    String head = label.isEmpty() ? "" : label + ":";
    text.append(head).append(" ".repeat(Math.max(1, INDENT - head.length())));
    text.append(TextSanitizer.lines(value, " ".repeat(INDENT))).append('\n');
  }
}
