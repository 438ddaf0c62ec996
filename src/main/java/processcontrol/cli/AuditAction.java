package processcontrol.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import processcontrol.audit.Audit;
import processcontrol.audit.JobAudit;
import processcontrol.audit.JobFacts;
import processcontrol.audit.Range;
import processcontrol.cli.Invocation.Flag;
import processcontrol.config.GlobalConfig;
import processcontrol.config.InvalidConfigException;
import processcontrol.config.JobLoader;
import processcontrol.history.RunRecord;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.job.Zone;
import processcontrol.report.AuditReport;
import processcontrol.run.ExitCode;
import processcontrol.start.ErrorOutput;
import processcontrol.status.JobSelection;
import processcontrol.status.OtherJobs;
import processcontrol.status.Records;
import processcontrol.zone.Zones;

/** {@code run-job --audit [NAME...]}: which starts are missing or late, and why. */
final class AuditAction {

  /** Exit code if starts are missing by no one's wish. */
  private static final int MISSING = 1;

  private final GlobalConfig config;
  private final AuditCollector collector;

  /** True if the starts that other hosts made are asked for. */
  private final boolean ofCluster;

  private AuditAction(GlobalConfig config, Range range, Zone zone, boolean ofCluster) {
    this.config = config;
    this.ofCluster = ofCluster;
    this.collector = new AuditCollector(config, range, zone);
  }

  /** Returns the exit status. */
  static int run(Invocation invocation, GlobalConfig config, PrintStream out) {
    Zone zone = Zones.ofMachine();
    Range range = AuditRange.of(invocation, System.currentTimeMillis(), zone);
    boolean ofCluster = invocation.has(Flag.CLUSTER);
    if (ofCluster) {
      ClusterStatusAction.requireCluster(config);
    }
    List<JobAudit> audits = new AuditAction(config, range, zone, ofCluster).of(invocation);
    out.print(
        invocation.has(Invocation.Flag.JSON)
            ? AuditReport.json(range, audits)
            : AuditReport.text(range, audits, Zones.idOfMachine()));
    for (JobAudit each : audits) {
      if (each.missing() > 0 || each.fault() != null) {
        return MISSING;
      }
    }
    return ExitCode.SUCCESS.status();
  }

  private List<JobAudit> of(Invocation invocation) {
    JobLoader loader = new JobLoader(config);
    List<JobSelection.Item> wanted =
        new OtherJobs(invocation.names(), invocation.tags(), loader)
            .checked(JobSelection.existingOf(invocation.names(), invocation.tags(), loader));
    Set<String> names = new HashSet<>();
    List<JobAudit> faults = new ArrayList<>();
    for (JobSelection.Item item : wanted) {
      names.add(item.name());
      if (!item.isValid()) {
        faults.add(JobAudit.impossible(item.name(), "not valid: " + item.problems().get(0)));
      } else if (!Audit.isFor(item.job()) && !invocation.names().isEmpty()) {
        throw new InvalidConfigException(
            item.name() + ": has no schedule and no parents that could be audited");
      }
    }
    for (JobSelection.Item item : JobSelection.all(loader)) {
      if (item.isValid() && Audit.isFor(item.job())) {
        String fault = add(item.job(), names.contains(item.name()));
        if (fault != null && names.contains(item.name())) {
          faults.add(JobAudit.impossible(item.name(), fault));
        }
      } else if (Slug.isValid(item.name())) {
        try (Records records = Records.open(config, item.slug())) {
          collector.addSigns(records::nextBrief);
        }
      }
    }
    List<JobAudit> audits = new ArrayList<>(collector.results());
    audits.addAll(faults);
    return audits;
  }

  /** Adds a job; returns why nothing can be said of it, or null. */
  private @Nullable String add(Job job, boolean selected) {
    JobFacts facts = collector.facts(job, selected);
    try (Records records = Records.open(config, job.slug())) {
      RunRecord[] first = {records.nextBrief()};
      if (first[0] == null && records.fault() != null) {
        return records.fault();
      }
      collector.add(
          facts,
          withOtherHosts(
              job,
              () -> {
                RunRecord next = first[0] == null ? records.nextBrief() : first[0];
                first[0] = null;
                return next;
              }));
      ErrorOutput.warn(records.fault(), System.err);
      return null;
    }
  }

  private Supplier<RunRecord> withOtherHosts(Job job, Supplier<RunRecord> own) {
    return ofCluster && job.cluster() != null
        ? ClusterAudit.records(job, config.cluster(), own)
        : own;
  }
}
