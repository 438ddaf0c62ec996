package processcontrol.web;

import java.util.function.Predicate;
import processcontrol.job.Job;
import processcontrol.report.LiveFrame;
import processcontrol.status.JobSelection;

/** The pages of the report as they are now, made of more than this room may know. */
public interface ReportPages {

  /**
   * All jobs as a page.
   *
   * @param visible those that are shown; null stands for one that is not valid
   */
  String overview(Predicate<Job> visible);

  /**
   * One job as a page.
   *
   * @param head what stands below its name, as HTML
   * @param log what stands above its history, as HTML
   */
  String job(JobSelection.Item item, LiveFrame live, String head, String log);

  /** The name of this machine. */
  String host();
}
