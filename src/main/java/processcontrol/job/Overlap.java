package processcontrol.job;

/**
 * What a start does where it cannot run at once.
 *
 * @param whenRunning while the job itself is running
 * @param pool whose slots the runs need, or null
 * @param poolWait how long a run waits for a slot
 */
public record Overlap(WhenRunning whenRunning, Pool pool, TimeSpan poolWait) {

  /** A second start is an error. */
  public static final Overlap DEFAULT = new Overlap(WhenRunning.REFUSE, null, TimeSpan.ZERO);
}
