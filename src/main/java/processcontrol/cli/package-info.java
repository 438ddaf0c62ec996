/**
 * Turns the command line into one call and its outcome into text and an exit code. Objects are
 * constructed here, by hand; only the outermost main exits.
 */
package processcontrol.cli;
