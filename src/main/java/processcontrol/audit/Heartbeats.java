package processcontrol.audit;

import processcontrol.history.RunRecord;
import processcontrol.history.WrongClock;
import processcontrol.job.UtcTime;

/** The signs of life that the records of all jobs are: of the machine, and of its cron. */
final class Heartbeats {

  private final Minutes machine;
  private final Minutes cron;
  private final long now;

  Heartbeats(Range range) {
    this.now = range.now();
    this.machine = new Minutes(range);
    this.cron = new Minutes(range);
  }

  void add(RunRecord record) {
    long started = record.started().epochMillis();
    if (WrongClock.isAhead(started, now)) {
      return; // Its time is not known.
    }
    UtcTime last = record.ended();
    long ended =
        last == null || WrongClock.isAhead(last.epochMillis(), now) ? started : last.epochMillis();
    machine.mark(started, Math.max(started, ended));
    if (RecordedStart.isByClock(record)) {
      cron.mark(started, started);
    }
  }

  /** Returns the minutes in which the machine, or else cron alone, was seen. */
  Minutes of(boolean cronAlone) {
    return cronAlone ? cron : machine;
  }
}
