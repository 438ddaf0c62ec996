package processcontrol.cli;

import processcontrol.audit.Range;
import processcontrol.job.Moment;
import processcontrol.job.TimeSpan;
import processcontrol.job.UtcTime;
import processcontrol.job.Zone;
import processcontrol.start.UsageException;

/** The time that {@code --from} and {@code --until} name. */
final class AuditRange {

  private static final int MAX_DAYS = 400;

  private AuditRange() {}

  static Range of(Invocation invocation, long now, Zone zone) {
    long from = moment("--from", invocation, now - TimeSpan.DAY_MILLIS, now, zone);
    long until = Math.min(now, moment("--until", invocation, now, now, zone));
    if (from >= until) {
      throw new UsageException(
          "--from "
              + new UtcTime(from)
              + " is not before "
              + (invocation.value("--until") == null ? "now" : "--until " + new UtcTime(until)));
    }
    if (until - from > MAX_DAYS * TimeSpan.DAY_MILLIS) {
      throw new UsageException("an audit looks at " + MAX_DAYS + " days at most");
    }
    return new Range(from, until, now);
  }

  /** Returns the moment that an option names, or another one if it is not given. */
  static long moment(String option, Invocation invocation, long otherwise, long now, Zone zone) {
    String text = invocation.value(option);
    if (text == null) {
      return otherwise;
    }
    try {
      Moment moment = new Moment(text);
      if (moment.isDuration()) {
        return now - TimeSpan.parse(moment.text()).millis();
      }
      return moment.hasDate()
          ? moment.epochMillis(new UtcTime(now), zone)
          : last(moment, now, zone);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }

  /**
   * The last such time of the day until now. Not all days have 24 hours, so none is counted back.
   */
  private static long last(Moment timeOfDay, long now, Zone zone) {
    long last = timeOfDay.nextEpochMillis(new UtcTime(now - 2 * TimeSpan.DAY_MILLIS), zone);
    long next = last;
    while (next <= now) {
      last = next;
      next = timeOfDay.nextEpochMillis(new UtcTime(last), zone);
    }
    return last;
  }
}
