package processcontrol.run;

/** Why a start came to no run. */
public enum Refusal {
  /** It came to one. */
  NONE,
  /** The job is running. */
  RUNNING,
  /** The pool of the job is full. */
  POOL,
  /** Another host of the cluster has it, or the job is on hold on all of them. */
  ELSEWHERE,
  /** No trigger waits any more. */
  NOTHING_PENDING
}
