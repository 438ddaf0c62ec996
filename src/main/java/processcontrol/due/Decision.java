package processcontrol.due;

import org.jspecify.annotations.Nullable;
import processcontrol.history.Skip;

/**
 * The result of a due check.
 *
 * @param slot what is due, or {@link Slots#NEVER} if nothing is
 * @param late whether it was missed, and is to be caught up with
 * @param skip why it is not to be run but recorded as skipped; null if it is to be run
 * @param next the next due moment after now
 */
public record Decision(long slot, boolean late, @Nullable Skip skip, long next) {

  static Decision nothing(long next) {
    return new Decision(Slots.NEVER, false, null, next);
  }

  public boolean isDue() {
    return slot != Slots.NEVER;
  }
}
