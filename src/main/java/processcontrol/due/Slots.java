package processcontrol.due;

import java.util.ArrayList;
import java.util.List;

/** The moments at which something is due, in milliseconds since 1970. */
public abstract class Slots {

  /** The slot of what is never due again. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Slots that are never due. */
  public static final Slots NONE =
      new Slots() {
        @Override
        public long next(long after) {
          return NEVER;
        }
      };

  private static final long FIRST_STEP = 60_000;

  /** The first slot after a moment, or {@link #NEVER}. */
  public abstract long next(long after);

  /** The last slot after one moment, up to and including another; {@link #NEVER} if none. */
  public final long last(long after, long until) {
    // Most often the slot is a recent one, and the other moment a distant one.
    long from = until;
    for (long step = FIRST_STEP; from > after; step *= 4) {
      from = until - step < after || step > until ? after : until - step;
      long slot = next(from);
      if (slot > until) {
        continue;
      }
      for (long later = next(slot); later <= until; later = next(slot)) {
        slot = later;
      }
      return slot;
    }
    return NEVER;
  }

  /** The slots from one moment on and before another, up to a number. */
  public final List<Long> between(long from, long until, int limit) {
    List<Long> slots = new ArrayList<>();
    long slot = next(from - 1);
    while (slot < until && slots.size() < limit) {
      slots.add(slot);
      slot = next(slot);
    }
    return slots;
  }
}
