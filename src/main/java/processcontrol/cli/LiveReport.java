package processcontrol.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import processcontrol.config.GlobalConfig;
import processcontrol.config.JobLoader;
import processcontrol.due.Splay;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.report.HtmlJobPage;
import processcontrol.report.HtmlReport;
import processcontrol.report.LiveFrame;
import processcontrol.report.ReportedJob;
import processcontrol.report.StatusOrder;
import processcontrol.status.JobSelection;
import processcontrol.status.JobStatus;
import processcontrol.status.OtherJobs;
import processcontrol.status.StatusCollector;
import processcontrol.zone.Zones;

/**
 * The pages of the report, made on request. The success of past weeks is not counted, as all
 * histories would have to be read for it.
 */
final class LiveReport {

  private final GlobalConfig config;
  private final Instant now = Instant.now();
  private final ZoneId zone = Zones.idOfMachine();
  private final ReportCollector collector;

  LiveReport(GlobalConfig config) {
    this.config = config;
    this.collector = new ReportCollector(config, null, now, zone);
  }

  String overview(Predicate<Job> visible) {
    JobLoader loader = new JobLoader(config);
    List<JobSelection.Item> items = new ArrayList<>();
    for (JobSelection.Item item :
        new OtherJobs(List.of(), List.of(), loader).checked(JobSelection.all(loader))) {
      if (visible.test(item.job())) {
        items.add(item);
      }
    }
    List<JobStatus> statuses = statuses(items);
    List<ReportedJob> jobs = new ArrayList<>();
    boolean detailed = statuses.size() <= HtmlReport.MAX_DETAILED;
    int read = detailed ? ReportedJob.MAX_RUNS : HtmlReport.DETAILED_RUNS;
    for (JobStatus status : StatusOrder.ATTENTION.sorted(statuses, now)) {
      String page = Slug.isValid(status.name()) ? "job/" + status.name() + "/" : null;
      jobs.add(
          collector
              .read(status, page, read, /* brief= */ true)
              .withRuns(detailed ? HtmlReport.DETAILED_RUNS : 0));
    }
    return HtmlReport.of(
            jobs,
            collector.today(statuses, now),
            null,
            collector.faults(),
            Splay.hostName(),
            now,
            zone,
            LiveFrame.frame())
        .toString();
  }

  String job(JobSelection.Item item, LiveFrame live, String head, String log) {
    JobStatus status = statuses(List.of(item)).get(0);
    return HtmlJobPage.live(
            collector.read(status, null, ReportedJob.MAX_RUNS, /* brief= */ false),
            live,
            head,
            log,
            now,
            zone)
        .toString();
  }

  private List<JobStatus> statuses(List<JobSelection.Item> items) {
    StatusCollector collected = new StatusCollector(config, null);
    List<JobStatus> statuses = collected.of(items, /* onlyRunning= */ false);
    if (collected.spoolFault() != null) {
      collector.faults().add(collected.spoolFault());
    }
    return statuses;
  }
}
