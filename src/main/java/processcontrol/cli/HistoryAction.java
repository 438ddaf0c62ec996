package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.RunRecord;
import processcontrol.job.Slug;
import processcontrol.job.VisibleText;
import processcontrol.report.HistoryReport;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.start.UsageException;
import processcontrol.status.Records;
import processcontrol.zone.Zones;

/** {@code run-job --history NAME}: the records of a job's last runs. */
final class HistoryAction {

  private static final int DEFAULT_LAST = 20;

  private HistoryAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    int most = last(invocation.value("--last"));
    Terminal.checkColor(invocation.value("--color"));
    Slug slug = slug(invocation.names().get(0));
    List<RunRecord> records = new ArrayList<>();
    boolean whole = read(config, slug, most, records);
    if (records.isEmpty()) {
      new JobLoader(config).pathOf(slug); // A name that was mistyped.
    }
    if (invocation.has(Invocation.Flag.JSON)) {
      out.print(HistoryReport.json(records));
    } else if (records.isEmpty() && whole) {
      out.println(slug + " has no records yet");
    } else if (!records.isEmpty()) {
      out.print(
          Terminal.isThere()
              ? HistoryReport.text(
                  records, Zones.idOfMachine(), Terminal.screen(invocation.value("--color")))
              : HistoryReport.text(records, Zones.idOfMachine()));
    }
    boolean answered = whole || !records.isEmpty();
    return answered ? ExitCode.SUCCESS.status() : ExitCode.FAILED_ITSELF.status();
  }

  /** Reads records, the newest last; returns false if some cannot be read, which is told. */
  private static boolean read(GlobalConfig config, Slug slug, int most, List<RunRecord> records) {
    try (Records newest = Records.open(config, slug)) {
      RunRecord record = newest.next();
      while (record != null) {
        records.add(record);
        record = records.size() == most ? null : newest.next();
      }
      ErrorOutput.warn(newest.fault(), System.err);
      Collections.reverse(records);
      return newest.fault() == null;
    }
  }

  /** How many records are wanted; 0 for all. */
  private static int last(String text) {
    if (text == null) {
      return DEFAULT_LAST;
    }
    boolean isNumber = !text.isEmpty() && text.length() < 10;
    for (int i = 0; i < text.length(); i++) {
      isNumber &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!isNumber) {
      throw new UsageException(
          "--last: expected a number of records, or 0 for all, not " + VisibleText.quoted(text));
    }
    return Integer.parseInt(text);
  }

  private static Slug slug(String name) {
    try {
      return new Slug(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(e.getMessage());
    }
  }
}
