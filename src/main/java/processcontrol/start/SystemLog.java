package processcontrol.start;

import processcontrol.history.RunRecord;
import processcontrol.history.Syslog;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.job.Slug;
import processcontrol.run.RunListener;
import processcontrol.run.RunReport;
import processcontrol.zone.Zones;

/** Reports a run to the system's log, and passes all events on to other listeners. */
public final class SystemLog implements RunListener {

  private final Syslog syslog;
  private final Slug job;
  private final RunListener others;
  private final boolean tellsStart;

  private SystemLog(Syslog syslog, Slug job, boolean tellsStart, RunListener others) {
    this.job = job;
    this.syslog = syslog;
    this.tellsStart = tellsStart;
    this.others = others;
  }

  /**
   * @param others further listeners; null for none
   */
  static SystemLog of(String facility, Job job, RunListener others) {
    return new SystemLog(open(facility), job.slug(), job.startPolicy().logsStart(), others);
  }

  /** Returns the system's log of this machine. */
  public static Syslog open(String facility) {
    return new Syslog(facility, Syslog.SOCKET, Zones.ofMachine());
  }

  @Override
  public void happened(Event event, RunRecord soFar) {
    if (event == Event.START && tellsStart) {
      syslog.started(soFar);
    }
    if (others != null) {
      others.happened(event, soFar);
    }
  }

  @Override
  public boolean printed(byte[] output, int part, RunRecord soFar) {
    return others != null && others.printed(output, part, soFar);
  }

  /** Tells what became of a start. */
  void ended(RunReport report) {
    if (report.lost() != null) {
      syslog.ended(report.lost());
    }
    if (report.record() != null) {
      syslog.ended(report.record());
    } else if (report.outcome() != null) {
      syslog.refused(job, report.outcome().reason());
    }
    if (report.hold() != null) {
      syslog.held(job, report.hold());
    }
  }
}
