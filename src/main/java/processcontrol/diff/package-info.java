/** Compares two states of a job directory, as a reviewer of the change wants it. Reads no file. */
package processcontrol.diff;
