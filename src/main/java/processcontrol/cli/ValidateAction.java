package processcontrol.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import processcontrol.cli.Findings.Severity;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobFiles;
import processcontrol.config.JobLoader;
import processcontrol.config.Similar;
import processcontrol.job.VisibleText;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.status.JobSelection;

/**
 * {@code run-job --validate [NAME...]}: reports every fault of the named jobs, or of all, and what
 * is allowed, but most likely not meant.
 */
final class ValidateAction {

  private ValidateAction() {}

  static int run(Invocation invocation, GlobalConfig config, PrintStream out, PrintStream err) {
    boolean quiet = invocation.has(Invocation.Flag.QUIET);
    if (config.hasLogging() && !quiet) {
      ErrorOutput.printLine("run-job", config.file() + ": the 'logging' block is ignored", err);
    }
    JobLoader loader = new JobLoader(config);
    CheckedJobs checked =
        new CheckedJobs(loader, JobSelection.of(invocation.names(), invocation.tags(), loader));
    Findings findings = checked.findings();
    // A fault of the defaults shows in every job, and in none where there are no jobs yet.
    loader.faultsOfLayers().forEach(fault -> findings.error(null, fault));
    DeliveryCheck delivery = new DeliveryCheck(config, findings);
    for (CheckedJobs.Checked each : checked.jobs()) {
      if (each.item().isValid()) {
        delivery.check(each.item().job());
      }
    }
    if (invocation.names().isEmpty() && invocation.tags().isEmpty()) {
      loader.skipped().forEach(skipped -> findings.warning(null, skipped));
      checkTags(loader, checked, findings, config.file());
      String revision = JobFiles.faultOfRevision(config.jobDirectory());
      if (revision != null) {
        findings.warning(null, revision);
      }
      ForeignDirectories.check(config, slugs(checked), findings);
    }
    if (invocation.has(Invocation.Flag.JSON)) {
      out.print(findings.json());
    } else {
      findings.print("run-job", quiet, err);
      if (!quiet) {
        out.println(findings.summary());
      }
    }
    boolean refused =
        findings.has(Severity.ERROR)
            || (invocation.has(Invocation.Flag.STRICT) && findings.has(Severity.WARNING));
    return (refused ? ExitCode.INVALID_CONFIG : ExitCode.SUCCESS).status();
  }

  private static List<String> slugs(CheckedJobs checked) {
    return checked.jobs().stream()
        .filter(each -> each.item().isValid())
        .map(each -> each.item().slug().value())
        .toList();
  }

  /** Warns of tags without a job: their settings are most likely meant for another one. */
  private static void checkTags(
      JobLoader loader, CheckedJobs checked, Findings findings, String file) {
    Set<String> known = new TreeSet<>();
    for (CheckedJobs.Checked each : checked.jobs()) {
      known.addAll(each.item().isValid() ? each.item().job().tags() : Set.of());
    }
    for (String tag : loader.tagsWithDefaults()) {
      if (!known.contains(tag)) {
        String close = Similar.to(tag, known);
        findings.warning(
            null,
            file
                + ": tag_defaults: no job has the tag "
                + VisibleText.quoted(tag)
                + (close == null ? "" : "; did you mean " + close + "?"));
      }
    }
  }
}
