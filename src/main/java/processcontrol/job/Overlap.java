package processcontrol.job;

import org.jspecify.annotations.Nullable;

/**
 * The action of a start that cannot run at once.
 *
 * @param whenRunning while the job itself is running
 * @param pool pool of which each run needs a slot, or null
 * @param poolWait how long a run waits for a slot
 * @param cluster on which of many hosts it runs; null for this one
 */
public record Overlap(
    WhenRunning whenRunning,
    @Nullable Pool pool,
    TimeSpan poolWait,
    @Nullable ClusterPolicy cluster) {

  /** A second start is an error. */
  public static final Overlap DEFAULT = new Overlap(WhenRunning.REFUSE, null, TimeSpan.ZERO);

  /** Of a job of this machine alone. */
  public Overlap(WhenRunning whenRunning, @Nullable Pool pool, TimeSpan poolWait) {
    this(whenRunning, pool, poolWait, null);
  }
}
