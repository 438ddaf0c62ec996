package processcontrol.audit;

import java.util.BitSet;
import processcontrol.due.Slots;
import processcontrol.job.TimeSpan;

/** The minutes of a range in which something was seen, and what was seen next outside of it. */
final class Minutes {

  private final BitSet seen = new BitSet();
  private final long first;
  private final long size;

  /** The last minute before the range, and the first one behind it, with something. */
  private long before = Long.MIN_VALUE;

  private long behind = Slots.NEVER;

  Minutes(Range range) {
    this.first = Math.floorDiv(range.from(), TimeSpan.MINUTE_MILLIS);
    this.size = Math.floorDiv(range.until(), TimeSpan.MINUTE_MILLIS) - first + 1;
  }

  /** Something was seen from one moment to another, that one included. */
  void mark(long from, long until) {
    long low = Math.floorDiv(from, TimeSpan.MINUTE_MILLIS) - first;
    long high = Math.floorDiv(until, TimeSpan.MINUTE_MILLIS) - first;
    if (low < 0) {
      before = Math.max(before, (first + Math.min(high, -1)) * TimeSpan.MINUTE_MILLIS);
    }
    if (high >= size) {
      behind = Math.min(behind, (first + Math.max(low, size)) * TimeSpan.MINUTE_MILLIS);
    }
    if (high >= 0 && low < size) {
      seen.set((int) Math.max(low, 0), (int) Math.min(high, size - 1) + 1);
    }
  }

  /** The last such minute that begins not later than a moment; Long.MIN_VALUE if none does. */
  long last(long moment) {
    long at = Math.min(Math.floorDiv(moment, TimeSpan.MINUTE_MILLIS) - first, size - 1);
    int bit = at < 0 ? -1 : seen.previousSetBit((int) at);
    return bit < 0 ? before : (first + bit) * TimeSpan.MINUTE_MILLIS;
  }

  /** The first such minute that begins not earlier than a moment's; {@link Slots#NEVER} if none. */
  long next(long moment) {
    long at = Math.max(Math.floorDiv(moment, TimeSpan.MINUTE_MILLIS) - first, 0);
    int bit = at >= size ? -1 : seen.nextSetBit((int) at);
    return bit < 0 ? behind : (first + bit) * TimeSpan.MINUTE_MILLIS;
  }
}
