package processcontrol.diff;

import java.time.Instant;
import java.util.List;

/**
 * The change of a job's starts in the next week.
 *
 * @param from former number
 * @param to present number
 * @param estimated whether they depend on how long runs take
 * @param gone those that go, the first ones
 * @param come those that come, the first ones
 * @param words {@code runs at 04:15 instead of 04:30, 14 starts a week instead of 7}
 */
public record StartChange(
    int from, int to, boolean estimated, List<Instant> gone, List<Instant> come, String words) {

  public StartChange {
    gone = List.copyOf(gone);
    come = List.copyOf(come);
  }
}
