package processcontrol.notify;

import processcontrol.history.RunRecord;
import processcontrol.job.Event;
import processcontrol.job.Signal;
import processcontrol.job.TimeSpan;

/** What a mail about a run says. */
final class MailText {

  private static final int INDENT = 14;
  private static final String RUNBOOK = "Runbook: ";

  private final StringBuilder text = new StringBuilder();

  private MailText() {}

  /** One line for a list of mails. */
  static String subject(Bulletin bulletin) {
    return "[" + bulletin.host() + "] job " + bulletin.name() + " " + bulletin.headline();
  }

  /**
   * The facts of the run and the end of its log.
   *
   * @param note a sentence of its own before them, or null
   */
  static String body(Bulletin bulletin, String note) {
    MailText mail = new MailText();
    String what = bulletin.name() + " on " + bulletin.host() + " " + bulletin.headline();
    mail.text.append("Job ").append(Plain.line(what)).append(".\n");
    if (note != null) {
      mail.text.append(note).append('\n');
    }
    if (bulletin.runbook() != null) {
      mail.text
          .append(RUNBOOK)
          .append(Plain.lines(bulletin.runbook(), " ".repeat(RUNBOOK.length())));
      mail.text.append('\n');
    }
    mail.text.append('\n');
    mail.facts(bulletin);
    if (bulletin.record().log() != null && bulletin.event() != Event.START) {
      mail.text.append("\nThe end of the log:\n\n");
      mail.text.append(LogTail.of(bulletin.record().log()));
    }
    return mail.text.toString();
  }

  private void facts(Bulletin bulletin) {
    RunRecord record = bulletin.record();
    boolean ended = !bulletin.isUnderWay();
    fact("Host", bulletin.host());
    fact("Job", bulletin.slug());
    fact("Name", bulletin.name());
    fact("Description", bulletin.description());
    fact("Owner", bulletin.owner());
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
    if (bulletin.failures() > 0) {
      fact(
          bulletin.event() == Event.FAILURE || bulletin.event() == Event.HOLD
              ? "Failures"
              : "Failed before",
          bulletin.failures() + (bulletin.failures() == 1 ? " run" : " runs in a row"));
    }
    for (String warning : record.warnings()) {
      fact("Warning", warning);
    }
    fact("On hold", bulletin.hold());
    fact("Release", bulletin.hold() == null ? null : "run-job --release " + bulletin.slug());
    for (String command : bulletin.commands()) {
      fact("Command", command);
    }
    if (!record.args().isEmpty()) {
      fact("Arguments", String.join(" ", record.args()));
    }
    fact("Log", record.log());
  }

  private void fact(String label, String value) {
    if (value == null) {
      return;
    }
    String head = label.isEmpty() ? "" : label + ":";
    text.append(head).append(" ".repeat(Math.max(1, INDENT - head.length())));
    text.append(Plain.lines(value, " ".repeat(INDENT))).append('\n');
  }
}
