package processcontrol.job;

import org.jspecify.annotations.Nullable;

/**
 * A time zone: the offset of local time from UTC, and the moments when it changes. Moments and
 * local times are in seconds since 1970, local ones on a calendar without changes.
 *
 * <p>Not java.time's: to know its rules takes 20 ms of a launch.
 */
public abstract class Zone {

  public static final Zone UTC =
      new Zone("UTC") {
        @Override
        public int offsetAt(long second) {
          return 0;
        }

        @Override
        public @Nullable Change nextChange(long second) {
          return null;
        }

        @Override
        public @Nullable Change lastChange(long second) {
          return null;
        }
      };

  /** More than any clock is from UTC (RFC 8536, 3.2: less than 26 hours). */
  protected static final int MAX_OFFSET = 26 * 3600;

  private final String name;

  protected Zone(String name) {
    this.name = name;
  }

  /**
   * The clock is set.
   *
   * @param at the first second of the new offset
   * @param before seconds to add to UTC until then
   * @param after from then on, never the same
   */
  public record Change(long at, int before, int after) {

    /** Returns true if local times are left out; else they come twice. */
    public boolean isGap() {
      return after > before;
    }
  }

  /** Seconds to add to UTC at a moment. */
  public abstract int offsetAt(long second);

  /** The first change after a moment; null if there is none. */
  public abstract @Nullable Change nextChange(long second);

  /** The last change until a moment, or at it; null if there is none. */
  public abstract @Nullable Change lastChange(long second);

  /** Returns what the clock shows at a moment. */
  public final long localSecond(long second) {
    return second + offsetAt(second);
  }

  /**
   * The first moment at which the clock shows a local time, or a later one where that is left out:
   * the end of the gap.
   */
  public final long firstSecondOf(long localSecond) {
    return secondOf(localSecond, false);
  }

  /** The last such moment: of a time that comes twice, that of the second pass. */
  public final long lastSecondOf(long localSecond) {
    return secondOf(localSecond, true);
  }

  private long secondOf(long local, boolean last) {
    long from = local - MAX_OFFSET;
    int offset = offsetAt(from);
    Change change = nextChange(from);
    while (change != null && local >= change.at() + Math.min(change.before(), change.after())) {
      if (local < change.at() + Math.max(change.before(), change.after())) {
        return change.isGap() ? change.at() : local - (last ? change.after() : change.before());
      }
      offset = change.after();
      change = nextChange(change.at());
    }
    return local - offset;
  }

  /** The name of the zone. */
  @Override
  public final String toString() {
    return name;
  }
}
