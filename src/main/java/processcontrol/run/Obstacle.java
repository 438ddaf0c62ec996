package processcontrol.run;

/** Obstacles that keep a start from becoming a run. */
public enum Obstacle {
  /** It is not the time for it, as the job's schedule says. */
  SCHEDULE,
  /** The job is on hold. */
  HELD,
  /** The job is running. */
  RUNNING,
  /** Another process has made the start, as a second look under the lock shows. */
  NOT_DUE,
  /** Another host of the cluster has it, or the job is on hold on all of them. */
  ELSEWHERE,
  /** The cluster cannot be asked. */
  UNREACHABLE,
  /** No trigger waits any more. */
  NOTHING_PENDING,
  /** The pool of the job is full. */
  POOL,
  /** A signal asked to stop while it waited. */
  STOPPED
}
