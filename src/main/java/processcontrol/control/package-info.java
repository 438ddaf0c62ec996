/** Stops, restarts and awaits runs of other processes, from outside. */
package processcontrol.control;
