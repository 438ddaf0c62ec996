package processcontrol.run;

import processcontrol.job.Moment;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;
import processcontrol.posix.Clock;

/** A moment that must have come: by the clock on the wall, or so long after now. */
final class TimeCondition extends Condition {

  private final boolean byWall;
  private final long at;
  private final Clock clock;

  private TimeCondition(String name, boolean byWall, long at, Clock clock) {
    super(name);
    this.byWall = byWall;
    this.at = at;
    this.clock = clock;
  }

  /**
   * @param start of the run
   */
  static TimeCondition until(Moment moment, UtcTime start, Zone zone, Clock clock) {
    String name = "the moment " + moment;
    return new TimeCondition(name, true, moment.epochMillis(start, zone), clock);
  }

  static TimeCondition after(TimeSpan span, Clock clock) {
    return new TimeCondition(span + " to pass", false, clock.monotonic() + span.millis(), clock);
  }

  private long left() {
    return at - (byWall ? clock.wall() : clock.monotonic());
  }

  @Override
  boolean look() {
    return left() <= 0;
  }

  @Override
  long nextLook() {
    long left = left();
    return left <= 0 ? NEVER : clock.monotonic() + left;
  }
}
