package processcontrol.audit;

/**
 * The explanation of a slot for which the job did not run.
 *
 * @param detail in words
 */
record Diagnosis(Cause cause, String detail) {}
