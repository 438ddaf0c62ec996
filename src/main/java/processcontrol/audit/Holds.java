package processcontrol.audit;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import processcontrol.history.Hold;
import processcontrol.job.UtcTime;

/**
 * The times in which a job was on hold: from the hold that it has, from its last release, and from
 * the starts that were skipped for a hold, each of which has the moment at which that was set. Not
 * every start leaves a record while a job is on hold.
 */
final class Holds {

  private record Time(long until, String reason) {}

  private final TreeMap<Long, Time> times = new TreeMap<>();

  Holds(JobFacts facts, PastStarts past) {
    for (RecordedStart start : past.all()) {
      if (start.reason() != null) {
        add(start.reason(), start.started());
      }
    }
    Hold release = facts.release();
    if (release != null) {
      long released = release.since().epochMillis();
      RecordedStart last = PastStarts.before(released, past.all());
      if (last != null && last.reason() != null) {
        add(last.reason(), released); // Nothing came between.
      }
    }
    Hold hold = facts.hold();
    if (hold != null) {
      add(hold.inWords(), Long.MAX_VALUE);
    }
  }

  private void add(String reason, long until) {
    UtcTime since = Hold.sinceIn(reason);
    Time known = since == null ? null : times.get(since.epochMillis());
    if (since != null && (known == null || known.until < until)) {
      times.put(since.epochMillis(), new Time(until, reason));
    }
  }

  /** The hold that was on the job at a moment, in words; null if none was. */
  @Nullable String at(long moment) {
    Map.Entry<Long, Time> last = times.floorEntry(moment);
    return last == null || moment > last.getValue().until ? null : last.getValue().reason;
  }
}
