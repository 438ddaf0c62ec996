package processcontrol.audit;

/**
 * What became of a slot for which the job did not run.
 *
 * @param detail in words
 */
record Diagnosis(Cause cause, String detail) {}
