package processcontrol.run;

import processcontrol.history.RunRecord;
import processcontrol.job.Event;

/** Hears of a run while it lasts. */
public interface RunListener {

  /** Hears once that the start has become a run, which means that its job has the lock. */
  default void named(String runId) {}

  /**
   * Hears of an event. It must return at once, and never throw: the run is worth more.
   *
   * @param soFar the record as far as it is known; its result, reason and end are not
   */
  void happened(Event event, RunRecord soFar);

  /**
   * Hears what was printed since the last call. It must return at once, and never throw.
   *
   * @param part counts the calls of one run, from 1
   * @return whether it was taken over; if not, it comes again later, with what is printed until
   *     then
   */
  boolean printed(byte[] output, int part, RunRecord soFar);
}
