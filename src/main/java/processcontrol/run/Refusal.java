package processcontrol.run;

/** Why a start came to no run. */
public enum Refusal {
  /** It came to one. */
  NONE,
  /** The job is running. */
  RUNNING,
  /** The pool of the job is full. */
  POOL,
  /** No trigger waits any more. */
  NOTHING_PENDING
}
