package processcontrol.run;

import processcontrol.job.Moment;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;
import processcontrol.posix.MonotonicClock;

/** A moment that must have come: by the clock on the wall, or so long after now. */
final class TimeCondition extends Condition {

  private final boolean byWall;
  private final long at;

  private TimeCondition(String name, boolean byWall, long at) {
    super(name);
    this.byWall = byWall;
    this.at = at;
  }

  /**
   * @param start of the run
   */
  static TimeCondition until(Moment moment, UtcTime start, Zone zone) {
    String name = "the moment " + moment;
    return new TimeCondition(name, true, moment.epochMillis(start, zone));
  }

  static TimeCondition after(TimeSpan span) {
    return new TimeCondition(span + " to pass", false, MonotonicClock.millis() + span.millis());
  }

  private long left() {
    return at - (byWall ? UtcTime.now().epochMillis() : MonotonicClock.millis());
  }

  @Override
  boolean look() {
    return left() <= 0;
  }

  @Override
  long nextLook() {
    long left = left();
    return left <= 0 ? NEVER : MonotonicClock.millis() + left;
  }
}
