package processcontrol.run;

import processcontrol.history.Skip;

/**
 * The reason why a start becomes no run.
 *
 * @param outcome its result instead
 * @param isRecorded whether the history has it
 */
record NoRun(Obstacle obstacle, Outcome outcome, boolean isRecorded) {

  /** Of a start that is skipped, which is no error and stands in the history. */
  static NoRun skipped(Obstacle obstacle, Skip skip) {
    return new NoRun(obstacle, Outcome.skipped(skip.cause(), skip.reason()), true);
  }

  /** Makes one of a start that is refused, with a message to its caller. */
  static NoRun refused(Obstacle obstacle, Skip skip) {
    return new NoRun(obstacle, Outcome.refused(skip.cause(), skip.reason()), false);
  }

  /** Of a start that a signal asked to stop before it had all that a run needs. */
  static NoRun stopped(int signal) {
    return new NoRun(Obstacle.STOPPED, Outcome.stopped(signal, null), false);
  }
}
