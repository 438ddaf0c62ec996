package processcontrol.run;

import processcontrol.posix.Termination;

/**
 * How the supervision of one command came to its end.
 *
 * @param termination how the command ended; null if even SIGKILL did not end it
 * @param stopped whether the supervisor stopped it
 * @param timedOut whether it was stopped because the run's time was over
 * @param stopSignal the signal by which the supervisor was told to stop, or 0; it may have come
 *     after the command had ended by itself
 * @param survivors whether something that was to be killed still lives (uninterruptible sleep)
 */
record Ending(
    Termination termination,
    boolean stopped,
    boolean timedOut,
    int stopSignal,
    boolean survivors) {}
