package processcontrol.start;

import processcontrol.history.RunRecord;
import processcontrol.history.Syslog;
import processcontrol.job.Event;
import processcontrol.job.Job;
import processcontrol.run.JobRunner;
import processcontrol.run.Outcome;
import processcontrol.run.RunEvents;
import processcontrol.zone.Zones;

/** Tells the system's log of a run, and others of all else that they want to be told. */
public final class SystemLog implements RunEvents {

  private final Syslog syslog;
  private final RunEvents others;
  private final boolean tellsStart;

  private SystemLog(Syslog syslog, boolean tellsStart, RunEvents others) {
    this.syslog = syslog;
    this.tellsStart = tellsStart;
    this.others = others;
  }

  /**
   * @param others who is told as well; null for nobody
   */
  static SystemLog of(String facility, Job job, RunEvents others) {
    return new SystemLog(open(facility), job.startPolicy().logsStart(), others);
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
  void ended(JobRunner runner, Outcome outcome) {
    if (runner.lost() != null) {
      syslog.ended(runner.lost());
    }
    if (runner.record() != null) {
      syslog.ended(runner.record());
    } else if (outcome != null) {
      syslog.refused(runner.job(), outcome.reason());
    }
    if (runner.hold() != null) {
      syslog.held(runner.job(), runner.hold());
    }
  }
}
