package processcontrol.job;

import java.util.List;

/**
 * The relations of a job to others.
 *
 * @param onEnd the jobs that every end of a run triggers
 * @param onSuccess the jobs that a successful run triggers
 * @param onFailure the jobs that a failed run triggers
 * @param after the jobs that must have succeeded since this one started last
 * @param anyParent whether one of them is enough
 * @param idle from the first trigger, and from the end of the last run, to the run that is
 *     triggered
 */
public record Chain(
    List<Link> onEnd,
    List<Link> onSuccess,
    List<Link> onFailure,
    List<Link> after,
    boolean anyParent,
    TimeSpan idle) {

  /** A job on its own. */
  public static final Chain NONE =
      new Chain(List.of(), List.of(), List.of(), List.of(), false, TimeSpan.ZERO);

  public Chain {
    onEnd = List.copyOf(onEnd);
    onSuccess = List.copyOf(onSuccess);
    onFailure = List.copyOf(onFailure);
    after = List.copyOf(after);
  }

  /** Returns true if a run of the job can trigger others. */
  public boolean triggers() {
    return !onEnd.isEmpty() || !onSuccess.isEmpty() || !onFailure.isEmpty();
  }
}
