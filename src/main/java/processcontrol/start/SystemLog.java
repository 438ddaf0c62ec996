package processcontrol.start;

import processcontrol.history.RunRecord;
import processcontrol.history.Syslog;
import processcontrol.job.Event;
import processcontrol.run.JobRunner;
import processcontrol.run.Outcome;
import processcontrol.run.RunEvents;
import processcontrol.zone.Zones;

/** Tells the system's log of a run, and others of all else that they want to be told. */
public final class SystemLog implements RunEvents {

  private final Syslog syslog;
  private final RunEvents others;

  private SystemLog(Syslog syslog, RunEvents others) {
    this.syslog = syslog;
    this.others = others;
  }

  /**
   * @param others who is told as well; null for nobody
   */
  static SystemLog of(String facility, RunEvents others) {
    return new SystemLog(open(facility), others);
  }

  /** Returns the system's log of this machine. */
  public static Syslog open(String facility) {
    return new Syslog(facility, Syslog.SOCKET, Zones.ofMachine());
  }

  @Override
  public void happened(Event event, RunRecord soFar) {
    if (event == Event.START) {
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
