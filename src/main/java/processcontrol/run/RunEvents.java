package processcontrol.run;

import processcontrol.history.RunRecord;
import processcontrol.job.Event;

/** Is told what happens within a run while it goes on. It must return at once, and never throw. */
public interface RunEvents {

  /**
   * @param soFar the record of the run as it would stand if it ended now
   */
  void happened(Event event, RunRecord soFar);
}
