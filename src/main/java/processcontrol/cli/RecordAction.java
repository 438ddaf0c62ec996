package processcontrol.cli;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import processcontrol.config.GlobalConfig;
import processcontrol.history.RunRecord;
import processcontrol.job.RunId;
import processcontrol.job.Slug;
import processcontrol.lock.RunningJob;
import processcontrol.report.HistoryReport;
import processcontrol.run.ExitCode;
import processcontrol.start.UsageException;
import processcontrol.status.Records;
import processcontrol.zone.Zones;

/** {@code run-job --history --run RUN}: all that is on record of one run. */
final class RecordAction {

  private RecordAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    for (String option : new String[] {"--from", "--until", "--result", "--last"}) {
      if (invocation.value(option) != null) {
        throw new UsageException(option + " does not go with --run, which names one run");
      }
    }
    if (!invocation.tags().isEmpty() || invocation.names().size() > 1) {
      throw new UsageException("--run names one run, of one job");
    }
    String name = invocation.names().isEmpty() ? null : invocation.names().get(0);
    RunRecord record = find("--run", invocation.value("--run"), name, config);
    out.print(
        invocation.has(Invocation.Flag.JSON)
            ? HistoryReport.json(record)
            : HistoryReport.text(record, Zones.idOfMachine()));
    return ExitCode.SUCCESS.status();
  }

  /**
   * Finds a record.
   *
   * @param where the option or word that names it, for messages
   * @param wanted the name of a run, or how many runs back, such as {@code -1} for the last
   * @param name of its job; null if only the run is named
   * @throws UsageException if there is none
   */
  static RunRecord find(String where, String wanted, @Nullable String name, GlobalConfig config) {
    if (wanted.startsWith("-") && name != null) {
      return findBackwards(wanted, name, config);
    }
    RunId run;
    try {
      run = RunId.parse(wanted);
    } catch (IllegalArgumentException e) {
      String back = name == null ? "" : ", and -1 is the last run of " + name;
      throw new UsageException(where + ": " + e.getMessage() + back);
    }
    if (name != null && !run.slug().value().equals(name)) {
      throw new UsageException("the run " + run + " is not one of " + name);
    }
    try (Records records = Records.open(config, run.slug())) {
      for (RunRecord record = records.next(); record != null; record = records.next()) {
        if (run.toString().equals(record.run())) {
          return record;
        }
      }
      throw new UsageException(whyNot(run, config, records.fault()));
    }
  }

  private static String whyNot(RunId run, GlobalConfig config, String fault) {
    RunningJob running = RunningJob.find(config.runDirectory(), run.slug());
    if (running != null && running.run().equals(run.toString())) {
      return "the run " + run + " is still running, and has no record before its end; see --status";
    }
    return "there is no record of the run " + run + (fault == null ? "" : ": " + fault);
  }

  private static RunRecord findBackwards(String wanted, String name, GlobalConfig config) {
    int back;
    try {
      back = -Integer.parseInt(wanted);
    } catch (NumberFormatException e) {
      throw new UsageException("--run: '" + wanted + "' is neither a run nor a number such as -1");
    }
    if (!Slug.isValid(name)) {
      throw new UsageException("'" + name + "' is not a job name");
    }
    try (Records records = Records.open(config, new Slug(name))) {
      int seen = 0;
      for (RunRecord record = records.next(); record != null; record = records.next()) {
        seen += record.run() == null ? 0 : 1;
        if (record.run() != null && seen == back) {
          return record;
        }
      }
      throw new UsageException(
          name + ": there is no run " + wanted + ": " + seen + " are on record");
    }
  }
}
