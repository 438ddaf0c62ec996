package processcontrol.cli;

import java.io.PrintStream;
import processcontrol.cli.Findings.Severity;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.run.ExitCode;

/**
 * {@code run-job --validate [NAME...]}: reports every fault of the named jobs, or of all, and what
 * is allowed, but most likely not meant.
 */
final class ValidateAction {

  private ValidateAction() {}

  static int run(Call call, GlobalConfig config, PrintStream out, PrintStream err) {
    boolean quiet = call.has(Call.Flag.QUIET);
    if (config.hasLogging() && !quiet) {
      Failures.printLine("run-job", config.file() + ": the 'logging' block is ignored", err);
    }
    JobLoader loader = new JobLoader(config);
    CheckedJobs checked = new CheckedJobs(loader, JobSelection.of(call, loader));
    Findings findings = checked.findings();
    // A fault of the defaults shows in every job, and in none where there are no jobs yet.
    loader.faultsOfLayers().forEach(fault -> findings.error(null, fault));
    DeliveryCheck delivery = new DeliveryCheck(config, findings);
    for (CheckedJobs.Checked each : checked.jobs()) {
      if (each.item().isValid()) {
        delivery.check(each.item().job());
      }
    }
    if (call.names().isEmpty() && call.tags().isEmpty()) {
      loader.skipped().forEach(skipped -> findings.warning(null, skipped));
    }
    if (call.has(Call.Flag.JSON)) {
      out.print(findings.json());
    } else {
      findings.print("run-job", quiet, err);
      if (!quiet) {
        out.println(findings.summary());
      }
    }
    boolean refused =
        findings.has(Severity.ERROR)
            || (call.has(Call.Flag.STRICT) && findings.has(Severity.WARNING));
    return (refused ? ExitCode.INVALID_CONFIG : ExitCode.SUCCESS).status();
  }
}
