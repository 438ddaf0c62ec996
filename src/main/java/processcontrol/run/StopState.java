package processcontrol.run;

/** Knows whether a run is to stop, and what stopping it has left behind. */
final class StopState {

  private final RunResources resources;
  private int signal;
  private boolean survivors;
  private boolean restart;

  StopState(RunResources resources) {
    this.resources = resources;
  }

  /** Returns the number of a signal that asked to stop, or 0. It stays until the run has ended. */
  int signal() {
    if (signal == 0) {
      signal = resources.nextStop();
    }
    return signal;
  }

  /** Returns such a signal if it has been noticed already; 0 for none. */
  int noticed() {
    return signal;
  }

  /** Waits for such a signal; returns 0 when the time is over. */
  int await(long millis) {
    if (signal == 0) {
      signal = resources.awaitStop(millis);
    }
    return signal;
  }

  /** Stops the run as this signal would, unless it is to stop already. */
  void order(int wanted) {
    if (signal == 0) {
      signal = wanted;
    }
  }

  /** Notes how the supervision of a command ended. */
  void note(Supervisor.Ending ending) {
    survivors |= ending.survivors();
    order(ending.stopSignal());
  }

  /** Notes that the run ends only for the next one to begin. */
  void noteRestart() {
    restart = true;
  }

  boolean isRestart() {
    return restart;
  }

  /** Returns true if something that was to be killed still lives. */
  boolean hasSurvivors() {
    return survivors;
  }
}
